package io.regent.lab.world;

import static io.regent.lab.world.Paper.IRELAND;
import static io.regent.lab.world.Paper.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.regent.fleet.Region;
import io.regent.lab.twin.cloudwatch.AlarmState;
import io.regent.lab.twin.events.EventEntry;
import io.regent.lab.twin.ssm.Parameter;
import io.regent.report.Metric;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What has to hold of the templates when they are deployed, each by a name. */
final class TemplateChecks {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String SERVICE = World.SERVICE;
    private static final String IRISH = "127.0.1.1";
    private static final String INDIAN = "127.0.2.1";

    private TemplateChecks() {}

    /** The checks by their names; each gets a deployment of its own. */
    static Map<String, Consumer<Paper>> all() {
        Map<String, Consumer<Paper>> checks = new LinkedHashMap<>();
        checks.put("schedules start both functions every minute", TemplateChecks::schedules);
        checks.put("a changed verdict starts the controller", TemplateChecks::changedVerdict);
        checks.put("the beginning of a drill starts the controller", TemplateChecks::drillBegan);
        checks.put("an endpoint that is DOWN starts the controller and is told", TemplateChecks::down);
        checks.put("routing control takes an endpoint out of DNS by a majority", TemplateChecks::routingControl);
        checks.put("a dead invocation is told at once", TemplateChecks::deadInvocation);
        checks.put("every alarm goes off at the metric that the code puts", TemplateChecks::alarms);
        checks.put("a preflight that fails is told at once, until one passes", TemplateChecks::preflightFails);
        checks.put("each day has a preflight, and one without any is told", TemplateChecks::preflightIsMissing);
        checks.put("a move of traffic is told", TemplateChecks::moved);
        checks.put("a move of traffic is looked into", TemplateChecks::lookedInto);
        checks.put("a move of traffic starts what may repair", TemplateChecks::repaired);
        checks.put("records that differ are told", TemplateChecks::differing);
        checks.put("the registry is reached from the internet and from its load balancer", TemplateChecks::reached);
        checks.put("the functions find the fleet's document", TemplateChecks::document);
        checks.put("the service's records share traffic by region", TemplateChecks::records);
        return checks;
    }

    /** Holds a deployment to a check. */
    static void hold(String check, Paper paper) {
        Optional.ofNullable(all().get(check)).orElseThrow().accept(paper);
    }

    private static void schedules(Paper paper) {
        paper.pass(MINUTE.multipliedBy(2));

        for (Region region : List.of(IRELAND, MUMBAI)) {
            for (String function : List.of("regent-probe:live", "regent-failover:live")) {
                assertThat(paper.started)
                        .as(region + " " + function)
                        .filteredOn(start ->
                                start.startsWith(region + " " + function + " {\"source\": \"regent.schedule\""))
                        .hasSize(2)
                        .allSatisfy(start -> assertThat(start).contains("\"time\": \"2026-03-01T12:0"));
            }
        }
        assertThat(paper.refused).isEmpty();
    }

    private static void changedVerdict(Paper paper) {
        startsTheController(paper, "Verdict changed", "\"verdicts\": []");
    }

    private static void drillBegan(Paper paper) {
        startsTheController(paper, "Drill began", "\"action\": \"outage\", \"region\": \"eu-west-1\"");
    }

    private static void startsTheController(Paper paper, String type, String detail) {
        send(paper, MUMBAI, type, detail);

        assertThat(paper.started)
                .anySatisfy(start -> assertThat(start)
                        .startsWith("ap-south-1 regent-failover:live")
                        .contains(type));
        assertThat(paper.refused).isEmpty();
    }

    /** An event of Regent's about the service, as its functions send it. */
    private static void send(Paper paper, Region region, String type, String detail) {
        paper.account
                .in(region)
                .bus()
                .putEvents(
                        List.of(EventEntry.of("regent", type, "{\"service\": \"" + SERVICE + "\", " + detail + "}")));
        paper.pass(Duration.ofSeconds(5));
    }

    private static void down(Paper paper) {
        paper.put(IRELAND, "Down", Map.of("Service", SERVICE), 1);
        paper.pass(MINUTE);

        assertThat(paper.state(IRELAND, "regent-down")).isEqualTo(AlarmState.ALARM);
        assertThat(paper.started)
                .anySatisfy(start -> assertThat(start)
                        .startsWith("eu-west-1 regent-failover:live")
                        .contains("aws.cloudwatch", "regent-down"));
        assertThat(paper.told).anySatisfy(message -> assertThat(message).contains("eu-west-1", "regent-down"));
        assertThat(paper.refused).isEmpty();
    }

