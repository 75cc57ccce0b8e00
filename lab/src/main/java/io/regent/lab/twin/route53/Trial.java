package io.regent.lab.twin.route53;

import java.time.Duration;

/**
 * What a try says of an endpoint (Route 53 Developer Guide, "How Amazon Route 53 determines whether a health check is
 * healthy").
 *
 * @param report as GetHealthCheckStatus gives it
 */
record Trial(boolean passed, String report) {
    static Trial of(Watched.Endpoint endpoint, Attempt.Limits limits, Attempt.Result result) {
        return switch (result) {
            case Attempt.Result.Failed failed -> failure(failed.why());
            case Attempt.Result.Connected connected ->
                isLate(connected.after(), limits.connect())
                        ? outOfTime("could not establish a connection")
                        : new Trial(true, "Success: TCP connection established");
            case Attempt.Result.Answered answered -> of(endpoint, limits, answered);
        };
    }

    private static Trial of(Watched.Endpoint endpoint, Attempt.Limits limits, Attempt.Result.Answered answered) {
        if (isLate(answered.connected(), limits.connect())) {
            return outOfTime("could not establish a connection");
        }
        if (isLate(answered.answered(), limits.answer())) {
            return outOfTime("got no HTTP status code");
        }
        String status = "HTTP Status Code " + answered.status();
        if (answered.status() < 200 || answered.status() >= 400) {
            return failure(status);
        }
        if (endpoint.searchString().isEmpty()) {
            return new Trial(true, "Success: " + status);
        }
        if (isLate(answered.received(), limits.body())) {
            return outOfTime("got no response body");
        }
        String head = answered.body().substring(0, Math.min(answered.body().length(), Watched.Endpoint.BODY_BYTES));
        return head.contains(endpoint.searchString())
                ? new Trial(true, "Success: " + status)
                : failure("The search string is not in the first " + Watched.Endpoint.BODY_BYTES
                        + " bytes of the response body");
    }

    /** What is said when a checker heard nothing in time. */
    static Trial outOfTime(String what) {
        return failure("The health checker " + what + " within the timeout limit");
    }

    private static Trial failure(String why) {
        return new Trial(false, "Failure: " + why + ".");
    }

    private static boolean isLate(Duration taken, Duration limit) {
        return taken.compareTo(limit) > 0;
    }
}
