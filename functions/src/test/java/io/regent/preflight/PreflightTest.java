package io.regent.preflight;

import static io.regent.drill.Request.Preflight.Scope.FLEET;
import static io.regent.drill.Request.Preflight.Scope.REGION;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.preflight.Examples.NOW;
import static io.regent.preflight.Examples.alarm;
import static io.regent.preflight.Examples.following;
import static io.regent.preflight.Examples.preflightAlarm;
import static io.regent.preflight.Examples.rule;
import static io.regent.preflight.Examples.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.ProbeKind;
import io.regent.fleet.ProbeSettings;
import io.regent.fleet.RecordType;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.json.Json;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Mark;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.Zone;
import io.regent.lever.ZoneReading;
import io.regent.plan.Plan;
import io.regent.plan.RecordExamples;
import io.regent.plan.RecordSet;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each thing that a preflight looks at: well, broken, and not to be found out. */
class PreflightTest {
    private static final Mark SOMEBODY = new Mark("0123abcd");

    private final Examples world = new Examples();

    private void assertTrouble(String... beginnings) {
        List<String> found = world.trouble(FLEET);
        assertThat(found).hasSize(beginnings.length);
        for (int i = 0; i < beginnings.length; i++) {
            assertThat(found.get(i)).startsWith(beginnings[i]);
        }
        assertThat(world.run(FLEET).outcome())
                .isEqualTo(found.stream().anyMatch(line -> line.startsWith("FAIL")) ? Outcome.UNWELL : Outcome.DONE);
    }

    @ParameterizedTest
    @EnumSource(Request.Preflight.Scope.class)
    void whereAllIsWellItIsDone(Request.Preflight.Scope scope) {
        assertThat(world.trouble(scope)).isEmpty();
        assertThat(world.run(scope).outcome()).isEqualTo(Outcome.DONE);
    }

    // --- The controller

    @Test
    void aControllerThatDoesNotAnswerIsSaid() {
        world.trial = new Learned.Unknown<>("TIMED_OUT: no complete answer within 28000 ms");
        assertTrouble("FAIL eu-west-1 controller: It could not be asked to try its levers: TIMED_OUT");
    }

    @ParameterizedTest
    @CsvSource({
        "zone, FAIL eu-west-1 zone: AccessDenied",
        "weights, FAIL eu-west-1 lever weights: AccessDenied",
        "routing-control, FAIL eu-west-1 lever routing-control: AccessDenied"
    })
    void aStepThatAwsRefusesIsNamedWithWhatAwsSaid(String step, String said) {
        world.trial(new Trial.Step(step, Trial.Came.BROKEN, "AccessDenied (HTTP 403)"));
        assertTrouble(said + " (HTTP 403) > Look");
    }

    @Test
    void aZoneThatIsBusyIsNotSaidToBeBroken() {
        world.trial(new Trial.Step("weights", Trial.Came.BUSY, "busy: PriorRequestNotComplete (HTTP 400)"));
        assertTrouble("FAIL eu-west-1 lever weights: It could not be tried, since Route 53 was busy for some seconds,"
                + " which says nothing about the next time: busy: PriorRequestNotComplete (HTTP 400) > Look again in a"
                + " minute");
    }

    @Test
    void aVantageThatGivesNoSecondOpinionIsNamed() {
        Trial well = Examples.trial(IRELAND, "c0de", "f1ee7", Health.HEALTHY);
        world.trial = new Learned.Known<>(new Trial(
                IRELAND,
                "c0de",
                "f1ee7",
                well.ledger(),
                well.steps(),
                List.of(new Trial.Abstained(MUMBAI, "THROTTLED")),
                well.verdicts()));
        assertTrouble("FAIL eu-west-1 vantage ap-south-1: It gives this controller no second opinion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zone", "weights", "routing-control"})
    void aStepThatTheControllerDoesNotSpeakOfIsNotProven(String name) {
        Trial well = Examples.trial(IRELAND, "c0de", "f1ee7", Health.HEALTHY);
        List<Trial.Step> others =
                well.steps().stream().filter(step -> !step.name().equals(name)).toList();
        world.trial = new Learned.Known<>(
                new Trial(IRELAND, "c0de", "f1ee7", well.ledger(), others, List.of(), well.verdicts()));
        assertTrouble("FAIL eu-west-1 " + (name.equals("zone") ? name : "lever " + name)
                + ": The controller does not say that it tried it.");
    }

