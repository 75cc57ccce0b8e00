package io.regent.lab.wire.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.cloudwatch.Alarm;
import io.regent.lab.twin.cloudwatch.AlarmFilter;
import io.regent.lab.twin.cloudwatch.AlarmRule;
import io.regent.lab.twin.cloudwatch.AlarmSettings;
import io.regent.lab.twin.cloudwatch.AlarmState;
import io.regent.lab.twin.cloudwatch.AlarmTargets;
import io.regent.lab.twin.cloudwatch.AlarmsPage;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.cloudwatch.Comparison;
import io.regent.lab.twin.cloudwatch.MetricStat;
import io.regent.lab.twin.cloudwatch.MissingData;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** PutMetricAlarm, DescribeAlarms, DeleteAlarms, SetAlarmState, EnableAlarmActions and DisableAlarmActions. */
final class AlarmOperations {
    private static final int RECORDS_UNLESS_TOLD = 50;
    private static final String METRIC_ALARM = "MetricAlarm";

    private AlarmOperations() {}

    /** Tags are taken and forgotten: nothing that the twin has tells of them. */
    static ObjectNode putMetricAlarm(CloudWatchTwin twin, Input input) {
        input.allowing(
                "AlarmName",
                "AlarmDescription",
                "ActionsEnabled",
                "OKActions",
                "AlarmActions",
                "InsufficientDataActions",
                "MetricName",
                "Namespace",
                "Statistic",
                "ExtendedStatistic",
                "Dimensions",
                "Period",
                "Unit",
                "EvaluationPeriods",
                "DatapointsToAlarm",
                "Threshold",
                "ComparisonOperator",
                "TreatMissingData",
                "Tags");
        if (input.has("Statistic") == input.has("ExtendedStatistic")) {
            throw new TwinError(
                    "ValidationError", 400, "Exactly one of Statistic and ExtendedStatistic must be specified.");
        }
        if (input.has("DatapointsToAlarm") && input.requiredInt("DatapointsToAlarm") < 1) {
            throw Faulty.invalid("DatapointsToAlarm", input.requiredInt("DatapointsToAlarm") + "", "1 or more");
        }
        MetricStat watched = new MetricStat(
                Shapes.metric(input),
                input.requiredInt("Period"),
                input.text(input.has("Statistic") ? "Statistic" : "ExtendedStatistic"),
                input.text("Unit"));
        AlarmRule rule = new AlarmRule(
                Comparison.of(input.requiredText("ComparisonOperator")),
                input.requiredNumber("Threshold"),
                input.requiredInt("EvaluationPeriods"),
                input.intOr("DatapointsToAlarm", 0),
                input.has("TreatMissingData") ? MissingData.of(input.text("TreatMissingData")) : MissingData.MISSING);
        AlarmTargets targets = new AlarmTargets(
                input.booleanOr("ActionsEnabled", true),
                input.texts("OKActions"),
                input.texts("AlarmActions"),
                input.texts("InsufficientDataActions"));
        twin.putMetricAlarm(new AlarmSettings(
                input.requiredText("AlarmName"), input.text("AlarmDescription"), watched, rule, targets));
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode describeAlarms(CloudWatchTwin twin, Input input) {
        input.allowing(
                "AlarmNames", "AlarmNamePrefix", "AlarmTypes", "StateValue", "ActionPrefix", "MaxRecords", "NextToken");
        List<String> types = input.texts("AlarmTypes");
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.putArray("CompositeAlarms");
        ArrayNode alarms = out.putArray("MetricAlarms");
        if (types.isEmpty() || types.contains(METRIC_ALARM)) {
            Set<AlarmState> states = input.has("StateValue")
                    ? EnumSet.of(state(input.text("StateValue")))
                    : EnumSet.allOf(AlarmState.class);
            AlarmFilter filter = new AlarmFilter(
                    input.texts("AlarmNames"), input.text("AlarmNamePrefix"), states, input.text("ActionPrefix"));
            AlarmsPage page = twin.describeAlarms(
                    filter, input.intOr("MaxRecords", RECORDS_UNLESS_TOLD), input.text("NextToken"));
            page.alarms().forEach(alarm -> write(alarms.addObject(), alarm));
            Shapes.writeUnlessEmpty(out, "NextToken", page.nextToken());
        }
        return out;
    }

    private static void write(ObjectNode out, Alarm alarm) {
        AlarmSettings settings = alarm.settings();
        AlarmTargets targets = settings.targets();
        Alarm.Status status = alarm.status();
        out.put("AlarmName", settings.name()).put("AlarmArn", alarm.arn());
        Shapes.writeUnlessEmpty(out, "AlarmDescription", settings.description());
        out.putPOJO("AlarmConfigurationUpdatedTimestamp", alarm.configured());
        out.put("ActionsEnabled", targets.enabled());
        Shapes.write(out, "OKActions", targets.ok());
        Shapes.write(out, "AlarmActions", targets.alarm());
        Shapes.write(out, "InsufficientDataActions", targets.insufficientData());
        out.put("StateValue", status.value().name()).put("StateReason", status.reason());
        Shapes.writeUnlessEmpty(out, "StateReasonData", status.reasonData());
        out.putPOJO("StateUpdatedTimestamp", status.since());
        out.putPOJO("StateTransitionedTimestamp", status.since());
        MetricStat watched = settings.watched();
        Shapes.write(out, watched.metric());
        out.put(isPercentile(watched) ? "ExtendedStatistic" : "Statistic", watched.stat());
        out.put("Period", watched.period());
        Shapes.writeUnlessEmpty(out, "Unit", watched.unit());
        AlarmRule rule = settings.rule();
        out.put("EvaluationPeriods", rule.evaluationPeriods());
        if (rule.datapointsToAlarm() > 0) {
            out.put("DatapointsToAlarm", rule.datapointsToAlarm());
        }
        out.put("Threshold", rule.threshold())
                .put("ComparisonOperator", rule.comparison().text())
                .put("TreatMissingData", rule.missingData().text());
    }

    private static boolean isPercentile(MetricStat watched) {
        return watched.stat().startsWith("p");
    }

    static ObjectNode deleteAlarms(CloudWatchTwin twin, Input input) {
        twin.deleteAlarms(names(input));
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode enableAlarmActions(CloudWatchTwin twin, Input input) {
        twin.enableAlarmActions(names(input), true);
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode disableAlarmActions(CloudWatchTwin twin, Input input) {
        twin.enableAlarmActions(names(input), false);
        return JsonNodeFactory.instance.objectNode();
    }

    private static List<String> names(Input input) {
        List<String> names = input.allowing("AlarmNames").texts("AlarmNames");
        if (names.isEmpty()) {
            throw Faulty.missing("AlarmNames");
        }
        return names;
    }

    static ObjectNode setAlarmState(CloudWatchTwin twin, Input input) {
        input.allowing("AlarmName", "StateValue", "StateReason", "StateReasonData");
        twin.setAlarmState(
                input.requiredText("AlarmName"),
                state(input.requiredText("StateValue")),
                input.requiredText("StateReason"),
                input.text("StateReasonData"));
        return JsonNodeFactory.instance.objectNode();
    }

    private static AlarmState state(String text) {
        for (AlarmState state : AlarmState.values()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        throw new TwinError(
                "ValidationError",
                400,
                "The value '" + text + "' for parameter StateValue is invalid: expected OK, ALARM or"
                        + " INSUFFICIENT_DATA.");
    }
}
