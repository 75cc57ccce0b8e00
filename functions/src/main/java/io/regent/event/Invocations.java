package io.regent.event;

import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import io.regent.report.Event;
import io.regent.report.VerdictJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decodes the payloads that the functions are invoked with. What AWS sends is read tolerantly, since it grows fields
 * with time; what people and other functions send is read strictly, since a misspelt field would be taken for none.
 */
public final class Invocations {
    /** The longest payload, in bytes: what an asynchronous invocation can carry (Lambda Developer Guide, "Quotas"). */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final String REGENT_SCHEDULE = "regent.schedule";
    private static final String CLOUDWATCH = "aws.cloudwatch";
    private static final String RULE = "aws.events";
    private static final String SCHEDULER = "aws.scheduler";

    private static final String SCHEDULES = "{\"source\": \"regent.schedule\", \"time\": …} or a \"Scheduled Event\"";
    private static final String FAILOVER_ACCEPTS =
            "accepted: a \"Verdict changed\" event or a \"Drill began\" event of regent, a CloudWatch alarm's"
                    + " action or \"CloudWatch Alarm State Change\" event, " + SCHEDULES
                    + ", {\"by\": \"hand\"} or {} with an optional service, {\"ask\": \"preflight\", \"service\": …},"
                    + " {\"ask\": \"version\"}";
    private static final String PROBE_ACCEPTS =
            "accepted: " + SCHEDULES + ", {\"ask\": \"second-opinion\", \"service\": …}";

    private static final String DRILL_ACCEPTS = "accepted: a request such as {\"action\": \"status\"}, " + SCHEDULES
            + ", a \"Failover decided\" event of regent";

    private Invocations() {}

    /**
     * What starts FailoverFunction, whatever its age.
     *
     * @throws IOException when the payload cannot be read to its end
     */
    public static Intake<Trigger.OfFailover> failover(InputStream payload) throws IOException {
        return decode(payload, Invocations::failover, FAILOVER_ACCEPTS);
    }

    /**
     * What starts ProbeFunction, whatever its age.
     *
     * @throws IOException when the payload cannot be read to its end
     */
    public static Intake<Trigger.OfProbe> probe(InputStream payload) throws IOException {
        return decode(payload, Invocations::probe, PROBE_ACCEPTS);
    }

    /**
     * What starts DrillFunction, whatever its age. Whatever comes from no source is a person's request.
     *
     * @throws IOException when the payload cannot be read to its end
     */
    public static Intake<Trigger.OfDrill> drill(InputStream payload) throws IOException {
        return decode(payload, Invocations::drill, DRILL_ACCEPTS);
    }

    private interface Decoder<T extends Trigger> {
        T decode(JsonPlace top) throws BadJson;
    }