    @Test
    void aVantageThatTheControllerDoesNotSpeakOfGaveNoSecondOpinion() {
        verdicts(verdict -> verdict.vantage().equals(IRELAND) ? Optional.of(verdict) : Optional.empty());
        assertTrouble("FAIL eu-west-1 vantage ap-south-1: It gave this controller no verdict that counts, so its vote"
                + " is missing. > Look at the log of regent-probe in ap-south-1");
    }

    @Test
    void aVantageThatDoubtsItselfGaveNoSecondOpinionThatCounts() {
        verdicts(verdict -> Optional.of(verdict.vantage().equals(MUMBAI) ? doubtful(verdict) : verdict));
        assertTrouble("FAIL eu-west-1 vantage ap-south-1: It gave this controller no verdict that counts, so its vote"
                + " is missing: no control target answers");
    }

    @Test
    void aVantageThatHoldsNothingOfOneEndpointIsSaid() {
        verdicts(verdict -> Optional.of(
                verdict.vantage().equals(MUMBAI) && verdict.endpoint().equals(IRELAND) ? doubtful(verdict) : verdict));
        assertTrouble("WARN eu-west-1 vantage ap-south-1: Of eu-west-1 it holds nothing that counts.");
    }

    private static Verdict doubtful(Verdict verdict) {
        return new Verdict(
                verdict.vantage(), verdict.endpoint(), Health.UNKNOWN, verdict.at(), "no control target answers");
    }

    private void verdicts(Function<Verdict, Optional<Verdict>> change) {
        Trial well = Examples.trial(IRELAND, "c0de", "f1ee7", Health.HEALTHY);
        List<Verdict> verdicts = well.verdicts().stream()
                .flatMap(verdict -> change.apply(verdict).stream())
                .toList();
        world.trial = new Learned.Known<>(
                new Trial(IRELAND, "c0de", "f1ee7", well.ledger(), well.steps(), List.of(), verdicts));
    }

    @Test
    void anEndpointThatIsDownIsNamedWithWhatTheVantagesSawAndSoIsWhatThatMeansForTheOther() {
        world.trial = new Learned.Known<>(Examples.trial(IRELAND, "c0de", "f1ee7", Health.UNHEALTHY));
        assertTrouble(
                "FAIL fleet endpoint eu-west-1: DOWN by ap-south-1 and eu-west-1: LOAD_BALANCER …: HTTP STATUS, 502",
                "FAIL fleet without ap-south-1: No other endpoint is in service and UP",
                "WARN fleet health check eu-west-1: The vantages have it DOWN, and 3 of 4 checkers");
    }

    @Test
    void anEndpointThatNobodySawIsSaid() {
        Trial well = Examples.trial(IRELAND, "c0de", "f1ee7", Health.HEALTHY);
        world.trial = new Learned.Known<>(
                new Trial(IRELAND, "c0de", "f1ee7", "regent1 …", well.steps(), List.of(), List.of()));
        assertThat(world.trouble(REGION))
                .anyMatch(
                        line -> line.startsWith("FAIL eu-west-1 vantage eu-west-1: It gave this controller no verdict"))
                .anyMatch(line -> line.startsWith("FAIL fleet endpoint eu-west-1: No vantage has seen it."))
                .anyMatch(line -> line.startsWith("FAIL fleet endpoint ap-south-1: No vantage has seen it."));
    }

    // --- Alarms

    @Test
    void anAlarmThatIsNotThereIsNamed() {
        world.alarms.removeIf(alarm -> alarm.name().equals("regent-down"));
        assertTrouble("FAIL eu-west-1 alarm regent-down: There is no such alarm");
    }

    @Test
    void whereARegionHasNoMachineTheAlarmsOfMachinesMayBeMissing() {
        world.alarms.removeIf(alarm -> alarm.name().contains("-instance-"));
        assertTrouble(
                "FAIL eu-west-1 alarm regent-instance-system-check: There is no such alarm",
                "FAIL eu-west-1 alarm regent-instance-check: There is no such alarm");

        world.facts.clear();
        assertTrouble();
    }

    @Test
    void anAlarmWithoutDataIsNamed() {
        world.replace(alarm("regent-lever-weights", Alarm.State.INSUFFICIENT_DATA));
        assertTrouble("FAIL eu-west-1 alarm regent-lever-weights: It has no data");
    }

