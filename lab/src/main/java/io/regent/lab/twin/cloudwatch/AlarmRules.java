package io.regent.lab.twin.cloudwatch;

import io.regent.lab.twin.TwinError;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What PutMetricAlarm accepts (API model, PutMetricAlarm), and where the twin accepts less. */
final class AlarmRules {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 1_024;
    private static final int MOST_TARGETS = 5;
    private static final long LONGEST_LOOK_BACK = Series.MINUTES_KEPT.toSeconds();
    private static final Set<Integer> SUB_MINUTE = Set.of(10, 20, 30);
    private static final Pattern TARGET =
            Pattern.compile("arn:aws[a-z-]*:(lambda:[a-z0-9-]+:\\d{12}:function:.+|sns:[a-z0-9-]+:\\d{12}:[^:]+|"
                    + "automate:[a-z0-9-]+:ec2:(recover|reboot))");

    private AlarmRules() {}

    static void check(AlarmSettings settings) {
        if (settings.name().isEmpty() || settings.name().length() > LONGEST_NAME) {
            throw invalid("AlarmName", settings.name(), "1 to " + LONGEST_NAME + " characters");
        }
        if (settings.description().length() > LONGEST_DESCRIPTION) {
            throw invalid("AlarmDescription", settings.description(), "up to " + LONGEST_DESCRIPTION + " characters");
        }
        check(settings.watched());
        check(settings.rule(), settings.watched().period());
        for (AlarmState state : AlarmState.values()) {
            check(settings.targets().on(state), settings.watched().metric());
        }
    }

    private static void check(MetricStat watched) {
        if (watched.metric().namespace().isEmpty() || watched.metric().name().isEmpty()) {
            throw Refusal.validation("The parameters Namespace and MetricName are required: the twin has alarms on one"
                    + " metric only, not on metric math.");
        }
        if (watched.metric().dimensions().size() > PutRules.MOST_DIMENSIONS) {
            throw Refusal.validation(
                    "The collection Dimensions must not have a size greater than " + PutRules.MOST_DIMENSIONS + ".");
        }
        int period = watched.period();
        if (!SUB_MINUTE.contains(period) && (period < 60 || period % 60 != 0)) {
            throw invalid("Period", Integer.toString(period), "10, 20, 30 or a multiple of 60");
        }
        if (Statistic.parse(watched.stat()).isEmpty()) {
            throw invalid("Statistic", watched.stat(), Statistic.ACCEPTED);
        }
    }

    private static void check(AlarmRule rule, int period) {
        if (rule.evaluationPeriods() < 1) {
            throw invalid("EvaluationPeriods", Integer.toString(rule.evaluationPeriods()), "1 or more");
        }
        if ((long) rule.evaluationPeriods() * period > LONGEST_LOOK_BACK) {
            throw Refusal.validation("Metrics cannot be checked across more than a day: EvaluationPeriods * Period must"
                    + " be <= " + LONGEST_LOOK_BACK
                    + " (AWS goes up to a week for periods of an hour and more, the twin"
                    + " keeps one day).");
        }
        if (rule.datapointsToAlarm() < 0 || rule.datapointsToAlarm() > rule.evaluationPeriods()) {
            throw invalid(
                    "DatapointsToAlarm",
                    Integer.toString(rule.datapointsToAlarm()),
                    "1 to EvaluationPeriods, " + rule.evaluationPeriods());
        }
        if (!Double.isFinite(rule.threshold())) {
            throw invalid("Threshold", Double.toString(rule.threshold()), "a finite number");
        }
    }

    private static void check(List<String> targets, Metric metric) {
        if (targets.size() > MOST_TARGETS) {
            throw Refusal.validation(
                    "The collection of actions must not have a size greater than " + MOST_TARGETS + ".");
        }
        for (String target : targets) {
            if (!TARGET.matcher(target).matches()) {
                throw Refusal.validation("Invalid arn syntax: " + target
                        + " (the twin's alarms set off Lambda functions and SNS topics, and recover and reboot"
                        + " instances)");
            }
            // "EC2 actions can be applied to … metrics … that have the InstanceId dimension" (PutMetricAlarm).
            if (target.contains(":automate:") && !metric.dimensions().containsKey("InstanceId")) {
                throw Refusal.validation("The action " + target + " needs a metric with the dimension InstanceId.");
            }
        }
    }

    private static TwinError invalid(String name, String value, String expected) {
        return Refusal.validation(
                "The value '" + value + "' for parameter " + name + " is invalid: expected " + expected + ".");
    }
}
