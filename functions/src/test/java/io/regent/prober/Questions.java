package io.regent.prober;

import io.regent.fleet.Address;
import io.regent.fleet.ProbeKind;
import io.regent.fleet.ProbeSettings;
import io.regent.fleet.Target;
import io.regent.probe.Layer;
import io.regent.probe.LayerTime;
import io.regent.probe.Observation;
import io.regent.probe.Outcome;
import io.regent.probe.Question;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Questions as the tests ask them. */
final class Questions {
    /** Long enough that only a broken prober gets there. */
    static final Duration PATIENT = Duration.ofSeconds(20);

    /** Short enough to wait for. */
    static final Duration BRIEF = Duration.ofMillis(300);

    private Questions() {}

    static Question question(Address address, ProbeKind kind, boolean tls, Duration timeout) {
        return question(address, kind, tls, timeout, Map.of());
    }

    static Question question(
            Address address, ProbeKind kind, boolean tls, Duration timeout, Map<String, String> headers) {
        Set<Integer> statuses = kind == ProbeKind.REGISTRY ? Set.of(200, 401) : Set.of(200);
        ProbeSettings settings =
                new ProbeSettings(kind, timeout.multipliedBy(2), timeout, 1, 1, "/v2/", statuses, headers);
        return new Question(new Target(Target.Part.ORIGIN, address, tls), settings, timeout);
    }

    static Observation ask(SocketProber prober, Question question) throws InterruptedException {
        return prober.round(List.of(question)).getFirst();
    }

    static List<Layer> answered(Observation observation) {
        return observation.answered().stream().map(LayerTime::layer).toList();
    }

    static Outcome.Failed failure(Observation observation) {
        return (Outcome.Failed) observation.outcome();
    }
}
