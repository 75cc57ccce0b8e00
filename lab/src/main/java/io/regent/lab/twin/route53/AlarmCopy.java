package io.regent.lab.twin.route53;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of an alarm as a health check keeps them (API model, CloudWatchAlarmConfiguration). How the alarm treats
 * missing data is not among them.
 *
 * @param comparison as the API writes it, such as {@code LessThanThreshold}
 * @param period seconds
 * @param statistic as the API writes it, such as {@code Minimum}
 */
public record AlarmCopy(
        int evaluationPeriods,
        double threshold,
        String comparison,
        int period,
        String metricName,
        String namespace,
        String statistic,
        Map<String, String> dimensions) {
    public AlarmCopy {
        dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
    }
}