    /** What feeds it is the preflight itself, and what is missing counts against it. */
    @ParameterizedTest
    @EnumSource(
            value = Alarm.State.class,
            names = {"ALARM", "INSUFFICIENT_DATA"})
    void theAlarmOfThePreflightSaysNothingInItsFirstDay(Alarm.State state) {
        world.replace(preflightAlarm(state, Duration.ofDays(1).minusSeconds(1)));

        Findings findings = world.run(REGION);

        assertThat(findings.outcome()).isEqualTo(Outcome.DONE);
        assertTrouble();
        assertThat(String.join(" ", findings.sections().get(2).lines()).replaceAll(" +", " "))
                .contains("OK eu-west-1 alarms: The other 16 are there, have data, and tell somebody.")
                .contains("OK eu-west-1 alarm regent-preflight: It was made or changed at 2026-01-04T10:00:01Z:"
                        + " before a day is over it is not quiet, unless a daily preflight passes.");
    }

    @Test
    void onceADailyPreflightPassedItsAlarmIsOneOfAll() {
        world.replace(preflightAlarm(Alarm.State.OK, Duration.ofMinutes(10)));

        assertThat(String.join(" ", world.run(REGION).sections().get(2).lines()))
                .contains("alarms: All 17 are there, have data")
                .doesNotContain("regent-preflight");
    }

    @Test
    void aDayWithoutADailyPreflightIsFound() {
        world.replace(preflightAlarm(Alarm.State.ALARM, Duration.ofDays(1)));
        assertTrouble("WARN eu-west-1 alarm regent-preflight: It is in ALARM: no datapoints were received >"
                + " docs/runbook.md, \"preflight\".");

        world.replace(preflightAlarm(Alarm.State.INSUFFICIENT_DATA, Duration.ofDays(1)));
        assertTrouble("FAIL eu-west-1 alarm regent-preflight: It has no data, so it would not go off: nobody puts"
                + " PreflightHealthy. > Look at the schedule regent-preflight and the log of regent-look.");
    }

    @Test
    void anotherAlarmHasNoFirstDay() {
        Alarm well = alarm("regent-down", Alarm.State.ALARM);
        world.replace(new Alarm(well.name(), well.state(), well.reason(), NOW, true, well.rule()));
        assertTrouble("WARN eu-west-1 alarm regent-down: It is in ALARM");
    }

    @Test
    void theAlarmOfThePreflightTellsSomebodyFromTheBeginning() {
        Alarm young = preflightAlarm(Alarm.State.ALARM, Duration.ZERO);
        world.replace(new Alarm(young.name(), young.state(), "", young.changed(), false, young.rule()));
        assertTrouble("FAIL eu-west-1 alarm regent-preflight: Its actions are disabled, or it has none");
    }

    @Test
    void anAlarmThatTellsNobodyIsNamed() {
        Alarm well = alarm("regent-drift", Alarm.State.OK);
        world.replace(new Alarm(well.name(), well.state(), "", well.changed(), false, well.rule()));
        assertTrouble("FAIL eu-west-1 alarm regent-drift: Its actions are disabled, or it has none: it tells nobody. >"
                + " aws cloudwatch enable-alarm-actions --region eu-west-1 --alarm-names regent-drift");
    }

    @Test
    void anAlarmThatWentOffIsNamedWithItsSectionOfTheRunbook() {
        world.replace(alarm("regent-failed-over-ap-south-1", Alarm.State.ALARM));
        assertTrouble("WARN eu-west-1 alarm regent-failed-over-ap-south-1: It is in ALARM: 1 datapoint >"
                + " docs/runbook.md, \"failed-over\".");
    }

    @Test
    void alarmsThatCannotBeLookedAtAreNotProven() {
        world.alarmTrouble = "AccessDenied (HTTP 403)";
        assertTrouble("FAIL eu-west-1 alarms: They could not be looked at: AccessDenied (HTTP 403)");
    }

    // --- Health checks

    @Test
    void aHealthCheckThatIsGoneIsNamed() {
        world.healthChecks.removeIf(check -> check.id().equals("check-eu-west-1"));
        assertTrouble("FAIL fleet health check eu-west-1: Its records name the health check check-eu-west-1, which is"
                + " not there.");
    }

    @Test
    void aChildThatIsGoneIsNamed() {
        world.healthChecks.removeIf(check -> check.id().equals("direct-eu-west-1"));
        assertTrouble("FAIL fleet health check eu-west-1: It counts the health check direct-eu-west-1");
    }

