package io.regent.desk;

import io.regent.fleet.PolicySettings;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Mover;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What reports call things. */
final class Words {
    private Words() {}

    /** How an endpoint is judged. */
    static String standing(@Nullable Judgement judgement) {
        return switch (judgement == null ? new Standing.Unseen() : judgement.standing()) {
            case Standing.Up up -> "UP";
            case Standing.Down down -> "DOWN";
            case Standing.Disputed disputed -> "DISPUTED";
            case Standing.Unseen unseen -> "UNSEEN";
        };
    }

    /** What an endpoint is doing. */
    static String state(@Nullable EndpointState state) {
        return switch (state) {
            case null -> "unknown";
            case EndpointState.Serving serving -> "serving";
            case EndpointState.Drained drained -> "drained";
            case EndpointState.Returning returning -> "returning, step " + returning.step();
        };
    }

    static String mover(Mover mover) {
        return mover.name().toLowerCase(Locale.ROOT);
    }

    /** A duration for people, such as {@code 2 h 5 min}, in the two greatest units that are not 0. */
    static String lasts(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds >= 86_400) {
            return two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
        }
        if (seconds >= 3_600) {
            return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
        }
        return seconds >= 60 ? two(seconds / 60, "min", seconds % 60, "s") : seconds + " s";
    }

    /** A policy, field by field as the fleet's document calls them. */
    static String settings(PolicySettings policy) {
        return "minServing " + policy.minServing()
                + ", stabilisation " + span(policy.stabilisation())
                + ", steps " + policy.steps()
                + ", stepHold " + span(policy.stepHold())
                + ", freshness " + span(policy.freshness())
                + ", drift " + policy.drift().name().toLowerCase(Locale.ROOT)
                + ", arming " + span(policy.arming())
                + ", failback " + policy.failback().name().toLowerCase(Locale.ROOT)
                + ", repair "
                + policy.repair().stream()
                        .map(means -> means.name().toLowerCase(Locale.ROOT))
                        .toList();
    }

    /** A duration as requests and documents write it, such as {@code 30m}. */
    static String span(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.isZero() || duration.toMillis() % 1_000 != 0) {
            return duration.isZero() ? "0s" : duration.toMillis() + "ms";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String two(long first, String unit, long second, String smaller) {
        return first + " " + unit + (second == 0 ? "" : " " + second + " " + smaller);
    }

    /** A time, to the second, such as {@code 2026-01-05T10:00:00Z}. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A time that is to come, and how far off it is. */
    static String end(Instant end, Instant now) {
        return time(end) + " (in " + lasts(Duration.between(now, end)) + ")";
    }
}
