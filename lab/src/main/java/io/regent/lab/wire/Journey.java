package io.regent.lab.wire;

import com.sun.net.httpserver.HttpExchange;
import io.regent.fleet.Region;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A request's way through the front: read, placed, delayed by faults, answered by its protocol, sent back. */
final class Journey {
    /** Above every request limit of the services here (Lambda's payload is the largest, 6 MB). */
    static final int MOST_BODY_BYTES = 8 * 1024 * 1024;

    /** How long a silent region leaves a client waiting before the connection is dropped. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private static final int MOST_AT_WORK = 512;
    private static final int MOST_WAITING = 4096;
    private static final String ROUTE53 = "route53";

    private final Map<String, WireProtocol> protocols = new TreeMap<>();
    private final Faults faults;
    private final Callers callers;
    private final Authorization authorization;
    private final WireListener listener;
    private final InstantSource clock;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Semaphore atWork = new Semaphore(MOST_AT_WORK);
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    Journey(
            List<WireProtocol> protocols,
            Faults faults,
            Callers callers,
            Authorization authorization,
            WireListener listener,
            InstantSource clock) {
        for (WireProtocol protocol : protocols) {
            if (this.protocols.putIfAbsent(protocol.signingName(), protocol) != null) {
                throw new IllegalArgumentException("two protocols for " + protocol.signingName());
            }
        }
        this.faults = faults;
        this.callers = callers;
        this.authorization = authorization;
        this.listener = listener;
        this.clock = clock;
    }

    /** Ends every wait; the requests concerned get no answer. */
    void end() {
        ended.countDown();
    }

    void of(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
        Map<String, String> headers = headersOf(exchange);
        String contentType = headers.getOrDefault("content-type", "");
        if (body.length > MOST_BODY_BYTES) {
            String message = "the body is longer than " + MOST_BODY_BYTES + " bytes";
            send(exchange, Refusals.of(contentType, new TwinError("RequestEntityTooLarge", 413, message)));
            return;
        }
        Map<String, List<String>> query;
        try {
            query = Form.parse(
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        } catch (IllegalArgumentException e) {
            send(exchange, Refusals.of(contentType, new TwinError("MalformedQueryString", 400, e.toString())));
            return;
        }
        CredentialScope scope = CredentialScope.read(headers.getOrDefault("authorization", ""), query)
                .orElse(null);
        if (scope == null) {
            String message = "Missing Authentication Token: neither Authorization nor X-Amz-Credential holds"
                    + " KEY/DATE/REGION/SERVICE/aws4_request";
            send(exchange, Refusals.of(contentType, new TwinError("MissingAuthenticationToken", 403, message)));
            return;
        }
        WireProtocol protocol = protocols.get(scope.signingName());
        if (protocol == null) {
            String message = "the lab has no service '" + scope.signingName() + "', only "
                    + String.join(", ", protocols.keySet());
            send(exchange, Refusals.of(contentType, new TwinError("UnknownService", 404, message)));
            return;
        }
        WireRequest request = new WireRequest(
                exchange.getRequestMethod().toUpperCase(Locale.ROOT),
                exchange.getRequestURI().getPath(),
                query,
                headers,
                body,
                scope.region(),
                callers.of(scope.accessKeyId()));
        try {
            pass(exchange, protocol, request);
        } catch (RuntimeException e) {
            // Not even a refusal could be written in the service's own form.
            listener.broke(call(clock.instant(), protocol, request, 500), e);
            send(exchange, Refusals.of(contentType, new TwinError("InternalFailure", 500, "the lab broke: " + e)));
        }
    }

    private void pass(HttpExchange exchange, WireProtocol protocol, WireRequest request) throws IOException {
        Instant arrival = clock.instant();
        WireAnswer answer;
        switch (path(protocol, request)) {
            case Faults.Path.Silent silent -> {
                stayAway(arrival, protocol, request);
                return;
            }
            case Faults.Path.Slow slow -> {
                if (!waitFor(slow.delay())) {
                    hear(arrival, protocol, request, WireCall.UNANSWERED);
                    return;
                }
                answer = work(arrival, protocol, request);
            }
            case Faults.Path.Failing failing ->
                answer = protocol.refuse(
                        request, new TwinError("ServiceUnavailable", 503, "Service is unable to handle request."));
            case Faults.Path.Open open -> answer = work(arrival, protocol, request);
        }
        // A region that went dark meanwhile has done the work, but nobody hears of it.
        if (path(protocol, request) instanceof Faults.Path.Silent) {
            stayAway(arrival, protocol, request);
            return;
        }
        hear(arrival, protocol, request, answer.status());
        send(exchange, answer);
    }

    private Faults.Path path(WireProtocol protocol, WireRequest request) {
        return protocol.signingName().equals(ROUTE53)
                ? faults.toRoute53(request.caller())
                : faults.to(request.region(), request.caller());
    }

    private WireAnswer work(Instant arrival, WireProtocol protocol, WireRequest request) {
        if (!atWork.tryAcquire()) {
            String message = "more than " + MOST_AT_WORK + " requests at once";
            return protocol.refuse(request, new TwinError("ServiceUnavailable", 503, message));
        }
        try {
            authorize(protocol, request);
            return protocol.answer(request);
        } catch (TwinError refusal) {
            return protocol.refuse(request, refusal);
        } catch (RuntimeException e) {
            listener.broke(call(arrival, protocol, request, 500), e);
            return protocol.refuse(request, new TwinError("InternalFailure", 500, "the lab broke: " + e));
        } finally {
            atWork.release();
        }
    }

    /**
     * Asks for every right that a request needs. "Authorization" comes before the service looks at what the request is
     * about, so that nobody learns by a refusal what there is.
     */
    private void authorize(WireProtocol protocol, WireRequest request) {
        for (Act act : protocol.acts(request)) {
            // Clients reach AWS by TLS alone; that the lab's front speaks without it is its own affair.
            Act whole = act.with("aws:RequestedRegion", request.region().id()).with("aws:SecureTransport", "true");
            Optional<String> refusal = authorization.refusal(request.caller(), whole);
            if (refusal.isPresent()) {
                throw protocol.denial(refusal.get());
            }
        }
    }

    private void stayAway(Instant arrival, WireProtocol protocol, WireRequest request) {
        hear(arrival, protocol, request, WireCall.UNANSWERED);
        waitFor(LONGEST_SILENCE);
    }

    /** Whether the wait went its whole time: not when the front ended, nor when too many wait already. */
    private boolean waitFor(Duration time) {
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            return !ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.release();
        }
    }

    private void hear(Instant arrival, WireProtocol protocol, WireRequest request, int status) {
        listener.heard(call(arrival, protocol, request, status));
    }

    private static WireCall call(Instant arrival, WireProtocol protocol, WireRequest request, int status) {
        Region region = request.region();
        return new WireCall(arrival, protocol.signingName(), Operation.of(request), region, request.caller(), status);
    }

    private static Map<String, String> headersOf(HttpExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return headers;
    }

    /** Sends an answer; the Date header is the HTTP server's own and follows the wall clock. */
    private static void send(HttpExchange exchange, WireAnswer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }
}
