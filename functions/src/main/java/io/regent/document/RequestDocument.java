package io.regent.document;

import io.regent.drill.Action;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.fleet.Address;
import io.regent.fleet.DnsName;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Fleet;
import io.regent.fleet.Means;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.JsonArray;
import io.regent.json.JsonBool;
import io.regent.json.JsonNull;
import io.regent.json.JsonNumber;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.json.JsonValue;
import io.regent.ledger.Orders;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person's request as a JSON document: its fields and accepted values stand in
 * {@code events/drill-request.schema.json} and {@code docs/drills.md}. Reading is as strict as that of the fleet's
 * document, and by the same means: a request is sound in every field, or refused with every problem that it has.
 */
public final class RequestDocument {
    private static final int MOST_RESOLVERS = 10;
    private static final int MOST_QUESTIONS = 100;
    private static final int USUAL_QUESTIONS = 20;
    private static final int DNS_PORT = 53;
    private static final String SOMEBODY = "somebody";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern BY = Pattern.compile("(?=.*\\S)\\P{C}{1,64}");
    private static final String ACCEPTED_ID = "1 to 64 letters, digits, points, underscores, colons or hyphens";
    private static final String ACCEPTED_BY = "1 to 64 printable characters, not all of them blank";
    private static final String ACCEPTED_TIME = "a time such as 2026-01-05T10:00:00Z";
    private static final String ACCEPTED_RESOLVER = "a host such as 1.1.1.1 or dns.google, or host:port";
    private static final String ACCEPTED_SETTINGS = "a mapping of 1 to " + Request.Replay.MOST_SETTINGS
            + " names to fields of a policy, such as {\"fast\": {\"stabilisation\": \"1m\"}}";

    private final Fleet fleet;
    private final Problems problems = new Problems();
    private final Fields fields;

    private RequestDocument(JsonValue document, Fleet fleet) {
        this.fleet = fleet;
        this.fields = Fields.of(
                new Spot(Path.ROOT, node(document), problems),
                "an object with an action, such as {\"action\": \"status\"}");
    }

    /**
     * Reads a request.
     *
     * @param newId the id of a request that has none
     */
    public static RequestReading read(JsonValue document, Fleet fleet, String newId) {
        return new RequestDocument(document, fleet).reading(newId);
    }

    private RequestReading reading(String newId) {
        Optional<Action> action = fields.required("action", actions())
                .flatMap(spot -> text(spot).flatMap(any -> spot.choice(Action.values())));
        Optional<Service> service = service();
        String id = fields.optional("id")
                .flatMap(spot -> text(spot, ACCEPTED_ID, ID))
                .orElse(newId);
        String by = fields.optional("by")
                .flatMap(spot -> text(spot, ACCEPTED_BY, BY))
                .orElse(SOMEBODY);
        Set<Overriding> force = action.map(Action::acts).orElse(true) ? force() : Set.of();
        Optional<Request> request = action.flatMap(known -> request(known, service));
        if (action.isPresent()) {
            fields.refuseOthers();
        }
        return problems.cleanAt(Path.ROOT) && request.isPresent() && service.isPresent()
                ? new RequestReading.Read(new Request.Asked(id, by, service.get(), force, request.get()))
                : new RequestReading.Refused(problems.all());
    }

    private static String actions() {
        return Arrays.stream(Action.values()).map(Action::label).collect(Collectors.joining(", ", "one of ", ""));
    }

    private Optional<Service> service() {
        String names = fleet.services().stream()
                .map(service -> service.name().value())
                .sorted()
                .collect(Collectors.joining(", "));
        if (fleet.services().size() == 1 && !fields.has("service")) {
            // Asked for all the same, so that it is among the fields that there are.
            fields.optional("service");
            return Optional.of(fleet.services().getFirst());
        }
        return fields.required("service", "one of " + names)
                .flatMap(spot -> spot.text("one of " + names, name -> find(name).isPresent()))
                .flatMap(this::find);
    }

    private Optional<Service> find(String name) {
        return DnsName.isName(name)
                ? fleet.services().stream()
                        .filter(service -> service.name().equals(new DnsName(name)))
                        .findFirst()
                : Optional.empty();
    }

    private Set<Overriding> force() {
        List<String> labels =
                Arrays.stream(Overriding.values()).map(Overriding::label).toList();
        String accepted = "one of " + String.join(", ", labels);
        Set<Overriding> force = new TreeSet<>();
        fields.optional("force")
                .flatMap(spot -> spot.items(0, labels.size(), accepted))
                .orElse(List.of())
                .forEach(item -> item.text(accepted, labels::contains)
                        .ifPresent(label -> Arrays.stream(Overriding.values())
                                .filter(overriding -> overriding.label().equals(label))
                                .forEach(force::add)));
        return force;
    }