    private static void routingControl(Paper paper) {
        control(paper, 1, 1, 5);
        assertThat(paper.answers()).as("all serve").isEqualTo(Set.of(IRISH, INDIAN));
        control(paper, 0, 1, 5);
        assertThat(paper.answers()).as("one of three says no").isEqualTo(Set.of(IRISH, INDIAN));
        control(paper, 0, 0, 5);
        assertThat(paper.answers()).as("two of three say no").isEqualTo(Set.of(INDIAN));
        paper.pass(MINUTE.multipliedBy(15));
        assertThat(paper.answers())
                .as("a silent controller keeps its last vote")
                .isEqualTo(Set.of(INDIAN));
        control(paper, 1, 1, 5);
        assertThat(paper.answers()).as("all serve again").isEqualTo(Set.of(IRISH, INDIAN));
    }

    /** Both controllers put routing control for Ireland, each its own, and hold Mumbai up. */
    private static void control(Paper paper, double irish, double indian, int minutes) {
        for (int i = 0; i < minutes; i++) {
            Map<Region, Double> votes = Map.of(IRELAND, irish, MUMBAI, indian);
            votes.forEach((controller, vote) -> {
                paper.put(controller, "RoutingControl", Map.of("Service", SERVICE, "Endpoint", "eu-west-1"), vote);
                paper.put(controller, "RoutingControl", Map.of("Service", SERVICE, "Endpoint", "ap-south-1"), 1);
            });
            paper.pass(MINUTE);
        }
    }

    private static void deadInvocation(Paper paper) {
        paper.failing.add("regent-failover");
        paper.failing.add("regent-probe");
        paper.pass(MINUTE);

        assertThat(paper.started).as("none is tried again").hasSize(4);
        for (String function : List.of("regent-probe", "regent-failover")) {
            assertThat(paper.told)
                    .anySatisfy(message ->
                            assertThat(message).contains("RetriesExhausted", "function:" + function + ":live"));
        }
        assertThat(paper.refused).isEmpty();
    }

    private static void alarms(Paper paper) {
        Map<String, String> service = Map.of("Service", SERVICE);
        goesOff(paper, "regent-down", 1, "Down", service, 1);
        goesOff(paper, "regent-lever-weights", 3, "LeverHealthy", and(service, "Lever", "weights"), 0);
        goesOff(paper, "regent-lever-routing-control", 3, "LeverHealthy", and(service, "Lever", "routing-control"), 0);
        goesOff(paper, "regent-drift", 1, "Decision", and(service, "Rule", "drift"), 1);
        for (String endpoint : List.of("eu-west-1", "ap-south-1")) {
            Map<String, String> dimensions = and(service, "Endpoint", endpoint);
            goesOff(paper, "regent-routing-control-" + endpoint, 1, "RoutingControl", dimensions, 0);
            goesOff(paper, "regent-failed-over-" + endpoint, 60, "RoutingControl", dimensions, 0);
        }
        for (int i = 0; i < 8; i++) {
            for (String endpoint : List.of("eu-west-1", "ap-south-1")) {
                paper.put(IRELAND, "Verdict", and(and(service, "Endpoint", endpoint), "Vantage", "eu-west-1"), 1);
            }
            paper.pass(MINUTE);
        }
        assertThat(paper.state(IRELAND, "regent-prober-silent")).isEqualTo(AlarmState.OK);
        paper.pass(MINUTE.multipliedBy(10));
        assertThat(paper.state(IRELAND, "regent-prober-silent")).isEqualTo(AlarmState.ALARM);
        paper.failing.addAll(List.of("regent-probe", "regent-failover"));
        paper.pass(MINUTE.multipliedBy(6));
        assertThat(paper.state(IRELAND, "regent-probe-errors")).isEqualTo(AlarmState.ALARM);
        assertThat(paper.state(IRELAND, "regent-failover-errors")).isEqualTo(AlarmState.ALARM);
        assertThat(paper.alarms(IRELAND).keySet())
                .as("no alarm that this looks away from")
                .containsExactlyInAnyOrder(
                        "regent-down",
                        "regent-drift",
                        "regent-failed-over-ap-south-1",
                        "regent-failed-over-eu-west-1",
                        "regent-failover-errors",
                        "regent-failover-throttles",
                        "regent-instance-check",
                        "regent-instance-system-check",
                        "regent-lever-routing-control",
                        "regent-lever-weights",
                        "regent-preflight",
                        "regent-preflight-silent",
                        "regent-probe-errors",
                        "regent-probe-throttles",
                        "regent-prober-silent",
                        "regent-routing-control-ap-south-1",
                        "regent-routing-control-eu-west-1");
    }

