package io.regent.report;

import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a vantage makes known. */
public final class ProbeNews {
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
                        new Datum.Value.Single(verdict.health() == Health.HEALTHY ? 1 : 0)))
                .toList();
    }

    /** The metrics of a session. */
    public static List<Datum> session(
            DnsName service, Region vantage, int rounds, Collection<Latency> latencies, Instant at) {
        List<Datum> data = new ArrayList<>();
        data.add(new Datum(
                Metric.ROUNDS,
                new TreeMap<>(Map.of(Dimension.SERVICE, service.value(), Dimension.VANTAGE, vantage.id())),
                at,
                new Datum.Value.Single(rounds)));
        for (Latency latency : latencies) {
            data.add(new Datum(
                    Metric.LATENCY,
                    new TreeMap<>(Map.of(
                            Dimension.SERVICE, service.value(),
                            Dimension.ENDPOINT, latency.endpoint().id(),
                            Dimension.VANTAGE, vantage.id(),
                            Dimension.LAYER, latency.layer().name())),
                    at,
                    new Datum.Value.Statistics(
                            millis(latency.minimum()),
                            millis(latency.maximum()),
                            millis(latency.sum()),
                            latency.count())));
        }
        return data;
    }

    /** The event that a verdict changed; it carries all that the vantage holds of the service. */
    public static Event changed(DnsName service, Collection<Verdict> verdicts, Instant at) {
        return new Event(Event.VERDICT_CHANGED, at, VerdictJson.write(service, verdicts));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