    @Test
    void recordsWithoutAHealthCheckAreNamed() {
        world.sets.replaceAll(set -> set.type().equals("TXT")
                ? set
                : new RecordSet(set.name(), set.type(), set.selector(), set.content(), ""));
        assertTrouble(
                "FAIL fleet health check eu-west-1: Its records have no health check",
                "FAIL fleet health check ap-south-1: Its records have no health check");
    }

    @ParameterizedTest
    @CsvSource({"true, false, disabled", "false, true, inverted"})
    void aHealthCheckThatIsSwitchedIsNamed(boolean disabled, boolean inverted, String what) {
        world.replace(new HealthCheck("direct-eu-west-1", "TCP", disabled, inverted, 0, List.of(), List.of()));
        assertTrouble("FAIL fleet health check eu-west-1: The health check direct-eu-west-1 is " + what);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void aCountThatIsAlwaysOrNeverReachedIsNamed(int threshold) {
        HealthCheck well = world.healthChecks.getFirst();
        world.replace(new HealthCheck(well.id(), well.type(), false, false, threshold, well.children(), List.of()));
        assertTrouble("FAIL fleet health check eu-west-1: The health check check-eu-west-1 asks for " + threshold
                + " healthy of 3");
    }

    /** In routing.yaml a majority has to be healthy. */
    @ParameterizedTest
    @CsvSource({"1, 3", "3, 1"})
    void aCountThatIsNoMajorityIsNamed(int threshold, int against) {
        HealthCheck well = world.healthChecks.getFirst();
        world.replace(new HealthCheck(well.id(), well.type(), false, false, threshold, well.children(), List.of()));
        assertTrouble("FAIL fleet health check eu-west-1: The health check check-eu-west-1 asks for " + threshold
                + " healthy of 3, so that it takes " + against + " to take the endpoint out, and not 2. > aws"
                + " route53 update-health-check --health-check-id check-eu-west-1 --health-threshold 2");
    }

    @Test
    void aCountWithoutRoute53sOwnCheckersIsNamed() {
        HealthCheck well = world.healthChecks.getFirst();
        List<String> controllers = well.children().stream()
                .filter(child -> !child.startsWith("direct"))
                .toList();
        world.replace(new HealthCheck(well.id(), well.type(), false, false, 2, controllers, List.of()));
        assertTrouble(
                "FAIL fleet health check eu-west-1: None of the health checks that check-eu-west-1 counts asks the"
                        + " endpoint itself: Route 53's own checkers have no vote. > make routing, and deploy routing.yaml.");
    }

    @Test
    void aCopyOfAnAlarmThatIsNoLongerTrueIsNamedWithWhatDiffers() {
        AlarmRule old = new AlarmRule(
                "Regent", "RoutingControl", rule("eu-west-1").dimensions(), "Minimum", 60, 2, 0.5, "LessThanThreshold");
        world.replace(following("by-ireland-eu-west-1", IRELAND, "eu-west-1", old));
        assertTrouble(
                "FAIL eu-west-1 health check eu-west-1: The health check by-ireland-eu-west-1 follows a copy of the"
                        + " alarm regent-routing-control-eu-west-1 that is no longer true: evaluation periods 2, now 1, threshold"
                        + " 0.5, now 1.0");
    }

    /** Another region's alarm is looked at there. */
    @Test
    void theCopyOfAnotherRegionsAlarmIsLeftToThatRegion() {
        world.replace(following("by-mumbai-eu-west-1", MUMBAI, "eu-west-1", rule("elsewhere")));
        assertTrouble();
    }

    @Test
    void aControllerWithoutAVoteIsNamed() {
        world.replace(following("by-mumbai-eu-west-1", IRELAND, "eu-west-1", rule("eu-west-1")));
        assertTrouble("FAIL fleet health check eu-west-1: No health check follows the alarm"
                + " regent-routing-control-eu-west-1 of ap-south-1");
    }

    @Test
    void anAlarmThatSaysOtherwiseThanTheLedgerIsNamed() {
        world.replace(alarm("regent-routing-control-eu-west-1", Alarm.State.ALARM));
        assertTrouble(
                "WARN eu-west-1 alarm regent-routing-control-eu-west-1: It is in ALARM",
                "WARN eu-west-1 health check eu-west-1: By the ledger it is in service, and by the alarm");
    }

    @Test
    void checkersThatDoNotReachWhatTheVantagesReachAreNamed() {
        world.reports = new Learned.Known<>(List.of(false, false, false, false, false, true));
        assertTrouble(
                "FAIL fleet health check eu-west-1: The vantages have it UP, and 1 of 6 checkers of direct-eu-west-1",
                "FAIL fleet health check ap-south-1: The vantages have it UP, and 1 of 6 checkers of direct-ap-south-1");
    }

    @Test
    void checkersThatCannotBeAskedAreSaid() {
        world.reports = new Learned.Unknown<>("Throttling (HTTP 400)");
        assertTrouble(
                "WARN fleet health check eu-west-1: What the checkers of direct-eu-west-1 see could not be looked at",
                "WARN fleet health check ap-south-1: What the checkers of direct-ap-south-1 see could not be looked at");
    }

    @Test
    void healthChecksThatCannotBeLookedAtAreNotProven() {
        world.healthCheckTrouble = "Throttling (HTTP 400)";
        assertTrouble("FAIL fleet health checks: They could not be looked at: Throttling (HTTP 400)");
    }

    // --- Records and ledger

    @Test
    void aRecordWithAnotherWeightThanTheLedgersIsNamed() {
        world.sets.remove(RecordExamples.weighted(world.service, RecordType.A, "eu-west-1", 50));
        world.sets.add(RecordExamples.weighted(world.service, RecordType.A, "eu-west-1", 7));
        assertTrouble("FAIL fleet records: registry.example.com A eu-west-1 has the weight 7, the ledger says 50.");
    }

    @Test
    void aRecordThatMayDifferIsOnlySaid() {
        world.service = ServiceExamples.with(world.service, ServiceExamples.policy(1, DriftPolicy.REPORT));
        world.sets.remove(RecordExamples.weighted(world.service, RecordType.A, "eu-west-1", 50));
        world.sets.add(RecordExamples.weighted(world.service, RecordType.A, "eu-west-1", 7));
        assertTrouble("WARN fleet records: registry.example.com A eu-west-1 has the weight 7");
    }

    @Test
    void aRecordThatIsMissingIsNamed() {
        world.sets.remove(RecordExamples.weighted(world.service, RecordType.AAAA, "eu-west-1", 50));
        assertTrouble("FAIL fleet records: registry.example.com AAAA has no weighted record with the SetIdentifier"
                + " eu-west-1");
    }

    @Test
    void aLedgerThatIsMissingIsSaid() {
        world.sets.removeIf(set -> set.type().equals("TXT"));
        assertTrouble("FAIL fleet ledger: There is none");
    }

    @Test
    void aLedgerThatSomebodyEditedIsSaid() {
        world.sets.removeIf(set -> set.type().equals("TXT"));
        world.sets.add(RecordExamples.ledger(world.service, "\"regent1 g=7 eu-west-1=serving sum=00000000\""));
        assertTrouble("FAIL fleet ledger: It was edited by hand or cut short");
    }

    @Test
    void recordsThatCannotBeReadAreNotProven() {
        world.zoneTrouble = "ServiceUnavailable (HTTP 503)";
        assertTrouble("FAIL fleet records: They could not be read: ServiceUnavailable (HTTP 503)");
    }

    // --- What people asked for

    @Test
    void aHoldIsSaidWithItsEndAndWhatComesThen() {
        world.ledger(
                Orders.none()
                        .withHold(
                                Optional.of(new Orders.Hold(SOMEBODY, NOW.minusSeconds(60), NOW.plusSeconds(12 * 60)))),
                serving(),
                serving());
        assertTrouble("FAIL fleet hold: Until 2026-01-05T10:12:00Z nothing is moved automatically, in 12 min: what came"
                + " due is then done at once.");
    }

    @Test
    void aHoldWithAFarEndIsSaidWithoutTheMinutes() {
        world.ledger(
                Orders.none()
                        .withHold(Optional.of(
                                new Orders.Hold(SOMEBODY, NOW.minusSeconds(60), NOW.plusSeconds(2 * 3600)))),
                serving(),
                serving());
        assertTrouble("FAIL fleet hold: Until 2026-01-05T12:00:00Z nothing is moved automatically. >");
    }

    @Test
    void anEndThatNobodyNoticedIsSaid() {
        world.ledger(
                Orders.none()
                        .withHold(
                                Optional.of(new Orders.Hold(SOMEBODY, NOW.minusSeconds(7200), NOW.minusSeconds(600)))),
                serving(),
                serving());
        assertTrouble("WARN fleet hold: It ended at 2026-01-05T09:50:00Z, and no controller has taken it out");
    }

    @Test
    void anOutageDrillIsSaid() {
        world.ledger(
                Orders.none()
                        .withOutage(
                                Optional.of(new Orders.Outage(IRELAND, NOW.minusSeconds(60), NOW.plusSeconds(600)))),
                serving(),
                serving());
        assertTrouble("WARN fleet outage: A drill has eu-west-1 out until 2026-01-05T10:10:00Z, in 10 min");
    }

    @Test
    void aFreshDeploymentIsSaid() {
        world.ledger(Orders.fresh(NOW.minusSeconds(60)), serving(), serving());
        assertTrouble("FAIL fleet arming: Since 2026-01-05T09:59:00Z it observes");
    }

    @Test
    void anEvacuationIsSaidAndSoIsWhatIsLeft() {
        world.sets.removeIf(set -> set.selector().identifier().equals("eu-west-1"));
        world.sets.addAll(List.of(
                RecordExamples.weighted(world.service, RecordType.A, "eu-west-1", 0),
                RecordExamples.weighted(world.service, RecordType.AAAA, "eu-west-1", 0)));
        world.replace(alarm("regent-routing-control-eu-west-1", Alarm.State.ALARM));
        world.ledger(
                Orders.none(),
                new EndpointState.Drained(NOW.minusSeconds(60), Mover.PERSON, Optional.of(NOW.plusSeconds(1800))),
                serving());
        assertTrouble(
                "FAIL fleet without ap-south-1: No other endpoint is in service and UP",
                "WARN eu-west-1 alarm regent-routing-control-eu-west-1: It is in ALARM",
                "WARN fleet evacuation of eu-west-1: A person keeps it out until 2026-01-05T10:30:00Z, in 30 min: it then"
                        + " comes back by steps.");
    }

    // --- Capacity

    @Test
    void anEndpointThatTheOthersCannotReplaceIsNamed() {
        world.service = ServiceExamples.with(
                world.service,
                world.service.endpoints().stream()
                        .map(endpoint -> new Endpoint(
                                endpoint.region(),
                                endpoint.targets(),
                                50,
                                endpoint.region().equals(MUMBAI) ? 60 : 100))
                        .toList());
        assertTrouble("FAIL fleet without eu-west-1: The others that are UP can carry 60 % of the load.");
    }

    @Test
    void aPolicyThatWouldRefuseTheDrainIsNamed() {
        world.service = ServiceExamples.with(world.service, ServiceExamples.policy(2));
        assertTrouble(
                "FAIL fleet without eu-west-1: 1 would serve, and the policy's minServing asks for 2",
                "FAIL fleet without ap-south-1: 1 would serve, and the policy's minServing asks for 2");
    }

    // --- What stands below

    @Test
    void aMachineThatIsNotWellIsSaidAndSoIsWhatIsNotKnownOfIt() {
        world.facts.add(new Machine.Fact("port 5000", Machine.Standing.UNWELL, "The security group lets nobody in."));
        world.facts.add(new Machine.Fact("status checks", Machine.Standing.UNKNOWN, "UnauthorizedOperation"));
        assertTrouble(
                "FAIL eu-west-1 port 5000: The security group lets nobody in.",
                "WARN eu-west-1 status checks: It could not be found out: UnauthorizedOperation");
    }

    @Test
    void aLoadBalancerWithoutAHealthyTargetIsSaid() {
        world.healthyHosts = new Learned.Known<>(0.0);
        assertTrouble("FAIL eu-west-1 targets of targetgroup/regent: None was healthy all the time");
    }

    @Test
    void targetsThatAreNotKnownAreSaid() {
        world.healthyHosts = new Learned.Unknown<>("it has no data of the last 5 minutes");
        assertTrouble("WARN eu-west-1 targets of targetgroup/regent: How many are healthy could not be looked at");
    }

    @ParameterizedTest
    @CsvSource({"31, ''", "29, WARN", "6, FAIL", "-1, FAIL"})
    void aCertificateThatEndsSoonIsSaid(int days, String result) {
        world.validUntil = new Learned.Known<>(NOW.plus(Duration.ofDays(days)));
        if (result.isEmpty()) {
            assertTrouble();
        } else {
            assertTrouble(result + " eu-west-1 certificate of eu-west-1.registry.example.com:443: Valid until ");
        }
    }

    /** Whatever is probed by HTTPS speaks TLS. */
    @Test
    void whatIsProbedByHttpsHasACertificate() {
        world.service = ServiceExamples.with(
                world.service,
                new ProbeSettings(
                        ProbeKind.HTTPS,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        2,
                        3,
                        "/",
                        Set.of(200),
                        Map.of()));
        world.validUntil = new Learned.Known<>(NOW);
        assertTrouble(
                "FAIL eu-west-1 certificate of origin.eu-west-1.registry.example.com:5000: Valid until",
                "FAIL eu-west-1 certificate of eu-west-1.registry.example.com:443: Valid until");
    }

    @Test
    void aCertificateThatIsNotShownIsSaid() {
        world.validUntil = new Learned.Unknown<>("ConnectException: Connection refused");
        assertTrouble("WARN eu-west-1 certificate of eu-west-1.registry.example.com:443: It could not be looked at");
    }

    @Test
    void aLimitThatIsNearIsSaid() {
        world.limits = new Learned.Known<>(List.of(new Limits.Limit("health checks of the account", 200, 160)));
        assertTrouble("WARN fleet limit of health checks of the account: 160 of 200 used.");
    }

    @Test
    void limitsThatAreNotKnownAreSaid() {
        world.limits = new Learned.Unknown<>("AccessDenied (HTTP 403)");
        assertTrouble("WARN fleet limits: They could not be looked at: AccessDenied (HTTP 403)");
    }

    // --- Regions

    @Test
    void aRegionThatDoesNotAnswerIsNamed() {
        world.elsewhere = new Learned.Unknown<>("TIMED_OUT: no complete answer within 35000 ms");
        assertTrouble("FAIL eu-west-1 region ap-south-1: It does not answer: TIMED_OUT");
    }

    @Test
    void anotherVersionOfTheCodeIsNamed() {
        world.elsewhere = new Learned.Known<>(new Part(MUMBAI, "01d", "f1ee7", "", List.of()));
        assertTrouble("FAIL fleet code: Not the same: 01d in ap-south-1, c0de in eu-west-1.");
    }

    @Test
    void anotherFleetDocumentIsNamed() {
        world.elsewhere = new Learned.Known<>(new Part(MUMBAI, "c0de", "01d", "", List.of()));
        assertTrouble("FAIL fleet fleet document: Not the same: 01d in ap-south-1, f1ee7 in eu-west-1.");
    }

    /** What all regions share is looked at once. */
    @Test
    void whatAnotherRegionFoundOfItselfIsInTheReport() {
        world.elsewhere = new Learned.Known<>(new Part(
                MUMBAI,
                "c0de",
                "f1ee7",
                "",
                List.of(
                        Check.fail(MUMBAI, "alarm regent-down", "There is no such alarm.", "Deploy."),
                        Check.fail(MUMBAI, "records", "They differ.", "Mend.").ofTheFleet())));
        assertTrouble("FAIL ap-south-1 alarm regent-down: There is no such alarm.");
    }

    /** It is another region's text: whatever it is, there is a report. */
    @Test
    void aRegionThatNamesAPlaceOfItselfAtAnyLengthSpoilsNoReport() {
        String place = "x".repeat(300);
        world.elsewhere = new Learned.Known<>(new Part(
                MUMBAI, "c0de", "f1ee7", "", List.of(new Check(place, "alarm", Check.Result.FAIL, "It is gone.", ""))));
        assertTrouble("FAIL " + place + " alarm: It is gone.");
    }

    @Test
    void aRegionThatLooksAtItselfHasNobodyElseDoSo() {
        world.elsewhere = new Learned.Unknown<>("nobody should have asked");
        assertThat(world.trouble(REGION)).isEmpty();
    }

    /** As the schedule has it: else nobody would be told of it before a person looks. */
    @Test
    void aRegionThatLooksAtItselfFindsThatAnotherRunsSomethingElse() {
        world.version = new Learned.Known<>(new Version("01d", "b0a7"));
        assertThat(world.trouble(REGION))
                .containsExactly(
                        "FAIL fleet code: Not the same: 01d in ap-south-1, c0de in eu-west-1. > Deploy the same version"
                                + " in every region.",
                        "FAIL fleet fleet document: Not the same: b0a7 in ap-south-1, f1ee7 in eu-west-1. > make routing,"
                                + " and deploy the regional stack in every region.");
        assertThat(world.run(REGION).outcome()).isEqualTo(Outcome.UNWELL);
    }

    @Test
    void aRegionThatDoesNotSayWhatItRunsIsNamed() {
        world.version = new Learned.Unknown<>("TIMED_OUT: no complete answer within 10000 ms");
        assertThat(world.trouble(REGION))
                .singleElement()
                .asString()
                .startsWith("FAIL eu-west-1 region ap-south-1: It does not answer: TIMED_OUT");
    }

    // --- The report

    @Test
    void theWorstComesFirstAndEveryLineFitsATerminal() {
        world.facts.add(new Machine.Fact("port 5000", Machine.Standing.UNKNOWN, "x".repeat(250) + " and more"));
        world.alarms.clear();
        Findings findings = world.run(FLEET);

        assertThat(findings.sections()).extracting(Section::name).containsExactly("preflight", "regions", "checks");
        assertThat(findings.sections().stream().flatMap(section -> section.lines().stream()))
                .allSatisfy(line -> assertThat(line.length()).isBetween(1, 100))
                .allSatisfy(line -> assertThat(line).isEqualTo(line.stripTrailing()));
        List<String> results = findings.sections().get(2).lines().stream()
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.substring(0, 4).strip())
                .distinct()
                .toList();
        assertThat(results).containsExactly("FAIL", "WARN", "OK");
        assertThat(Json.write(findings.sections().getFirst().facts()))
                .startsWith("{\"scope\":\"fleet\",\"fail\":")
                .contains("\"warn\":1,");
    }

