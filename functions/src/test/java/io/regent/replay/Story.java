package io.regent.replay;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A past period as a test tells it: every vantage says every 20 s what it holds, and at once what it holds anew. */
final class Story {
    static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration EVERY = Duration.ofSeconds(20);

    private final Service service;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Map<List<Region>, Health> held = new HashMap<>();
    private Instant now = BEGIN.minusSeconds(180);

    private Story(Service service) {
        this.service = service;
    }

    /** Begins three minutes before the period, with everything HEALTHY. */
    static Story of(Service service) {
        Story story = new Story(service);
        service.vantages()
                .forEach(vantage -> service.endpoints()
                        .forEach(endpoint -> story.held.put(List.of(vantage, endpoint.region()), Health.HEALTHY)));
        return story.until(Duration.ZERO);
    }

    /** Goes on as it is until so long after the beginning. */
    Story until(Duration end) {
        Instant until = BEGIN.plus(end);
        for (; now.isBefore(until); now = now.plus(EVERY)) {
            held.keySet().forEach(this::say);
        }
        now = until;
        return this;
    }

    /** From now on every vantage holds this of an endpoint. */
    Story all(Region endpoint, Health health) {
        service.vantages().forEach(vantage -> one(vantage, endpoint, health));
        return this;
    }

    /** From now on a vantage holds this of every endpoint. */
    Story by(Region vantage, Health health) {
        service.endpoints().stream().map(Endpoint::region).forEach(endpoint -> one(vantage, endpoint, health));
        return this;
    }

    Story one(Region vantage, Region endpoint, Health health) {
        held.put(List.of(vantage, endpoint), health);
        say(List.of(vantage, endpoint));
        return this;
    }

    /** UNKNOWN is silence. */
    private void say(List<Region> pair) {
        Health health = held.getOrDefault(pair, Health.UNKNOWN);
        if (health != Health.UNKNOWN) {
            verdicts.add(new Verdict(pair.getFirst(), pair.getLast(), health, now, ""));
        }
    }

    List<Verdict> verdicts() {
        return List.copyOf(verdicts);
    }
}
