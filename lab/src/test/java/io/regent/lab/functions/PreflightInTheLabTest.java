package io.regent.lab.functions;

import static io.regent.lab.world.World.IRELAND;
import static io.regent.lab.world.World.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.lab.net.Addresses;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.cloudwatch.Alarm;
import io.regent.lab.twin.cloudwatch.AlarmFilter;
import io.regent.lab.twin.cloudwatch.AlarmRule;
import io.regent.lab.twin.cloudwatch.AlarmSettings;
import io.regent.lab.twin.cloudwatch.AlarmState;
import io.regent.lab.twin.iam.Policy;
import io.regent.lab.twin.iam.Role;
import io.regent.lab.twin.lambda.Outcome;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.CheckField;
import io.regent.lab.twin.route53.CheckFields;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.HealthCheck;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.Target;
import io.regent.lab.world.Hosting;
import io.regent.lab.world.Ports;
import io.regent.lab.world.Templates;
import io.regent.lab.world.Tempo;
import io.regent.lab.world.World;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.LedgerText;
import io.regent.ledger.Mark;
import io.regent.ledger.Orders;
import io.regent.lever.ZoneReading;
import io.regent.preflight.Learned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A preflight of the whole lab: well as it stands, and each thing that is broken is found by its name. */
@Timeout(300)
class PreflightInTheLabTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PARAMETER = "/regent/fleet";

    private static World world;
    private static String document;

    @BeforeAll
    static void open() throws Exception {
        world = World.open(
                inAThirdOfTheTime(),
                Tempo.BRISK,
                new Ports(
                        Addresses.free("127.0.0.1").getPort(),
                        Addresses.free("127.0.0.1").getPort()),
                "",
                CLOCK,
                Hosting.HERE,
                (function, line) -> {});
        document =
                world.account().in(IRELAND).parameters().get(PARAMETER, false).value();
        awaitAllOk();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    /** Whoever looks waits for a dark region as long as its function may run, which is not to be waited for here. */
    private static Templates inAThirdOfTheTime() {
        String timeout = "Timeout: %s\n      Role: !GetAtt LookRole.Arn";
        return Templates.ofRepository().but("template.yaml", timeout.formatted(60), timeout.formatted(20));
    }

    private static Service service() {
        return ((Reading.Read) FleetDocument.read(document)).fleet().services().getFirst();
    }

    private static Preflights tools() {
        return new Preflights(world.endpoint(), IRELAND, CLOCK);
    }

    /** What the look function of Ireland reports, as a person asks it. */
    private static JsonNode run() throws IOException {
        byte[] request = "{\"action\": \"preflight\"}".getBytes(StandardCharsets.UTF_8);
        Outcome outcome = world.account().in(IRELAND).lambda().invoke("regent-look", "live", request);
        assertThat(outcome.failed()).as(outcome.text()).isFalse();
        return JSON.readTree(outcome.text());
    }

    private static List<String> trouble(JsonNode report) {
        return checks(report, "FAIL");
    }

    private static List<String> checks(JsonNode report, String result) {
        List<String> found = new ArrayList<>();
        for (JsonNode check : report.path("checks")) {
            if (check.path("result").asText().equals(result)) {
                found.add(
                        check.path("where").asText() + " " + check.path("check").asText() + ": "
                                + check.path("why").asText());
            }
        }
        return found;
    }

    /**
     * A deployment in which all is well is found to be all OK before its first day is over: nothing even to warn of.
     */
    private static void awaitAllOk() throws Exception {
        Instant end = CLOCK.instant().plus(PATIENCE);
        List<String> found = new ArrayList<>();
        do {
            JsonNode report = run();
            found = Stream.of("FAIL", "WARN")
                    .flatMap(result -> checks(report, result).stream())
                    .toList();
            if (found.isEmpty()) {
                assertThat(checks(report, "OK"))
                        .anyMatch(line -> line.startsWith("eu-west-1 alarm regent-preflight: It was made or changed"))
                        .anyMatch(line -> line.startsWith("ap-south-1 alarm regent-preflight: It was made or changed"));
                return;
            }
            Thread.sleep(500);
        } while (CLOCK.instant().isBefore(end));
        fail("not all OK: " + found);
    }

    /** Looks again and again until there is a failure that begins with each of these, and no other. */
    private static void await(List<String> beginnings) throws Exception {
        Instant end = CLOCK.instant().plus(PATIENCE);
        List<String> found = new ArrayList<>();
        do {
            JsonNode report = run();
            found = trouble(report);
            List<String> seen = found;
            boolean all = beginnings.stream().allMatch(one -> seen.stream().anyMatch(line -> line.startsWith(one)));
            boolean noOther = seen.stream().allMatch(line -> beginnings.stream().anyMatch(line::startsWith));
            if (all && noOther) {
                assertThat(report.path("outcome").asText()).isEqualTo(beginnings.isEmpty() ? "done" : "unwell");
                assertThat(report.path("checks")).hasSizeGreaterThan(10);
                return;
            }
            Thread.sleep(500);
        } while (CLOCK.instant().isBefore(end));
        assertThat(found).as("failures that begin with " + beginnings).isEmpty();
    }

    /** Everything is well again after each test, and found to be. */
    @AfterEach
    void allIsWellAgain() throws Exception {
        world.faults().heal();
        await(List.of());
    }

    private static AlarmSettings alarm(Region region, String name) {
        AlarmFilter named = new AlarmFilter(List.of(name), "", Set.of(AlarmState.values()), "");
        return world.account().in(region).cloudWatch().describeAlarms(named, 1, "").alarms().stream()
                .map(Alarm::settings)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anAlarmThatSomebodyDeletedIsFound() throws Exception {
        AlarmSettings lost = alarm(MUMBAI, "regent-lever-weights");
        world.account().in(MUMBAI).cloudWatch().deleteAlarms(List.of(lost.name()));

        await(List.of("ap-south-1 alarm regent-lever-weights: There is no such alarm"));

        world.account().in(MUMBAI).cloudWatch().putMetricAlarm(lost);
    }

    @Test
    void anAlarmThatTellsNobodyAnyMoreIsFound() throws Exception {
        world.account().in(IRELAND).cloudWatch().enableAlarmActions(List.of("regent-down"), false);

        await(List.of("eu-west-1 alarm regent-down: Its actions are disabled"));

        world.account().in(IRELAND).cloudWatch().enableAlarmActions(List.of("regent-down"), true);
    }

    @Test
    void anAlarmThatWasChangedWithoutItsHealthCheckIsFound() throws Exception {
        AlarmSettings well = alarm(MUMBAI, "regent-routing-control-eu-west-1");
        AlarmRule rule = well.rule();
        world.account()
                .in(MUMBAI)
                .cloudWatch()
                .putMetricAlarm(new AlarmSettings(
                        well.name(),
                        well.description(),
                        well.watched(),
                        new AlarmRule(
                                rule.comparison(),
                                0.5,
                                rule.evaluationPeriods(),
                                rule.datapointsToAlarm(),
                                rule.missingData()),
                        well.targets()));

        await(List.of("ap-south-1 health check eu-west-1: The health check "));

        world.account().in(MUMBAI).cloudWatch().putMetricAlarm(well);
    }

    @Test
    void aHealthCheckThatSomebodyInvertedIsFound() throws Exception {
        HealthCheck direct = world.route53().healthChecks().list("", 100).checks().stream()
                .filter(check -> check.config().text(CheckField.TYPE).equals("TCP")
                        && check.config()
                                .text(CheckField.FULLY_QUALIFIED_DOMAIN_NAME)
                                .contains("eu-west-1"))
                .findFirst()
                .orElseThrow();
        invert(direct, "true");

        await(List.of("fleet health check eu-west-1: The health check " + direct.id() + " is inverted"));

        invert(direct, "false");
    }

    private static void invert(HealthCheck check, String inverted) {
        world.route53()
                .healthChecks()
                .update(check.id(), 0, CheckFields.NONE.with(CheckField.INVERTED, inverted), List.of());
    }

    @Test
    void aRegionThatIsDarkIsFound() throws Exception {
        world.faults().dark(MUMBAI);

        await(List.of(
                "eu-west-1 region ap-south-1: It does not answer: ",
                "eu-west-1 vantage ap-south-1: It gives this controller no second opinion",
                "fleet "));
    }

    @Test
    void aRightThatSomebodyTookAwayIsFound() throws Exception {
        List<Role> controllers = world.account().access().roles().stream()
                .filter(role -> role.name().startsWith("regent-FailoverRole"))
                .toList();
        JsonNode denial = JSON.readTree("""
                {"Version": "2012-10-17", "Statement":
                  [{"Effect": "Deny", "Action": "route53:ChangeResourceRecordSets", "Resource": "*"}]}""");
        for (Role role : controllers) {
            List<Policy> policies = new ArrayList<>(role.policies());
            policies.add(Policy.ofRole(role.name(), "less", "less", denial));
            world.account().access().put(new Role(role.name(), role.trust(), policies));
        }

        await(List.of(
                "ap-south-1 lever weights: failed: AccessDenied (HTTP 403)",
                "eu-west-1 lever weights: failed: AccessDenied (HTTP 403)"));

        controllers.forEach(role -> world.account().access().put(role));
    }

    @Test
    void aHoldThatSoonEndsIsFound() throws Exception {
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
        swap(Orders.none().withHold(Optional.of(new Orders.Hold(new Mark("0123abcd"), now, now.plusSeconds(600)))));

        await(List.of("fleet hold: Until " + now.plusSeconds(600) + " nothing is moved automatically, in "));

        swap(Orders.none());
    }

    /** Writes the ledger as a request of a person does. */
    private static void swap(Orders orders) throws InterruptedException {
        ZoneReading.Read read = (ZoneReading.Read) tools().zone.read(service());
        Ledger ledger = ((LedgerReading.Present) read.records().ledger(service())).ledger();
        String next = LedgerText.write(ledger.next(ledger.states(), ledger.agreement(), orders));
        RecordSet before = world.records().stream()
                .filter(set -> set.name().equals(DnsName.of("_regent." + World.SERVICE)))
                .findFirst()
                .orElseThrow();
        RecordSet after = new RecordSet(
                before.name(),
                before.type(),
                before.routing(),
                new Target.Values(((Target.Values) before.target()).ttl(), List.of("\"" + next + "\"")),
                before.healthCheckId());
        world.route53()
                .change(
                        new Caller.Person(),
                        world.zone(),
                        new ChangeBatch(
                                "a person",
                                List.of(
                                        new ChangeBatch.Change(ChangeBatch.Action.DELETE, before),
                                        new ChangeBatch.Change(ChangeBatch.Action.CREATE, after))));
    }

    @Test
    void theTargetsOfTheLoadBalancersAreCounted() throws IOException {
        var group = world.account().in(IRELAND).network().forwarded().iterator().next();

        assertThat(tools().targetGroup(group.loadBalancer(), group.targetGroup())
                        .look()
                        .getFirst()
                        .healthy())
                .isEqualTo(new Learned.Known<>(1.0));
    }
}