    private static void goesOff(
            Paper paper, String alarm, int minutes, String metric, Map<String, String> dimensions, double value) {
        putFor(paper, minutes, metric, dimensions, 1 - value);
        assertThat(paper.state(IRELAND, alarm)).as(alarm).isEqualTo(AlarmState.OK);
        paper.forget();
        putFor(paper, minutes, metric, dimensions, value);
        assertThat(paper.state(IRELAND, alarm)).as(alarm).isEqualTo(AlarmState.ALARM);
        assertThat(paper.told)
                .as(alarm)
                .anySatisfy(message -> assertThat(message).contains("ALARM: \"" + alarm + "\""));
    }

    private static void putFor(Paper paper, int minutes, String metric, Map<String, String> dimensions, double value) {
        for (int i = 0; i <= minutes; i++) {
            paper.put(IRELAND, metric, dimensions, value);
            paper.pass(MINUTE);
        }
    }

    private static Map<String, String> and(Map<String, String> dimensions, String name, String value) {
        Map<String, String> more = new TreeMap<>(dimensions);
        more.put(name, value);
        return more;
    }

    /** It is a value a day: what it says stands until the next. */
    private static void preflightFails(Paper paper) {
        assertThat(paper.state(IRELAND, "regent-preflight"))
                .as("there was none")
                .isEqualTo(AlarmState.INSUFFICIENT_DATA);
        preflight(paper, 0);
        assertThat(paper.state(IRELAND, "regent-preflight")).as("one failed").isEqualTo(AlarmState.ALARM);
        assertThat(paper.told).anySatisfy(message -> assertThat(message).contains("ALARM: \"regent-preflight\""));
        paper.forget();
        paper.pass(Duration.ofHours(20));
        assertThat(paper.state(IRELAND, "regent-preflight"))
                .as("none has passed since")
                .isEqualTo(AlarmState.ALARM);
        preflight(paper, 1);
        assertThat(paper.state(IRELAND, "regent-preflight"))
                .as("one has passed")
                .isEqualTo(AlarmState.OK);
        assertThat(paper.told).anySatisfy(message -> assertThat(message).contains("OK: \"regent-preflight\""));
        paper.pass(Duration.ofHours(20));
        assertThat(paper.state(IRELAND, "regent-preflight"))
                .as("none has failed since")
                .isEqualTo(AlarmState.OK);
        preflight(paper, 0);
        preflight(paper, 1);
        assertThat(paper.state(IRELAND, "regent-preflight"))
                .as("what failed was mended at once")
                .isEqualTo(AlarmState.OK);
    }

    /** A preflight of Ireland's, and the minutes in which somebody has to be told. */
    private static void preflight(Paper paper, double healthy) {
        paper.put(
                IRELAND,
                Metric.PREFLIGHT_HEALTHY.namespace(),
                Metric.PREFLIGHT_HEALTHY.label(),
                Map.of("Service", SERVICE),
                healthy);
        paper.pass(MINUTE.multipliedBy(3));
    }

    private static void preflightIsMissing(Paper paper) {
        assertThat(paper.state(IRELAND, "regent-preflight-silent"))
                .as("there was none")
                .isEqualTo(AlarmState.ALARM);
        preflight(paper, 0);
        assertThat(paper.state(IRELAND, "regent-preflight-silent"))
                .as("one that failed is one")
                .isEqualTo(AlarmState.OK);
        paper.pass(Duration.ofHours(23));
        for (Region region : List.of(IRELAND, MUMBAI)) {
            assertThat(paper.started)
                    .as(region.id())
                    .filteredOn(start -> start.startsWith(region + " regent-look:live"))
                    .singleElement()
                    .asString()
                    .contains("{\"source\": \"regent.schedule\", \"time\": \"2026-03-02T11:");
        }
        assertThat(paper.refused).isEmpty();
        assertThat(paper.state(IRELAND, "regent-preflight-silent"))
                .as("the next is due")
                .isEqualTo(AlarmState.OK);
        paper.forget();
        paper.pass(Duration.ofHours(2));
        assertThat(paper.state(IRELAND, "regent-preflight-silent"))
                .as("the last one was 25 hours ago")
                .isEqualTo(AlarmState.ALARM);
        assertThat(paper.told)
                .anySatisfy(message -> assertThat(message).contains("ALARM: \"regent-preflight-silent\""));
    }

