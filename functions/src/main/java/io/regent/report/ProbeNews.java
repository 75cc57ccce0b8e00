package io.regent.report;

import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import io.regent.json.JsonNumber;
import io.regent.json.JsonObject;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a vantage makes known. */
public final class ProbeNews {
    /** The message of the log line that tells an endpoint's latency over a session. */
    public static final String LATENCY = "Latency";

    private ProbeNews() {}

    /** The metrics of verdicts; UNKNOWN is told by silence. */
    public static List<Datum> verdicts(DnsName service, Collection<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.health() != Health.UNKNOWN)
                .map(verdict -> new Datum(
                        Metric.VERDICT,
                        new TreeMap<>(Map.of(
                                Dimension.SERVICE, service.value(),
                                Dimension.ENDPOINT, verdict.endpoint().id(),
                                Dimension.VANTAGE, verdict.vantage().id())),
                        verdict.at(),
                        verdict.health() == Health.HEALTHY ? 1 : 0))
                .toList();
    }

    /**
     * How many endpoints a vantage does not hold HEALTHY. One that it knows nothing of counts: it has to be looked at.
     */
    public static Datum unwell(DnsName service, Collection<Verdict> held, Instant at) {
        return new Datum(
                Metric.UNWELL, new TreeMap<>(Map.of(Dimension.SERVICE, service.value())), at, (double) held.stream()
                        .filter(verdict -> verdict.health() != Health.HEALTHY)
                        .count());
    }

    /** The facts of the log line {@link #LATENCY}: what each layer of an endpoint took on average, in milliseconds. */
    public static JsonObject latency(DnsName service, Region vantage, int rounds, Latency latency) {
        JsonObject.Builder facts = JsonObject.builder()
                .with("service", service.value())
                .with("endpoint", latency.endpoint().id())
                .with("vantage", vantage.id())
                .with("rounds", rounds);
        latency.layers().forEach((layer, took) -> facts.with(layer.name(), millis(took.average())));
        return facts.build();
    }

    /** The event that a verdict changed; it carries all that the vantage holds of the service. */
    public static Event changed(DnsName service, Collection<Verdict> verdicts, Instant at) {
        return new Event(Event.VERDICT_CHANGED, at, VerdictJson.write(service, verdicts));
    }

    private static JsonNumber millis(Duration duration) {
        return new JsonNumber(BigDecimal.valueOf(duration.toNanos() / 1_000, 3));
    }
}
