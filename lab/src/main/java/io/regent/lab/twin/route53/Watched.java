package io.regent.lab.twin.route53;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a health check goes by: its settings, judged. */
sealed interface Watched {
    /**
     * An endpoint, tried by Route 53's own checkers.
     *
     * @param kind how it is tried
     * @param address empty where the name is looked up for every try
     * @param name empty where there is none
     * @param path with its query; from a slash on
     * @param searchString empty where the body is not looked at
     * @param interval from a result to the next try
     * @param failureThreshold results in a row that turn a checker's mind, either way
     */
    record Endpoint(
            Kind kind,
            String address,
            String name,
            int port,
            String path,
            String searchString,
            boolean serverName,
            Duration interval,
            int failureThreshold,
            List<String> regions)
            implements Watched {
        /** "The string must appear entirely in the first 5,120 bytes of the response body" (Developer Guide). */
        static final int BODY_BYTES = 5_120;

        private static final Duration TCP_CONNECT = Duration.ofSeconds(10);
        private static final Duration HTTP_CONNECT = Duration.ofSeconds(4);
        private static final Duration HTTP_STEP = Duration.ofSeconds(2);

        /** How an endpoint is tried. */
        enum Kind {
            TCP,
            HTTP,
            HTTPS
        }

        public Endpoint {
            regions = List.copyOf(regions);
        }

        /** Developer Guide, "How Amazon Route 53 determines whether a health check is healthy". */
        Attempt.Limits limits() {
            return switch (kind) {
                case TCP -> new Attempt.Limits(TCP_CONNECT, Duration.ZERO, Duration.ZERO);
                case HTTP, HTTPS ->
                    new Attempt.Limits(HTTP_CONNECT, HTTP_STEP, searchString.isEmpty() ? Duration.ZERO : HTTP_STEP);
            };
        }

        /** What is asked for at an address, if more than a connection is. */
        Optional<Attempt.Request> request(String at) {
            boolean secure = kind == Kind.HTTPS;
            String called = name.isEmpty() ? at : name;
            boolean usual = port == (secure ? 443 : 80);
            // API model, FullyQualifiedDomainName: any other port stands in the Host header.
            String host = usual ? called : (called.indexOf(':') >= 0 ? "[" + called + "]" : called) + ":" + port;
            return kind == Kind.TCP
                    ? Optional.empty()
                    : Optional.of(new Attempt.Request(
                            secure,
                            secure && serverName ? name : "",
                            host,
                            path,
                            searchString.isEmpty() ? 0 : BODY_BYTES));
        }
    }

    /**
     * Other health checks.
     *
     * @param threshold how many of them have to be healthy
     */
    record Children(int threshold, List<String> ids) implements Watched {
        public Children {
            ids = List.copyOf(ids);
        }
    }

    /** The data of a CloudWatch alarm. */
    record AlarmData(AlarmIdentifier alarm, Insufficient whenInsufficient) implements Watched {}

    /** InsufficientDataHealthStatus. */
    enum Insufficient {
        HEALTHY,
        UNHEALTHY,
        LAST_KNOWN_STATUS
    }
}
