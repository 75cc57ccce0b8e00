package io.regent.lab.twin.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why an alarm is in its state, in the words and the JSON of CloudWatch's own examples ("Alarm events"). */
final class StateReason {
    static final String AT_FIRST = "Unchecked: Initial alarm creation";

    /** How alarms write times in JSON. */
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter IN_WORDS =
            DateTimeFormatter.ofPattern("dd/MM/uu HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private StateReason() {}

    static String text(AlarmRule rule, Evaluation evaluation) {
        if (evaluation.state() == AlarmState.INSUFFICIENT_DATA) {
            int unknown = rule.evaluationPeriods() - evaluation.points().size();
            return "Insufficient Data: " + counted(unknown, "datapoint") + wasOrWere(unknown) + "unknown.";
        }
        StringBuilder text = new StringBuilder("Threshold Crossed: ");
        if (evaluation.points().isEmpty()) {
            text.append("no datapoints were received for ").append(counted(rule.evaluationPeriods(), "period"));
        } else {
            text.append(compared(rule, evaluation));
        }
        if (evaluation.filled() > 0) {
            text.append(" and ")
                    .append(counted(evaluation.filled(), "missing datapoint"))
                    .append(wasOrWere(evaluation.filled()))
                    .append("treated as [")
                    .append(rule.missingData().inReason())
                    .append(']');
        }
        if (rule.datapointsToAlarm() > 0) {
            text.append(transition(rule, evaluation.state()));
        }
        return text.append('.').toString();
    }

    private static String compared(AlarmRule rule, Evaluation evaluation) {
        boolean alarm = evaluation.state() == AlarmState.ALARM;
        List<DataPoint> telling = evaluation.points().stream()
                .filter(point -> rule.isBreaching(point) == alarm)
                .toList();
        List<DataPoint> told = telling.isEmpty() ? evaluation.points() : telling;
        boolean not = !rule.isBreaching(told.getFirst());
        String values = told.stream()
                .map(point -> point.value() + " (" + IN_WORDS.format(point.timestamp()) + ")")
                .collect(Collectors.joining(", ", " [", "]"));
        String subject = rule.datapointsToAlarm() > 0
                ? told.size() + " out of the last " + rule.evaluationPeriods() + " datapoints"
                : counted(told.size(), "datapoint");
        return subject + values + wasOrWere(told.size()) + (not ? "not " : "")
                + rule.comparison().words() + " the threshold (" + rule.threshold() + ")";
    }

    private static String transition(AlarmRule rule, AlarmState state) {
        boolean alarm = state == AlarmState.ALARM;
        int least = alarm ? rule.needed() : rule.evaluationPeriods() - rule.needed() + 1;
        return " (minimum " + counted(least, "datapoint") + " for " + (alarm ? "OK -> ALARM" : "ALARM -> OK")
                + " transition)";
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String wasOrWere(int number) {
        return number == 1 ? " was " : " were ";
    }

    static String data(AlarmSettings settings, Evaluation evaluation, Instant now) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        List<DataPoint> oldestFirst = evaluation.points().reversed();
        data.put("version", "1.0").put("queryDate", TIME.format(now));
        if (!oldestFirst.isEmpty()) {
            data.put("startDate", TIME.format(oldestFirst.getFirst().timestamp()));
        }
        if (!settings.watched().unit().isEmpty()) {
            data.put("unit", settings.watched().unit());
        }
        data.put("statistic", settings.watched().stat())
                .put("period", settings.watched().period());
        ArrayNode recent = data.putArray("recentDatapoints");
        oldestFirst.forEach(point -> recent.add(point.value()));
        data.put("threshold", settings.rule().threshold());
        ArrayNode evaluated = data.putArray("evaluatedDatapoints");
        oldestFirst.forEach(point -> evaluated
                .addObject()
                .put("timestamp", TIME.format(point.timestamp()))
                .put("sampleCount", point.sampleCount())
                .put("value", point.value()));
        return data.toString();
    }
}
