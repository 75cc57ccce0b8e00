package io.regent.session;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.report.Latency;
import io.regent.verdict.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of a session for one service.
 *
 * @param rounds how many were made
 * @param verdicts what the vantage held at the end
 * @param latencies of each endpoint's first target, which is the service itself
 * @param missed the regions that were not told everything, and why
 */
public record SessionReport(
        Service service,
        int rounds,
        List<Verdict> verdicts,
        List<Latency> latencies,
        SortedMap<Region, String> missed) {
    public SessionReport {
        verdicts = List.copyOf(verdicts);
        latencies = List.copyOf(latencies);
        missed = Collections.unmodifiableSortedMap(new TreeMap<>(missed));
    }
}
