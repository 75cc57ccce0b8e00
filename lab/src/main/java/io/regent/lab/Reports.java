package io.regent.lab;

import io.regent.lab.runtime.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the functions' invocations took, as Lambda's REPORT lines would tell it. Thread-safe. */
final class Reports {
    private static final double MEGABYTE = 1024 * 1024;

    private final Map<String, List<Report>> byFunction = new TreeMap<>();

    synchronized void add(Report report) {
        byFunction.computeIfAbsent(report.function(), any -> new ArrayList<>()).add(report);
    }

    /** A line for each function. */
    synchronized String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-24s%12s%14s%16s%16s%12s%n",
                "function",
                "invocations",
                "environments",
                "restored, s",
                "median, ms",
                "peak, MB"));
        byFunction.forEach((function, reports) -> {
            List<Duration> starts = reports.stream()
                    .flatMap(report -> report.start().stream())
                    .map(Report.Start::duration)
                    .toList();
            table.append(String.format(
                    Locale.ROOT,
                    "%-24s%12d%14d%16.2f%16d%12.0f%n",
                    function,
                    reports.size(),
                    starts.size(),
                    median(starts).toMillis() / 1000.0,
                    median(reports.stream().map(Report::duration).toList()).toMillis(),
                    reports.stream()
                                    .flatMapToLong(report -> report.peakMemoryBytes().stream())
                                    .max()
                                    .orElse(0)
                            / MEGABYTE));
        });
        return table.toString();
    }

    private static Duration median(List<Duration> durations) {
        return durations.isEmpty()
                ? Duration.ZERO
                : durations.stream().sorted().toList().get(durations.size() / 2);
    }
}
