package io.regent.lab.twin.cloudwatch;

import io.regent.lab.twin.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The metrics of one region: takes data in, gives data points out. Thread-safe. */
final class MetricStore {
    /** The twin's own bound on what it keeps in memory. */
    private static final int MOST_METRICS = 10_000;

    private static final int LISTED_AT_ONCE = 500;
    private static final Duration RECENT = Duration.ofHours(3);

    private final Map<Metric, Series> metrics = new HashMap<>();
    private final Agenda agenda;
    private final long minute;

    /** @param minute how long a regular metric's minute lasts */
    MetricStore(Agenda agenda, Duration minute) {
        this.agenda = agenda;
        this.minute = minute.toSeconds();
    }

    /** Takes in data that was checked; it can be read after the delay. */
    void put(String namespace, List<Datum> data, Duration delay) {
        admit(namespace, data);
        if (delay.isZero()) {
            take(namespace, data);
        } else {
            agenda.in(delay, () -> take(namespace, data));
        }
    }

    private synchronized void admit(String namespace, List<Datum> data) {
        long now = agenda.instant().getEpochSecond();
        for (Datum datum : data) {
            Metric metric = datum.metric(namespace);
            if (!metrics.containsKey(metric) && metrics.size() >= MOST_METRICS) {
                makeRoom(now);
            }
            metrics.computeIfAbsent(metric, absent -> new Series(minute));
        }
    }

    private synchronized void take(String namespace, List<Datum> data) {
        long now = agenda.instant().getEpochSecond();
        for (Datum datum : data) {
            metrics.computeIfAbsent(datum.metric(namespace), absent -> new Series(minute))
                    .add(datum, now);
        }
    }

    private void makeRoom(long now) {
        metrics.values().removeIf(series -> {
            series.forget(now);
            return series.isEmpty();
        });
        if (metrics.size() >= MOST_METRICS) {
            throw Refusal.limit("The twin keeps at most " + MOST_METRICS + " metrics a region.");
        }
    }

    /** The data points of periods that begin at {@code from}, one after the other, before {@code to}; oldest first. */
    synchronized List<DataPoint> read(MetricStat wanted, Statistic statistic, Instant from, Instant to) {
        Series series = metrics.get(wanted.metric());
        if (series == null) {
            return List.of();
        }
        series.forget(agenda.instant().getEpochSecond());
        return series.read(from.getEpochSecond(), to.getEpochSecond(), wanted.period(), wanted.unit(), statistic);
    }

    /** Whether any of a metric's data were put with a storage resolution below a minute. */
    synchronized boolean isHighResolution(Metric metric) {
        Series series = metrics.get(metric);
        return series != null && series.isHighResolution();
    }

    synchronized MetricsPage list(MetricFilter filter, String nextToken) {
        long now = agenda.instant().getEpochSecond();
        long since = now - (filter.recentlyActive() ? RECENT : Series.MINUTES_KEPT).toSeconds();
        List<Metric> found = metrics.entrySet().stream()
                .filter(entry ->
                        filter.accepts(entry.getKey()) && entry.getValue().hasDataSince(since))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        long skipped = nextToken.isEmpty() ? 0 : PageToken.number(PageToken.position(nextToken, filter));
        int start = Math.clamp(skipped, 0, found.size());
        int end = Math.min(found.size(), start + LISTED_AT_ONCE);
        String next = end < found.size() ? PageToken.of(Integer.toString(end), filter) : "";
        return new MetricsPage(found.subList(start, end), next);
    }
}
