package io.regent.lab.twin.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** What an alarm says to those it sets off, for one change of its state. */
final class AlarmMessages {
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final Alarm alarm;
    private final Alarm.Status before;
    private final String account;
    private final String region;

    /**
     * What is to be said of a change.
     *
     * @param alarm as it is after the change
     */
    AlarmMessages(Alarm alarm, Alarm.Status before, String account, String region) {
        this.alarm = alarm;
        this.before = before;
        this.account = account;
        this.region = region;
    }

    /** The detail of the event ("Alarm events and EventBridge", CloudWatch User Guide). */
    String detail() {
        return alarmData().toString();
    }

    /** The payload of a direct invocation ("Invoke a Lambda function from an alarm", CloudWatch User Guide). */
    String payload() {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("source", AlarmActions.StateChange.SOURCE)
                .put("alarmArn", alarm.arn())
                .put("accountId", account)
                .put("time", StateReason.TIME.format(alarm.status().since()))
                .put("region", region);
        payload.set("alarmData", alarmData());
        return payload.toString();
    }

    private ObjectNode alarmData() {
        AlarmSettings settings = alarm.settings();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("alarmName", settings.name());
        data.set("state", status(alarm.status()));
        data.set("previousState", status(before));
        ObjectNode configuration = data.putObject("configuration");
        if (!settings.description().isEmpty()) {
            configuration.put("description", settings.description());
        }
        MetricStat watched = settings.watched();
        ObjectNode query = configuration.putArray("metrics").addObject();
        query.put("id", queryId());
        ObjectNode stat = query.putObject("metricStat");
        ObjectNode metric = stat.putObject("metric");
        metric.put("namespace", watched.metric().namespace())
                .put("name", watched.metric().name());
        ObjectNode dimensions = metric.putObject("dimensions");
        watched.metric().dimensions().forEach(dimensions::put);
        stat.put("period", watched.period()).put("stat", watched.stat());
        if (!watched.unit().isEmpty()) {
            stat.put("unit", watched.unit());
        }
        query.put("returnData", true);
        return data;
    }

    private String queryId() {
        return UUID.nameUUIDFromBytes(alarm.arn().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static ObjectNode status(Alarm.Status status) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("value", status.value().name()).put("reason", status.reason());
        if (!status.reasonData().isEmpty()) {
            node.put("reasonData", status.reasonData());
        }
        return node.put("timestamp", StateReason.TIME.format(status.since()));
    }

    /** An SNS message's subject; AWS writes the region's long name. */
    String subject() {
        return alarm.status().value() + ": \"" + alarm.settings().name() + "\" in " + region;
    }

    /** An SNS message, as alarms send it. */
    String message() {
        AlarmSettings settings = alarm.settings();
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("AlarmName", settings.name());
        if (settings.description().isEmpty()) {
            message.putNull("AlarmDescription");
        } else {
            message.put("AlarmDescription", settings.description());
        }
        message.put("AWSAccountId", account)
                .put("AlarmConfigurationUpdatedTimestamp", StateReason.TIME.format(alarm.configured()))
                .put("NewStateValue", alarm.status().value().name())
                .put("NewStateReason", alarm.status().reason())
                .put("StateChangeTime", StateReason.TIME.format(alarm.status().since()))
                .put("Region", region)
                .put("AlarmArn", alarm.arn())
                .put("OldStateValue", before.value().name());
        addAll(message.putArray("OKActions"), settings.targets().ok());
        addAll(message.putArray("AlarmActions"), settings.targets().alarm());
        addAll(message.putArray("InsufficientDataActions"), settings.targets().insufficientData());
        message.set("Trigger", trigger(settings));
        return message.toString();
    }

    private static void addAll(ArrayNode array, Iterable<String> texts) {
        texts.forEach(array::add);
    }

    private static ObjectNode trigger(AlarmSettings settings) {
        MetricStat watched = settings.watched();
        boolean basic = Statistic.parse(watched.stat()).orElseThrow() instanceof Statistic.Basic;
        ObjectNode trigger = JsonNodeFactory.instance.objectNode();
        trigger.put("MetricName", watched.metric().name())
                .put("Namespace", watched.metric().namespace())
                .put("StatisticType", basic ? "Statistic" : "ExtendedStatistic");
        if (basic) {
            trigger.put(
                    "Statistic", CAMEL.matcher(watched.stat()).replaceAll("_").toUpperCase(Locale.ROOT));
        } else {
            trigger.put("ExtendedStatistic", watched.stat());
        }
        if (watched.unit().isEmpty()) {
            trigger.putNull("Unit");
        } else {
            trigger.put("Unit", watched.unit());
        }
        ArrayNode dimensions = trigger.putArray("Dimensions");
        watched.metric()
                .dimensions()
                .forEach((name, value) ->
                        dimensions.addObject().put("value", value).put("name", name));
        return trigger.put("Period", watched.period())
                .put("EvaluationPeriods", settings.rule().evaluationPeriods())
                .put("DatapointsToAlarm", settings.rule().needed())
                .put("ComparisonOperator", settings.rule().comparison().text())
                .put("Threshold", settings.rule().threshold())
                .put("TreatMissingData", settings.rule().missingData().text())
                .put("EvaluateLowSampleCountPercentile", "");
    }
}
