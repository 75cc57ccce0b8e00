package io.regent.lab.twin.route53;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One try of one checker.
 *
 * @param checker who makes it
 * @param address IPv4 or IPv6, in text
 * @param asked the request, if any
 * @param limits the checker's patience
 */
public record Attempt(Checker checker, String address, int port, List<Request> asked, Limits limits) {
    public Attempt {
        asked = List.copyOf(asked);
    }

    /** What to ask for once connected; nothing where a connection is all that is wanted. */
    public Optional<Request> request() {
        return asked.stream().findFirst();
    }

    /**
     * A health checker.
     *
     * @param region one of the API model's HealthCheckRegion
     * @param address where it is, in text
     */
    public record Checker(String region, String address) {}

    /**
     * An HTTP request.
     *
     * @param secure whether over TLS; certificates are not validated (Developer Guide, "How Amazon Route 53 determines
     *     whether a health check is healthy")
     * @param serverName the name for TLS's server name indication; empty for none
     * @param host the header field
     * @param path with its query
     * @param bodyBytes how much of the body is wanted, from its beginning; 0 for none of it
     */
    public record Request(boolean secure, String serverName, String host, String path, int bodyBytes) {}

    /**
     * How long each step may take, counted from the end of the one before.
     *
     * @param answer until the status code
     * @param body until as much of the body as is wanted
     */
    public record Limits(Duration connect, Duration answer, Duration body) {
        Duration all() {
            return connect.plus(answer).plus(body);
        }

        Limits faster(int times) {
            return new Limits(connect.dividedBy(times), answer.dividedBy(times), body.dividedBy(times));
        }
    }

    /** What came of a try. */
    public sealed interface Result {
        /** Nothing: no connection, or no answer over it. */
        record Failed(String why) implements Result {}

        /** A connection, which was all that was wanted. */
        record Connected(Duration after) implements Result {}

        /**
         * An answer.
         *
         * @param connected how long the connection took
         * @param answered how long the status code took from there
         * @param received how long the body took from there, as far as it was wanted
         * @param body its beginning, each character a byte from 0 to 255
         */
        record Answered(Duration connected, Duration answered, Duration received, int status, String body)
                implements Result {}
    }
}