    private static final String A_RUN = "\"controller\": \"eu-west-1\", \"rule\": \"drain\", \"drill\": true,"
            + " \"finishedAt\": \"2026-03-01T12:02:31Z\"";

    private static void moved(Paper paper) {
        send(paper, IRELAND, "Failover decided", A_RUN);

        assertThat(paper.told)
                .anySatisfy(message -> assertThat(message)
                        .contains(
                                "Failover decided",
                                SERVICE,
                                "2026-03-01T12:02:31Z",
                                "Controller: eu-west-1",
                                "Rule: drain",
                                "For a drill: true"));
        assertThat(paper.refused).isEmpty();
    }

    private static void lookedInto(Paper paper) {
        startsOnMoves(paper, "regent-look");
    }

    private static void repaired(Paper paper) {
        startsOnMoves(paper, "regent-drill");
    }

    private static void startsOnMoves(Paper paper, String function) {
        send(paper, IRELAND, "Failover decided", A_RUN);

        assertThat(paper.started)
                .filteredOn(start -> start.contains(" " + function + ":live "))
                .singleElement()
                .asString()
                .startsWith("eu-west-1 ")
                .contains("Failover decided", "2026-03-01T12:02:31Z");
        assertThat(paper.refused).isEmpty();
    }

    private static void differing(Paper paper) {
        send(paper, IRELAND, "Records differ", A_RUN.replace("drain", "drift"));

        assertThat(paper.told)
                .anySatisfy(
                        message -> assertThat(message).contains("Records differ", SERVICE, "eu-west-1", "Rule: drift"));
        assertThat(paper.started).noneMatch(start -> start.contains("regent-look") || start.contains("regent-drill"));
        assertThat(paper.refused).isEmpty();
    }

    private static void reached(Paper paper) {
        paper.account.regions().forEach((region, twin) -> {
            assertThat(twin.network().originReached(5000))
                    .as(region + ", port 5000")
                    .isTrue();
            assertThat(twin.network().originReached(22))
                    .as(region + ", port 22")
                    .isFalse();
            assertThat(twin.network().doors())
                    .as(region + ", load balancer")
                    .singleElement()
                    .satisfies(door -> {
                        assertThat(door.port()).isEqualTo(80);
                        assertThat(door.targetPort()).isEqualTo(5000);
                        assertThat(door.reachesTarget()).isTrue();
                        assertThat(door.settings().checkPath()).isEqualTo("/v2/");
                        assertThat(door.settings().checkStatuses().toString()).isEqualTo("200,401");
                    });
        });
    }

    private static void document(Paper paper) {
        paper.account.regions().forEach((region, twin) -> {
            assertThatCode(() -> twin.parameters().get("/regent/fleet", true))
                    .as("the parameter that rights, papers and other stacks know")
                    .doesNotThrowAnyException();
            Parameter parameter = twin.parameters().get("/regent/fleet", true);
            assertThat(parameter.value()).contains(SERVICE, "eu-west-1", "ap-south-1", World.ZONE);
        });
    }

    private static void records(Paper paper) {
        assertThat(paper.answers()).isEqualTo(Set.of(IRISH, INDIAN));
        assertThat(paper.account.route53().look(World.ZONE).stream()
                        .filter(set -> set.name().toString().equals(SERVICE + "."))
                        .map(set -> set.type() + " " + set.routing() + " "
                                + set.healthCheck().isPresent()))
                .containsExactlyInAnyOrder(
                        "A Weighted[setIdentifier=ap-south-1, weight=50] true",
                        "A Weighted[setIdentifier=eu-west-1, weight=50] true",
                        "AAAA Weighted[setIdentifier=ap-south-1, weight=50] true",
                        "AAAA Weighted[setIdentifier=eu-west-1, weight=50] true");
    }
}