    private Optional<Request> request(Action action, Optional<Service> service) {
        return switch (action) {
            case STATUS -> Optional.of(new Request.Status());
            case PREVIEW -> Optional.of(preview(service));
            case VERIFY -> Optional.of(verify());
            case PREFLIGHT ->
                Optional.of(new Request.Preflight(fields.optional("scope")
                        .flatMap(spot -> spot.choice(Request.Preflight.Scope.values()))
                        .orElse(Request.Preflight.Scope.FLEET)));
            case REPLAY -> replay(service);
            case EVACUATE -> {
                Optional<Region> region = region(service);
                Optional<Duration> lasts = lasts();
                yield region.flatMap(where -> lasts.map(span -> new Request.Evacuate(where, span)));
            }
            case RESTORE -> region(service).map(Request.Restore::new);
            case HOLD -> lasts().map(Request.Hold::new);
            case RELEASE -> Optional.of(new Request.Release());
            case OUTAGE -> {
                Optional<Region> region = region(service);
                Optional<Duration> lasts = lasts();
                yield region.flatMap(where -> lasts.map(span -> new Request.Outage(where, span)));
            }
            case REPAIR -> {
                Optional<Region> region = region(service);
                Optional<Means> means =
                        fields.required("means", "reboot or address").flatMap(spot -> spot.choice(Means.values()));
                yield region.flatMap(where -> means.map(by -> new Request.Repair(where, by)));
            }
            case RETIRE -> Optional.of(new Request.Retire());
        };
    }

    private Request preview(Optional<Service> service) {
        Optional<Region> lost = fields.optional("lost").flatMap(spot -> region(spot, service));
        Optional<PolicySettings> settings =
                fields.has("settings") ? policy(fields.section("settings"), service) : Optional.empty();
        fields.optional("settings");
        return new Request.Preview(lost, settings);
    }

    private Request verify() {
        List<Address> resolvers = new ArrayList<>();
        fields.optional("resolvers")
                .flatMap(spot -> spot.items(0, MOST_RESOLVERS, ACCEPTED_RESOLVER))
                .orElse(List.of())
                .forEach(item -> item.text(
                                ACCEPTED_RESOLVER, text -> resolver(text).isPresent())
                        .flatMap(RequestDocument::resolver)
                        .ifPresent(resolvers::add));
        int questions = fields.optional("questions")
                .flatMap(spot -> spot.whole(1, MOST_QUESTIONS))
                .orElse(USUAL_QUESTIONS);
        return new Request.Verify(resolvers, questions);
    }

    private static Optional<Address> resolver(String text) {
        return Hosts.isHost(text) ? Optional.of(new Address(text, DNS_PORT)) : Hosts.withPort(text);
    }

