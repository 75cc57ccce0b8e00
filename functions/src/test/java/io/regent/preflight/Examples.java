package io.regent.preflight;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;

import io.regent.drill.Findings;
import io.regent.drill.Request;
import io.regent.fleet.Address;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.fleet.Target;
import io.regent.json.Json;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.json.JsonValue;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.Zone;
import io.regent.lever.ZoneReading;
import io.regent.plan.Plan;
import io.regent.plan.RecordExamples;
import io.regent.plan.RecordSet;
import io.regent.plan.Records;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that a preflight looks at, in memory and well; each part can be broken or made unknown. */
final class Examples implements Zone {
    static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    static final String NAME = "regent";

    Service service = secured(ServiceExamples.service(ServiceExamples.policy(1), 50, 50));
    Learned<Trial> trial = new Learned.Known<>(trial(IRELAND, "c0de", "f1ee7", Health.HEALTHY));
    List<RecordSet> sets = new ArrayList<>();
    String zoneTrouble = "";
    List<Alarm> alarms = new ArrayList<>();
    String alarmTrouble = "";
    List<HealthCheck> healthChecks = new ArrayList<>();
    String healthCheckTrouble = "";
    Learned<List<Boolean>> reports = new Learned.Known<>(List.of(true, true, true, false));
    Learned<List<Limits.Limit>> limits = new Learned.Known<>(List.of(new Limits.Limit("record sets", 10_000, 7)));
    Learned<Double> healthyHosts = new Learned.Known<>(1.0);
    Learned<Instant> validUntil = new Learned.Known<>(NOW.plus(Duration.ofDays(200)));
    List<Machine.Fact> facts = new ArrayList<>(
            List.of(new Machine.Fact("address", Machine.Standing.WELL, "192.0.2.1 is attached to i-0123.")));
    Learned<Part> elsewhere = new Learned.Known<>(
            new Part(MUMBAI, "c0de", "f1ee7", "regent1 …", List.of(Check.ok(MUMBAI, "alarms", "All are there."))));

    /** What the other region says when it is asked for this alone. */
    Learned<Version> version = new Learned.Known<>(new Version("c0de", "f1ee7"));

    Examples() {
        sets.addAll(RecordExamples.weighted(service, Map.of(IRELAND, 50, MUMBAI, 50)));
        ledger(Orders.none(), serving(), serving());
        ExpectedAlarms.of(service).forEach(name -> alarms.add(alarm(NAME + "-" + name, Alarm.State.OK)));
        ExpectedAlarms.OF_FAST_SESSIONS.forEach(name -> alarms.add(alarm(NAME + "-" + name, Alarm.State.OK)));
        ExpectedAlarms.OF_AN_INSTANCE.forEach(name -> alarms.add(alarm(NAME + "-" + name, Alarm.State.OK)));
        for (Endpoint endpoint : service.endpoints()) {
            String region = endpoint.region().id();
            List<String> children = List.of("by-ireland-" + region, "by-mumbai-" + region, "direct-" + region);
            healthChecks.add(new HealthCheck("check-" + region, "CALCULATED", false, false, 2, children, List.of()));
            healthChecks.add(following("by-ireland-" + region, IRELAND, region, rule(region)));
            healthChecks.add(following("by-mumbai-" + region, MUMBAI, region, rule(region)));
            healthChecks.add(new HealthCheck("direct-" + region, "TCP", false, false, 0, List.of(), List.of()));
        }
    }

    private static Service secured(Service service) {
        List<Endpoint> endpoints = service.endpoints().stream()
                .map(endpoint -> new Endpoint(
                        endpoint.region(),
                        List.of(
                                endpoint.targets().getFirst(),
                                new Target(
                                        Target.Part.LOAD_BALANCER,
                                        new Address(endpoint.region() + "." + service.name(), 443),
                                        true)),
                        endpoint.baseline(),
                        endpoint.capacity()))
                .toList();
        return ServiceExamples.with(service, endpoints);
    }

    static EndpointState serving() {
        return new EndpointState.Serving(NOW.minusSeconds(3600), Mover.AUTOMATIC);
    }

    void ledger(Orders orders, EndpointState ireland, EndpointState mumbai) {
        sets.removeIf(set -> set.type().equals("TXT"));
        sets.add(RecordExamples.ledger(
                service,
                new Ledger(
                        7, new TreeMap<>(Map.of(IRELAND, ireland, MUMBAI, mumbai)), new Agreement.Agreed(), orders)));
    }

