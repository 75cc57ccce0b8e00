package io.regent.lab.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.fleet.Region;
import io.regent.lab.twin.RetryPolicy;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.events.EntryResult;
import io.regent.lab.twin.events.EventBus;
import io.regent.lab.twin.events.EventEntry;
import io.regent.lab.twin.events.Rule;
import io.regent.lab.twin.events.RuleTarget;
import io.regent.lab.twin.events.TargetInput;
import io.regent.lab.twin.iam.Act;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** EventBridge on the wire (API model {@code events} 2015-10-07). Only the default bus is there. */
public final class EventsWire {
    private final Regional<EventBus> buses;

    private EventsWire(Regional<EventBus> buses) {
        this.buses = buses;
    }

    /** The service in front of its twins, one for each region. */
    public static WireProtocol over(Map<Region, EventBus> buses) {
        EventsWire wire = new EventsWire(new Regional<>("events", buses));
        return new JsonRpc(
                "events",
                Map.of(
                        "PutRule",
                                new JsonRpc.Served(
                                        wire::putRule,
                                        (request, body) -> wire.ofRule(request, body, "Name", "PutRule")),
                        "PutTargets", new JsonRpc.Served(wire::putTargets, wire::puttingTargets),
                        "ListRules",
                                new JsonRpc.Served(
                                        wire::listRules, (request, body) -> List.of(Act.of("events:ListRules"))),
                        "DescribeRule",
                                new JsonRpc.Served(
                                        wire::describeRule,
                                        (request, body) -> wire.ofRule(request, body, "Name", "DescribeRule")),
                        "ListTargetsByRule",
                                new JsonRpc.Served(
                                        wire::listTargetsByRule,
                                        (request, body) -> wire.ofRule(request, body, "Rule", "ListTargetsByRule")),
                        "PutEvents", new JsonRpc.Served(wire::putEvents, wire::puttingEvents)));
    }

    private List<Act> ofRule(WireRequest request, JsonBody body, String member, String operation) {
        String rule = buses.of(request).ruleArn(body.text(member)).toString();
        return List.of(Act.of("events:" + operation, rule));
    }

    private List<Act> puttingTargets(WireRequest request, JsonBody body) {
        List<String> targets =
                body.objects("Targets").stream().map(one -> one.text("Arn")).toList();
        return ofRule(request, body, "Rule", "PutTargets").stream()
                .map(act -> act.with("events:TargetArn", targets))
                .toList();
    }

    /** One act for the call, as its sources and detail types are judged together ("Using IAM policy conditions"). */
    private List<Act> puttingEvents(WireRequest request, JsonBody body) {
        List<JsonBody> entries = body.objects("Entries");
        return List.of(Act.of("events:PutEvents", buses.of(request).arn().toString())
                .with("events:source", given(entries, "Source"))
                .with("events:detail-type", given(entries, "DetailType"))
                .with("events:eventBusInvocation", "false"));
    }

