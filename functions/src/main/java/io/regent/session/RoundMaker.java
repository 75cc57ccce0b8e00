package io.regent.session;

import io.regent.fleet.Address;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Fleet;
import io.regent.fleet.ProbeKind;
import io.regent.fleet.ProbeSettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.Target;
import io.regent.probe.Observation;
import io.regent.probe.Prober;
import io.regent.probe.Question;
import io.regent.verdict.Round;
import io.regent.verdict.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes rounds of one service: every target of every endpoint and the control targets, all at once. */
final class RoundMaker {
    /** From the first round of a burst to the last. */
    private static final Duration BURST = Duration.ofMillis(300);

    private final Service service;
    private final Prober prober;
    private final InstantSource clock;
    private final List<Question> questions;

    /**
     * Knows what to ask.
     *
     * @param longest how long a probe may take, where the service does not allow it less
     */
    RoundMaker(Fleet fleet, Service service, Prober prober, InstantSource clock, Duration longest) {
        this.service = service;
        this.prober = prober;
        this.clock = clock;
        Duration timeout = service.probe().timeout().compareTo(longest) < 0
                ? service.probe().timeout()
                : longest;
        questions = new ArrayList<>();
        for (Endpoint endpoint : service.endpoints()) {
            endpoint.targets().forEach(target -> questions.add(new Question(target, service.probe(), timeout)));
        }
        ProbeSettings control = connectOnly(service.probe());
        for (Address address : fleet.controls()) {
            questions.add(new Question(new Target(Target.Part.ORIGIN, address, false), control, timeout));
        }
    }

    private static ProbeSettings connectOnly(ProbeSettings like) {
        return new ProbeSettings(
                ProbeKind.TCP, like.interval(), like.timeout(), like.rise(), like.fall(), "/", Set.of(), Map.of());
    }

    /** How many rounds a verdict takes, either way. */
    int enough() {
        return Math.max(service.probe().rise(), service.probe().fall());
    }

    /** From the start of one round of a burst to the start of the next. */
    Duration burstGap() {
        return BURST.dividedBy(Math.max(1, enough() - 1));
    }

    /** A session that has seen no round yet. */
    Session start(Region vantage) {
        return Session.start(
                vantage,
                service.endpoints().stream().map(Endpoint::region).collect(Collectors.toSet()),
                service.probe());
    }

    Round next() throws InterruptedException {
        Instant at = clock.instant();
        List<Observation> observations = prober.round(questions);
        Map<Region, List<Observation>> endpoints = new LinkedHashMap<>();
        int from = 0;
        for (Endpoint endpoint : service.endpoints()) {
            int to = from + endpoint.targets().size();
            endpoints.put(endpoint.region(), List.copyOf(observations.subList(from, to)));
            from = to;
        }
        return new Round(at, endpoints, observations.subList(from, observations.size()));
    }
}