    @Test
    void theAlarmOfAScheduledPreflightLearnsWhetherItFailed() {
        Findings well = world.run(REGION);
        world.alarms.clear();

        assertThat(Preflight.healthy(world.service, well, NOW).value()).isEqualTo(1);
        assertThat(Preflight.healthy(world.service, world.run(REGION), NOW).value())
                .isZero();
    }

    // --- Time

    /** Each port hangs in turn: the rest is reported by the deadline, and what hangs is said not to be known. */
    @ParameterizedTest
    @ValueSource(
            strings = {"controllers", "zone", "alarms", "targets", "certificates", "machine", "regions", "versions"})
    @Timeout(60)
    void whateverHangsTheReportComesInTime(String port) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Senses well = world.senses();
        Consumer<String> at = reached -> {
            if (port.equals(reached)) {
                hang(never);
            }
        };
        Senses hanging = new Senses(
                (service, region, within) -> {
                    at.accept("controllers");
                    return world.trial;
                },
                new HangingZone(well.zone(), at),
                (region, prefix) -> {
                    at.accept("alarms");
                    return well.alarms().of(region, prefix);
                },
                well.healthChecks(),
                well.limits(),
                () -> {
                    at.accept("targets");
                    return well.targetGroups().look();
                },
                address -> {
                    at.accept("certificates");
                    return world.validUntil;
                },
                (service, region, deadline) -> {
                    at.accept("machine");
                    return world.facts;
                },
                (service, region, within) -> {
                    at.accept("regions");
                    return world.elsewhere;
                },
                (region, within) -> {
                    at.accept("versions");
                    return world.version;
                });
        Instant start = Instant.now();