    /** @param ofIreland what both vantages say of Ireland; of Mumbai they say that it is well */
    static Trial trial(Region region, String code, String fleet, Health ofIreland) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Region vantage : List.of(IRELAND, MUMBAI)) {
            verdicts.add(new Verdict(vantage, IRELAND, ofIreland, NOW, "LOAD_BALANCER …: HTTP STATUS, 502"));
            verdicts.add(new Verdict(vantage, MUMBAI, Health.HEALTHY, NOW, ""));
        }
        return new Trial(
                region,
                code,
                fleet,
                "regent1 …",
                List.of(
                        new Trial.Step("zone", Trial.Came.WELL, "5 record sets read"),
                        new Trial.Step("weights", Trial.Came.WELL, "accepted: /change/C1"),
                        new Trial.Step("routing-control", Trial.Came.WELL, "metric put")),
                List.of(),
                verdicts);
    }

    /** One of the steps comes to something else. */
    void trial(Trial.Step other) {
        Trial well = trial(IRELAND, "c0de", "f1ee7", Health.HEALTHY);
        List<Trial.Step> steps = well.steps().stream()
                .map(step -> step.name().equals(other.name()) ? other : step)
                .toList();
        trial = new Learned.Known<>(
                new Trial(well.region(), well.code(), well.fleet(), well.ledger(), steps, List.of(), well.verdicts()));
    }

    static AlarmRule rule(String endpoint) {
        return new AlarmRule(
                "Regent",
                "RoutingControl",
                new TreeMap<>(Map.of("Service", "registry.example.com", "Endpoint", endpoint)),
                "Minimum",
                60,
                1,
                1,
                "LessThanThreshold");
    }

    static Alarm alarm(String name, Alarm.State state) {
        return new Alarm(
                name,
                state,
                "1 datapoint",
                NOW.minus(Duration.ofDays(9)),
                true,
                rule(name.replaceFirst(".*-routing-control-", "")));
    }

    /** The alarm that a daily preflight keeps quiet. */
    static Alarm preflightAlarm(Alarm.State state, Duration age) {
        return new Alarm(
                NAME + "-preflight",
                state,
                "no datapoints were received",
                NOW.minus(age),
                true,
                new AlarmRule(
                        "Regent",
                        "PreflightHealthy",
                        new TreeMap<>(Map.of("Service", "registry.example.com")),
                        "Minimum",
                        3_600,
                        24,
                        1,
                        "LessThanThreshold"));
    }

    static HealthCheck following(String id, Region region, String endpoint, AlarmRule copy) {
        return new HealthCheck(
                id,
                "CLOUDWATCH_METRIC",
                false,
                false,
                0,
                List.of(),
                List.of(new HealthCheck.Follows(
                        region, NAME + "-routing-control-" + endpoint, copy, "LastKnownStatus")));
    }

    void replace(Alarm alarm) {
        alarms.replaceAll(one -> one.name().equals(alarm.name()) ? alarm : one);
    }

    void replace(HealthCheck check) {
        healthChecks.replaceAll(one -> one.id().equals(check.id()) ? check : one);
    }

    @Override
    public ZoneReading read(Service service) {
        return zoneTrouble.isEmpty()
                ? new ZoneReading.Read(new Records(sets))
                : new ZoneReading.Unreadable(zoneTrouble);
    }

    @Override
    public ChangeOutcome apply(Service service, Plan plan) {
        throw new AssertionError("a preflight changes nothing itself");
    }

    Senses senses() {
        return new Senses(
                (asked, region, within) -> trial,
                this,
                (region, prefix) -> alarmTrouble.isEmpty()
                        ? new Learned.Known<>(alarms.stream()
                                .filter(alarm -> alarm.name().startsWith(prefix))
                                .toList())
                        : new Learned.Unknown<>(alarmTrouble),
                new HealthChecks() {
                    @Override
                    public Learned<List<HealthCheck>> all() {
                        return healthCheckTrouble.isEmpty()
                                ? new Learned.Known<>(healthChecks)
                                : new Learned.Unknown<>(healthCheckTrouble);
                    }

                    @Override
                    public Learned<List<Boolean>> reports(String id) {
                        return id.startsWith("direct-") ? reports : new Learned.Unknown<>("no checkers");
                    }
                },
                asked -> limits,
                () -> List.of(new TargetGroups.Group("targetgroup/regent", healthyHosts)),
                address -> validUntil,
                (asked, region, deadline) -> facts,
                (asked, region, within) -> elsewhere,
                (region, within) -> version);
    }

    Findings run(Request.Preflight.Scope scope) {
        return new Preflight(IRELAND, NAME, senses(), () -> NOW)
                .run(service, new Request.Preflight(scope), NOW.plusSeconds(50));
    }

    /** The checks that are not OK, as {@code RESULT where name: why > advice}. */
    List<String> trouble(Request.Preflight.Scope scope) {
        return trouble(run(scope));
    }

    static List<String> trouble(Findings findings) {
        List<String> found = new ArrayList<>();
        for (JsonValue check : ((JsonArray) findings.sections().get(2).facts()).elements()) {
            JsonObject fields = (JsonObject) check;
            if (!text(fields, "result").equals("OK")) {
                found.add("%s %s %s: %s > %s"
                        .formatted(
                                text(fields, "result"),
                                text(fields, "where"),
                                text(fields, "check"),
                                text(fields, "why"),
                                text(fields, "advice")));
            }
        }
        return found;
    }

    private static String text(JsonObject fields, String name) {
        return fields.get(name)
                .filter(JsonText.class::isInstance)
                .map(value -> ((JsonText) value).value())
                .orElseThrow(() -> new AssertionError(name + " is missing in " + Json.write(fields)));
    }
}
