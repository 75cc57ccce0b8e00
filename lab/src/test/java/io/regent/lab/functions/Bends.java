package io.regent.lab.functions;

import io.regent.lab.twin.TwinError;
import io.regent.lab.wire.WireAnswer;
import io.regent.lab.wire.WireProtocol;
import io.regent.lab.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Stands between the wire and the services, and bends what they answer where a test says so. */
final class Bends implements UnaryOperator<WireProtocol> {
    /** What becomes of a request. */
    @FunctionalInterface
    interface Bend {
        WireAnswer answer(WireRequest request, WireProtocol service);
    }

    private record Place(String service, Predicate<WireRequest> such, Bend bend) {}

    private final List<Place> places = new CopyOnWriteArrayList<>();

    /** From now on such requests to a service, by its signing name, are bent. */
    void at(String service, Predicate<WireRequest> such, Bend bend) {
        places.add(new Place(service, such, bend));
    }

    /** From now on nothing is bent. */
    void straighten() {
        places.clear();
    }

    /** An error of the service. */
    static Bend refusing(String code, int status) {
        return (request, service) -> {
            throw new TwinError(code, status, "bent by a test");
        };
    }

    /** No answer, for longer than anybody waits. */
    static Bend silent() {
        return (request, service) -> {
            try {
                boolean never = new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                throw new IllegalStateException("nobody ends this wait: " + never);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TwinError("ServiceUnavailable", 503, "the test is over");
            }
        };
    }

    /** A page for people, where a program's answer was expected. */
    static Bend nonsense() {
        byte[] page = "<html><body>Please sign in to the network.".getBytes(StandardCharsets.UTF_8);
        return (request, service) -> new WireAnswer(200, Map.of("Content-Type", "text/html"), page);
    }

    /** The work is done, and the answer lost on its way. */
    static Bend losingTheAnswer() {
        return (request, service) -> {
            service.answer(request);
            throw new TwinError("ServiceUnavailable", 503, "bent by a test");
        };
    }

    @Override
    public WireProtocol apply(WireProtocol service) {
        return service.answeredBy(request -> {
            for (Place place : places) {
                if (place.service().equals(service.signingName())
                        && place.such().test(request)) {
                    return place.bend().answer(request, service);
                }
            }
            return service.answer(request);
        });
    }
}
