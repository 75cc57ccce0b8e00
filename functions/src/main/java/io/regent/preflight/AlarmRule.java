package io.regent.preflight;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an alarm watches and when it goes off: what a health check keeps a copy of (Route 53 API Reference,
 * CloudWatchAlarmConfiguration).
 *
 * @param period seconds
 * @param comparison as the API writes it, such as {@code LessThanThreshold}
 */
public record AlarmRule(
        String namespace,
        String metric,
        SortedMap<String, String> dimensions,
        String statistic,
        int period,
        int evaluationPeriods,
        double threshold,
        String comparison) {
    public AlarmRule {
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }
}