    private Optional<Request> replay(Optional<Service> service) {
        Optional<Instant> from = fields.required("from", ACCEPTED_TIME).flatMap(RequestDocument::time);
        Optional<Instant> until = fields.required("until", ACCEPTED_TIME).flatMap(RequestDocument::time);
        SortedMap<String, PolicySettings> settings = fields.required("settings", ACCEPTED_SETTINGS)
                .map(spot -> settings(spot, service))
                .orElseGet(Collections::emptySortedMap);
        List<Verdict> verdicts = new ArrayList<>();
        fields.optional("verdicts")
                .flatMap(spot -> spot.items(0, Request.Replay.MOST_VERDICTS, "a verdict"))
                .orElse(List.of())
                .forEach(spot -> verdict(spot).ifPresent(verdicts::add));
        if (from.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        if (!Request.Replay.isPeriod(from.get(), until.get())) {
            fields.problem(
                    "until",
                    until.get() + ": expected a time after from, at most " + Request.Replay.LONGEST.toHours()
                            + " h later; a longer time can be asked for in parts");
        }
        return problems.cleanAt(Path.ROOT)
                ? Optional.of(new Request.Replay(from.get(), until.get(), settings, verdicts))
                : Optional.empty();
    }

    private SortedMap<String, PolicySettings> settings(Spot spot, Optional<Service> service) {
        List<Map.Entry<String, Spot>> entries =
                Fields.of(spot, ACCEPTED_SETTINGS).entries();
        if (spot.node() instanceof Node.Mapping
                && (entries.isEmpty() || entries.size() > Request.Replay.MOST_SETTINGS)) {
            spot.expected(ACCEPTED_SETTINGS);
        }
        SortedMap<String, PolicySettings> settings = new TreeMap<>();
        for (Map.Entry<String, Spot> entry : entries) {
            if (!Request.Replay.isName(entry.getKey())) {
                problems.add(entry.getValue().path(), "expected " + Request.Replay.ACCEPTED_NAME);
            }
            policy(Fields.of(entry.getValue(), "a mapping of fields of a policy"), service)
                    .ifPresent(policy -> settings.put(entry.getKey(), policy));
        }
        return settings;
    }

    /** A policy: what is left out is as the service has it. */
    private Optional<PolicySettings> policy(Fields section, Optional<Service> service) {
        return service.flatMap(
                known -> PolicySection.read(section, known.endpoints().size(), known.policy(), problems));
    }

    private Optional<Verdict> verdict(Spot spot) {
        Fields inside = Fields.of(spot, "a verdict: vantage, endpoint, health, at and why");
        Optional<Region> vantage = inside.required("vantage", Region.ACCEPTED).flatMap(RequestDocument::anyRegion);
        Optional<Region> endpoint = inside.required("endpoint", Region.ACCEPTED).flatMap(RequestDocument::anyRegion);
        List<String> names = Arrays.stream(Health.values()).map(Health::name).toList();
        String accepted = String.join(", ", names);
        Optional<Health> health = inside.required("health", accepted)
                .flatMap(place -> place.text(accepted, names::contains))
                .map(Health::valueOf);
        Optional<Instant> at = inside.required("at", ACCEPTED_TIME).flatMap(RequestDocument::time);
        String why = inside.optional("why").flatMap(RequestDocument::text).orElse("");
        inside.refuseOthers();
        return vantage.isPresent() && endpoint.isPresent() && health.isPresent() && at.isPresent()
                ? Optional.of(new Verdict(vantage.get(), endpoint.get(), health.get(), at.get(), why))
                : Optional.empty();
    }

    private Optional<Region> region(Optional<Service> service) {
        return fields.required("region", endpoints(service)).flatMap(spot -> region(spot, service));
    }

    private static Optional<Region> region(Spot spot, Optional<Service> service) {
        return spot.text(
                        endpoints(service),
                        text -> Region.isCode(text)
                                && service.map(known ->
                                                known.endpoint(new Region(text)).isPresent())
                                        .orElse(true))
                .map(Region::new);
    }

    private static Optional<Region> anyRegion(Spot spot) {
        return spot.text(Region.ACCEPTED, Region::isCode).map(Region::new);
    }

    private static String endpoints(Optional<Service> service) {
        return service.map(known -> known.endpoints().stream()
                        .map(Endpoint::region)
                        .map(Region::id)
                        .sorted()
                        .collect(Collectors.joining(", ", "one of ", "")))
                .orElse(Region.ACCEPTED);
    }

    private Optional<Duration> lasts() {
        String accepted =
                "a duration in whole seconds such as 90s, 30m or 2h, from 1s to " + Orders.LONGEST.toHours() + "h";
        return fields.required("for", accepted)
                .flatMap(spot -> spot.text(
                        accepted,
                        text -> Durations.parse(text)
                                .filter(span -> span.compareTo(Duration.ofSeconds(1)) >= 0
                                        && span.compareTo(Orders.LONGEST) <= 0
                                        && span.equals(Duration.ofSeconds(span.toSeconds())))
                                .isPresent()))
                .flatMap(Durations::parse);
    }

    private static Optional<Instant> time(Spot spot) {
        return spot.text(ACCEPTED_TIME, text -> instant(text).isPresent()).flatMap(RequestDocument::instant);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A JSON string: nothing else will do for what a person wrote. */
    private static Optional<String> text(Spot spot) {
        if (spot.node() instanceof Node.Text text && !text.plain()) {
            return Optional.of(text.value());
        }
        spot.expected("a text");
        return Optional.empty();
    }

    private static Optional<String> text(Spot spot, String accepted, Pattern pattern) {
        if (spot.node() instanceof Node.Text text
                && !text.plain()
                && pattern.matcher(text.value()).matches()) {
            return Optional.of(text.value());
        }
        spot.expected(accepted);
        return Optional.empty();
    }

    /** The document as the tree that fleet documents are read from. Its depth is bounded: JSON was. */
    private static Node node(JsonValue value) {
        return switch (value) {
            case JsonText text -> new Node.Text(text.value(), false);
            case JsonNumber number -> new Node.Text(number.value().toString(), true);
            case JsonBool bool -> new Node.Text(String.valueOf(bool.value()), true);
            case JsonNull nothing -> new Node.Text("null", true);
            case JsonArray array ->
                new Node.Items(
                        array.elements().stream().map(RequestDocument::node).toList());
            case JsonObject object -> {
                Map<String, Node> fields = new LinkedHashMap<>();
                object.fields().forEach((name, field) -> fields.put(name, node(field)));
                yield new Node.Mapping(fields);
            }
        };
    }
}
