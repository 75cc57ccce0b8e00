package io.regent.lab.twin.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.fleet.Region;
import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Deliveries;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.Identities;
import io.regent.lab.twin.Sender;
import io.regent.lab.twin.Targets;
import io.regent.lab.twin.TwinError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The default event bus of one region: rules, and the events that they pick. Thread-safe. */
public final class EventBus {
    /** The limits of the API model and of "Amazon EventBridge quotas". */
    private static final int MOST_ENTRIES = 10;

    private static final String PRINCIPAL = "events.amazonaws.com";
    private static final int MOST_ENTRY_BYTES = 256 * 1024;
    private static final int TIME_BYTES = 14;
    private static final int MOST_RULES = 300;
    private static final int MOST_TARGETS = 5;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private record Picking(Rule rule, EventPattern pattern) {}

    private final Region region;
    private final String account;
    private final Agenda agenda;
    private final Deliveries deliveries;
    private final Identities ids;
    private final Map<String, Picking> rules = new TreeMap<>();

    public EventBus(Region region, String account, Agenda agenda, Faults faults, Targets targets) {
        this.region = region;
        this.account = account;
        this.agenda = agenda;
        this.deliveries = new Deliveries(region, agenda, faults, targets);
        this.ids = new Identities("events " + region);
    }

    /** How its events get to their targets: their duplicates, and what was dropped. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** The bus's own ARN. */
    public Arn arn() {
        return new Arn("events", region, account, "event-bus/default");
    }

    public Arn ruleArn(String name) {
        return new Arn("events", region, account, "rule/" + name);
    }

    /**
     * Makes a rule, or gives an existing one other settings; its targets stay.
     *
     * @throws TwinError InvalidEventPatternException, LimitExceededException, ValidationException
     */
    public synchronized Arn putRule(String name, String pattern, boolean enabled, String description) {
        if (!name.matches("[.\\-_A-Za-z0-9]{1,64}")) {
            throw invalid("name", name, "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
        }
        EventPattern parsed = EventPattern.parse(pattern);
        Picking before = rules.get(name);
        if (before == null && rules.size() >= MOST_RULES) {
            throw new TwinError(
                    "LimitExceededException", 400, "The requested resource exceeds the maximum number allowed.");
        }
        List<RuleTarget> targets = before == null ? List.of() : before.rule().targets();
        rules.put(name, new Picking(new Rule(name, pattern, enabled, description, targets), parsed));
        return ruleArn(name);
    }

    /**
     * Adds targets to a rule; one with an id that the rule has already takes the other's place.
     *
     * @throws TwinError ResourceNotFoundException, LimitExceededException, ValidationException for one in another
     *     region
     */
    public synchronized void putTargets(String ruleName, List<RuleTarget> more) {
        Picking picking = find(ruleName);
        for (RuleTarget target : more) {
            if (!target.arn().region().equals(region)) {
                // "Sending and receiving events between AWS Regions": across regions only to event buses.
                throw new TwinError(
                        "ValidationException",
                        400,
                        "Target " + target.id() + ": " + target.arn() + " is not in " + region
                                + "; only event buses can be targets across regions");
            }
        }
        Map<String, RuleTarget> byId = new TreeMap<>();
        picking.rule().targets().forEach(target -> byId.put(target.id(), target));
        more.forEach(target -> byId.put(target.id(), target));
        if (byId.size() > MOST_TARGETS) {
            throw new TwinError(
                    "LimitExceededException", 400, "The requested resource exceeds the maximum number allowed.");
        }
        Rule rule = picking.rule();
        Rule next = new Rule(ruleName, rule.pattern(), rule.enabled(), rule.description(), List.copyOf(byId.values()));
        rules.put(ruleName, new Picking(next, picking.pattern()));
    }

    /**
     * Takes targets away by their ids; ids of none are passed over.
     *
     * @throws TwinError ResourceNotFoundException
     */
    public synchronized void removeTargets(String ruleName, List<String> ids) {
        Picking picking = find(ruleName);
        Rule rule = picking.rule();
        List<RuleTarget> left = rule.targets().stream()
                .filter(target -> !ids.contains(target.id()))
                .toList();
        rules.put(
                ruleName,
                new Picking(
                        new Rule(ruleName, rule.pattern(), rule.enabled(), rule.description(), left),
                        picking.pattern()));
    }

    /**
     * Ends a rule; without effect when there is none of that name.
     *
     * @throws TwinError ValidationException while it has targets
     */
    public synchronized void deleteRule(String name) {
        Picking picking = rules.get(name);
        if (picking != null && !picking.rule().targets().isEmpty()) {
            throw new TwinError("ValidationException", 400, "Rule can't be deleted since it has targets.");
        }
        rules.remove(name);
    }

    /** The rules, by name. */
    public synchronized List<Rule> rules() {
        return rules.values().stream().map(Picking::rule).toList();
    }

    /**
     * A rule with its targets.
     *
     * @throws TwinError ResourceNotFoundException
     */
    public synchronized Rule rule(String name) {
        return find(name).rule();
    }

    private Picking find(String name) {
        Picking picking = rules.get(name);
        if (picking == null) {
            throw new TwinError(
                    "ResourceNotFoundException", 400, "Rule " + name + " does not exist on EventBus default.");
        }
        return picking;
    }

    /**
     * PutEvents: every entry is taken or refused for itself. Its limits concern the call as a whole: "the total entry
     * size must be less than 256KB" (API model).
     *
     * @throws TwinError ValidationException for no entries, more than ten, or more bytes than that
     */
    public List<EntryResult> putEvents(List<EventEntry> entries) {
        if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            throw invalid(
                    "entries",
                    entries.size() + " entries",
                    "Member must have length "
                            + (entries.isEmpty()
                                    ? "greater than or equal to 1"
                                    : "less than or equal to " + MOST_ENTRIES));
        }
        if (entries.stream().mapToLong(EventBus::size).sum() >= MOST_ENTRY_BYTES) {
            throw new TwinError(
                    "ValidationException", 400, "Total size of the entries in the request is over the limit.");
        }
        List<EntryResult> results = new ArrayList<>();
        for (EventEntry entry : entries) {
            // "aws." is for the services themselves ("PutEvents" in the User Guide).
            results.add(
                    entry.source().startsWith("aws.")
                            ? new EntryResult.Refused(
                                    "NotAuthorizedForSourceException", "Not authorized for the source.")
                            : take(entry));
        }
        return results;
    }

