package io.regent.lab.twin.cloudwatch;

/**
 * An alarm on one metric, as PutMetricAlarm gives it.
 *
 * @param description empty for none
 */
public record AlarmSettings(String name, String description, MetricStat watched, AlarmRule rule, AlarmTargets targets) {
    AlarmSettings enabled(boolean yes) {
        return new AlarmSettings(name, description, watched, rule, targets.enabled(yes));
    }
}