    private static <T extends Trigger> Intake<T> decode(InputStream payload, Decoder<T> decoder, String accepted)
            throws IOException {
        byte[] bytes = payload.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            return new Intake.Unknown<>("the document: expected at most " + MAX_BYTES + " bytes");
        }
        try {
            return new Intake.Accepted<>(decoder.decode(Json.read(bytes)));
        } catch (BadJson e) {
            return new Intake.Unknown<>(e.getMessage() + "; " + accepted);
        }
    }

    private static Trigger.OfFailover failover(JsonPlace top) throws BadJson {
        Optional<JsonPlace> source = top.find("source");
        if (source.isEmpty()) {
            return top.object().fields().containsKey("ask") ? asked(top) : byHand(top);
        }
        return switch (source.get().text()) {
            case Event.SOURCE -> ofRegent(top);
            case CLOUDWATCH -> alarm(top);
            case REGENT_SCHEDULE, RULE, SCHEDULER -> scheduled(top, source.get());
            default ->
                throw source.get()
                        .expected(String.join(", ", Event.SOURCE, CLOUDWATCH, REGENT_SCHEDULE, RULE) + " or "
                                + SCHEDULER);
        };
    }

    private static Trigger.OfProbe probe(JsonPlace top) throws BadJson {
        Optional<JsonPlace> source = top.find("source");
        if (source.isPresent()) {
            return scheduled(top, source.get());
        }
        top.field("ask").exactly("second-opinion");
        refuseOthers(top, List.of("ask", "service"));
        return new Trigger.SecondOpinion(Texts.name(top.field("service")));
    }

    private static Trigger.OfDrill drill(JsonPlace top) throws BadJson {
        Optional<JsonPlace> source = top.find("source");
        if (source.isEmpty()) {
            return new Trigger.Asked(top.value());
        }
        return source.get().text().equals(Event.SOURCE) ? failoverDecided(top) : scheduled(top, source.get());
    }

    /** The record of a run: the rulings that say {@code drain}, but those that are a drill's. */
    private static Trigger.FailoverDecided failoverDecided(JsonPlace top) throws BadJson {
        top.field("detail-type").exactly(Event.FAILOVER_DECIDED);
        JsonPlace detail = top.field("detail");
        List<Region> down = new ArrayList<>();
        for (JsonPlace ruling : detail.field("rulings").elements()) {
            Optional<JsonPlace> drill = ruling.find("drill");
            boolean isDrill = drill.isPresent() && drill.get().bool();
            if (!isDrill && ruling.field("ruling").text().equals("drain")) {
                down.add(VerdictJson.region(ruling.field("endpoint")));
            }
        }
        return new Trigger.FailoverDecided(
                Texts.time(top.field("time")),
                Texts.name(detail.field("service")),
                Texts.time(detail.field("startedAt")),
                down);
    }

    private static Trigger.OfFailover ofRegent(JsonPlace top) throws BadJson {
        JsonPlace type = top.field("detail-type");
        return switch (type.text()) {
            case Event.VERDICT_CHANGED -> {
                JsonPlace detail = top.field("detail");
                yield new Trigger.VerdictChanged(
                        Texts.time(top.field("time")), Texts.name(detail.field("service")), VerdictJson.read(detail));
            }
            case Event.DRILL_BEGAN ->
                new Trigger.DrillBegan(
                        Texts.time(top.field("time")),
                        Texts.name(top.field("detail").field("service")));
            default -> throw type.expected(Event.VERDICT_CHANGED + " or " + Event.DRILL_BEGAN);
        };
    }

    private static Trigger.AlarmChanged alarm(JsonPlace top) throws BadJson {
        JsonPlace data;
        if (top.find("alarmArn").isPresent()) {
            data = top.field("alarmData");
        } else {
            top.field("detail-type").exactly("CloudWatch Alarm State Change");
            data = top.field("detail");
        }
        // PutMetricAlarm takes names of at most 255 characters.
        String name = data.field("alarmName").text(255);
        Trigger.AlarmState state = data.field("state").field("value").oneOf(Trigger.AlarmState.values());
        return new Trigger.AlarmChanged(Texts.time(top.field("time")), name, state);
    }

    /** A schedule's own input, or the event that rules and the Scheduler send when no input is set. */
    private static Trigger.Scheduled scheduled(JsonPlace top, JsonPlace source) throws BadJson {
        switch (source.text()) {
            case REGENT_SCHEDULE -> {}
            case RULE, SCHEDULER -> top.field("detail-type").exactly("Scheduled Event");
            default -> throw source.expected(REGENT_SCHEDULE + ", " + RULE + " or " + SCHEDULER);
        }
        return new Trigger.Scheduled(Texts.time(top.field("time")));
    }

    private static Trigger.OfFailover asked(JsonPlace top) throws BadJson {
        return switch (top.field("ask").text()) {
            case "preflight" -> {
                refuseOthers(top, List.of("ask", "service"));
                yield new Trigger.Preflight(Texts.name(top.field("service")));
            }
            case "version" -> {
                refuseOthers(top, List.of("ask"));
                yield new Trigger.Version();
            }
            default -> throw top.field("ask").expected("preflight or version");
        };
    }

    private static Trigger.ByHand byHand(JsonPlace top) throws BadJson {
        refuseOthers(top, List.of("by", "service"));
        if (top.object().fields().containsKey("by")) {
            top.field("by").exactly("hand");
        }
        // Null is no filter that a person meant to leave out: it is a script's empty variable.
        Set<DnsName> only =
                top.object().fields().containsKey("service") ? Set.of(Texts.name(top.field("service"))) : Set.of();
        return new Trigger.ByHand(only);
    }

    private static void refuseOthers(JsonPlace top, List<String> accepted) throws BadJson {
        for (JsonPlace field : top.fields().values()) {
            if (!accepted.contains(field.path())) {
                throw field.expected("no such field, only " + String.join(" and ", accepted));
            }
        }
    }
}