    /** What another service of AWS puts on the bus, such as the state change of an alarm. */
    public EntryResult emit(EventEntry entry) {
        return take(entry);
    }

    private EntryResult take(EventEntry entry) {
        if (!entry.busName().isEmpty()
                && !entry.busName().equals("default")
                && !entry.busName().equals(arn().toString())) {
            return new EntryResult.Refused("InvalidArgument", "EventBus " + entry.busName() + " does not exist.");
        }
        if (entry.source().isEmpty()) {
            return missing("Source");
        }
        if (entry.detailType().isEmpty()) {
            return missing("DetailType");
        }
        if (entry.detail().isEmpty()) {
            return missing("Detail");
        }
        JsonNode detail;
        try {
            detail = JSON.readTree(entry.detail());
        } catch (JsonProcessingException e) {
            return new EntryResult.Refused("MalformedDetail", "Detail is malformed.");
        }
        if (!detail.isObject()) {
            return new EntryResult.Refused("MalformedDetail", "Detail is malformed.");
        }
        String id = ids.next();
        Instant time = entry.time().orElseGet(agenda::instant);
        ObjectNode event = Event.envelope(id, entry, detail, time, account, region);
        for (Rule rule : rulesFor(event)) {
            Sender sender = new Sender.Service(PRINCIPAL, ruleArn(rule.name()).toString());
            for (RuleTarget target : rule.targets()) {
                String payload = target.input().of(event);
                deliveries.begin(sender, target.arn(), attempt -> payload, target.retryPolicy());
            }
        }
        return new EntryResult.Accepted(id);
    }

    private synchronized List<Rule> rulesFor(ObjectNode event) {
        return rules.values().stream()
                .filter(picking -> picking.rule().enabled() && picking.pattern().matches(event))
                .map(Picking::rule)
                .toList();
    }

    private static EntryResult missing(String parameter) {
        return new EntryResult.Refused(
                "InvalidArgument",
                "Parameter " + parameter + " is not valid. Reason: " + parameter + " is a required argument.");
    }

    /** "Calculating PutEvents event entry size" in the User Guide: 14 bytes for a time, the rest as UTF-8. */
    private static long size(EventEntry entry) {
        long size = entry.time().isPresent() ? TIME_BYTES : 0;
        size += bytes(entry.source()) + bytes(entry.detailType()) + bytes(entry.detail());
        return size + entry.resources().stream().mapToLong(EventBus::bytes).sum();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static TwinError invalid(String field, String value, String constraint) {
        return new TwinError(
                "ValidationException",
                400,
                "1 validation error detected: Value '" + value + "' at '" + field + "' failed to satisfy constraint: "
                        + constraint);
    }
}