        Findings findings = new Preflight(IRELAND, Examples.NAME, hanging, Instant::now)
                .run(
                        world.service,
                        new Request.Preflight(port.equals("versions") ? REGION : FLEET),
                        start.plusSeconds(3));

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
        assertThat(Examples.trouble(findings))
                .isNotEmpty()
                .anyMatch(line -> line.contains("it was not found out in time"));
    }

    @Test
    void aPortThatFailsInAWayOfItsOwnIsSaidAndTheRestIsReported() {
        Senses well = world.senses();
        Senses failing = new Senses(
                well.controllers(),
                well.zone(),
                (region, prefix) -> {
                    throw new IllegalStateException("nobody foresaw this");
                },
                well.healthChecks(),
                well.limits(),
                well.targetGroups(),
                well.certificates(),
                well.machine(),
                well.otherRegions(),
                well.versions());

        Findings findings = new Preflight(IRELAND, Examples.NAME, failing, () -> NOW)
                .run(world.service, new Request.Preflight(REGION), NOW.plusSeconds(50));

        assertThat(Examples.trouble(findings))
                .singleElement()
                .asString()
                .startsWith("FAIL eu-west-1 alarms: They could not be looked at: looking failed: ")
                .contains("nobody foresaw this");
    }

    private static void hang(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", e);
        }
    }

    private record HangingZone(Zone zone, Consumer<String> at) implements Zone {
        @Override
        public ZoneReading read(Service service) {
            at.accept("zone");
            return zone.read(service);
        }

        @Override
        public ChangeOutcome apply(Service service, Plan plan) {
            throw new AssertionError("a preflight changes nothing itself");
        }
    }
}