    private static List<String> given(List<JsonBody> entries, String member) {
        return entries.stream()
                .map(entry -> entry.textOr(member, ""))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private ObjectNode putRule(WireRequest request, JsonBody body) {
        body.only("Name", "EventPattern", "State", "Description", "EventBusName");
        checkBus(body);
        String state = body.textOr("State", "ENABLED");
        if (!state.equals("ENABLED") && !state.equals("DISABLED")) {
            throw JsonBody.invalid("State '" + state + "': expected ENABLED or DISABLED");
        }
        String arn = buses.of(request)
                .putRule(
                        body.text("Name"),
                        body.text("EventPattern"),
                        state.equals("ENABLED"),
                        body.textOr("Description", ""))
                .toString();
        return JsonRpc.object().put("RuleArn", arn);
    }

    private ObjectNode putTargets(WireRequest request, JsonBody body) {
        body.only("Rule", "EventBusName", "Targets");
        checkBus(body);
        List<RuleTarget> targets = new ArrayList<>();
        for (JsonBody target : body.objects("Targets")) {
            target.only("Id", "Arn", "Input", "RoleArn", "RetryPolicy");
            targets.add(new RuleTarget(
                    target.text("Id"), target.arn("Arn"), target.textOr("Input", ""), retryPolicy(target)));
        }
        buses.of(request).putTargets(body.text("Rule"), targets);
        ObjectNode answer = JsonRpc.object().put("FailedEntryCount", 0);
        answer.putArray("FailedEntries");
        return answer;
    }

    static RetryPolicy retryPolicy(JsonBody target) {
        if (!target.has("RetryPolicy")) {
            return RetryPolicy.DEFAULT;
        }
        JsonBody policy = target.object("RetryPolicy");
        policy.only("MaximumEventAgeInSeconds", "MaximumRetryAttempts");
        try {
            return new RetryPolicy(
                    Duration.ofSeconds(policy.number("MaximumEventAgeInSeconds", (int)
                            RetryPolicy.DEFAULT.maximumEventAge().toSeconds())),
                    policy.number("MaximumRetryAttempts", RetryPolicy.DEFAULT.maximumRetryAttempts()));
        } catch (IllegalArgumentException e) {
            throw JsonBody.invalid(String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode listRules(WireRequest request, JsonBody body) {
        body.only("NamePrefix", "EventBusName", "Limit");
        checkBus(body);
        ObjectNode answer = JsonRpc.object();
        ArrayNode rules = answer.putArray("Rules");
        EventBus bus = buses.of(request);
        for (Rule rule : bus.rules()) {
            if (rule.name().startsWith(body.textOr("NamePrefix", ""))) {
                rules.add(described(bus, rule));
            }
        }
        return answer;
    }

    private ObjectNode describeRule(WireRequest request, JsonBody body) {
        checkBus(body);
        EventBus bus = buses.of(request);
        return described(bus, bus.rule(body.text("Name")));
    }

    private static ObjectNode described(EventBus bus, Rule rule) {
        ObjectNode node = JsonRpc.object()
                .put("Name", rule.name())
                .put("Arn", bus.ruleArn(rule.name()).toString())
                .put("EventPattern", rule.pattern())
                .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
                .put("EventBusName", "default");
        return rule.description().isEmpty() ? node : node.put("Description", rule.description());
    }

    private ObjectNode listTargetsByRule(WireRequest request, JsonBody body) {
        checkBus(body);
        ObjectNode answer = JsonRpc.object();
        ArrayNode targets = answer.putArray("Targets");
        for (RuleTarget target : buses.of(request).rule(body.text("Rule")).targets()) {
            ObjectNode node = targets.addObject()
                    .put("Id", target.id())
                    .put("Arn", target.arn().toString());
            switch (target.input()) {
                case TargetInput.Event whole -> {}
                case TargetInput.Constant constant -> node.put("Input", constant.json());
                case TargetInput.Transformed transformed -> {
                    ObjectNode transformer = node.putObject("InputTransformer");
                    ObjectNode paths = transformer.putObject("InputPathsMap");
                    transformed.paths().forEach(paths::put);
                    transformer.put("InputTemplate", transformed.template());
                }
            }
        }
        return answer;
    }

    private ObjectNode putEvents(WireRequest request, JsonBody body) {
        body.only("Entries");
        List<EventEntry> entries = new ArrayList<>();
        for (JsonBody entry : body.objects("Entries")) {
            entry.only("Source", "DetailType", "Detail", "Resources", "Time", "EventBusName", "TraceHeader");
            entries.add(new EventEntry(
                    entry.textOr("Source", ""),
                    entry.textOr("DetailType", ""),
                    entry.textOr("Detail", ""),
                    entry.texts("Resources"),
                    entry.time("Time"),
                    entry.textOr("EventBusName", "")));
        }
        ObjectNode answer = JsonRpc.object();
        ArrayNode results = answer.putArray("Entries");
        int failed = 0;
        for (EntryResult result : buses.of(request).putEvents(entries)) {
            switch (result) {
                case EntryResult.Accepted accepted -> results.addObject().put("EventId", accepted.eventId());
                case EntryResult.Refused refused -> {
                    failed++;
                    results.addObject().put("ErrorCode", refused.code()).put("ErrorMessage", refused.message());
                }
            }
        }
        return answer.put("FailedEntryCount", failed);
    }

    private static void checkBus(JsonBody body) {
        String bus = body.textOr("EventBusName", "default");
        if (!bus.equals("default") && !bus.endsWith(":event-bus/default")) {
            throw new TwinError("ResourceNotFoundException", 400, "Event bus " + bus + " does not exist.");
        }
    }
}
