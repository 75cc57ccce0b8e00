package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static io.regent.desk.Office.drained;
import static io.regent.desk.Office.evacuated;
import static io.regent.desk.Office.serving;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.OHIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.drill.Outcome;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.fleet.Means;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.json.Json;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Returning;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.lever.PutOutcome;
import io.regent.machine.Known;
import io.regent.machine.Readings;
import io.regent.machine.RepairOutcome;
import io.regent.report.Event;
import io.regent.verdict.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is repaired without anybody asking for it, and all that keeps it from being done. */
class AutomaticRepairTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Office office = new Office();

    /** Ireland is DOWN and drained, its machine is as it should be, and the document allows both means. */
    AutomaticRepairTest() {
        office.service = allowing(office.service, Means.REBOOT, Means.ADDRESS);
        office.isDownAndDrained();
    }

    private static Service allowing(Service service, Means... means) {
        return allowing(service, Duration.ZERO, means);
    }

    private static Service allowing(Service service, Duration arming, Means... means) {
        PolicySettings policy = service.policy();
        return service.withPolicy(new PolicySettings(
                policy.minServing(),
                policy.stabilisation(),
                policy.steps(),
                policy.stepHold(),
                policy.freshness(),
                policy.drift(),
                arming,
                policy.failback(),
                Set.of(means)));
    }

    private void holds(EndpointState ireland, Orders orders) {
        int weight = ireland instanceof EndpointState.Serving ? 50 : ireland instanceof Returning ? 3 : 0;
        office.holds(Map.of(IRELAND, ireland, MUMBAI, serving()), orders, Map.of(IRELAND, weight, MUMBAI, 50));
    }

    private Report report() throws InterruptedException {
        List<Report> reports = office.drained(IRELAND);
        assertThat(reports).hasSize(1);
        return reports.getFirst();
    }

    /** Nothing was repaired or written, and everybody was told why. */
    private Report refused(String why) throws InterruptedException {
        Orders before = office.ledger().orders();
        Report report = report();
        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(unbroken(report)).contains("Refused, and nothing changed", why);
        assertThat(office.repairs).isEmpty();
        assertThat(office.zone.accepted).isEmpty();
        assertThat(office.ledger().orders()).isEqualTo(before);
        assertTold(report);
        return report;
    }

    /** A report's text as if its lines had no bound. */
    private static String unbroken(Report report) {
        return report.text().replaceAll("\n +", " ");
    }

    private void assertTold(Report report) {
        assertThat(office.events).last().satisfies(event -> {
            assertThat(event.type()).isEqualTo(Event.DRILL);
            assertThat(event.detail()).isEqualTo(report.facts());
        });
        assertThat(office.notices).last().isEqualTo("Regent: " + report.headline() + "\n" + report.text());
        assertThat(Json.write(office.log.getLast())).contains("\"message\":\"Drill\"", "\"action\":\"repair\"");
    }

    @Test
    void whatIsIllOnASoundMachineIsRebootedByTheWayOfAPersonsRequest() throws Exception {
        Report report = report();

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.repairs).containsExactly("reboot eu-west-1");
        assertThat(office.zone.accepted).as("one batch, before EC2 is asked").hasSize(1);
        assertThat(office.ledger().orders().repair()).contains(new Orders.Repair(IRELAND, NOON));
        assertThat(office.ledger().states().get(IRELAND)).isEqualTo(drained(Mover.AUTOMATIC));
        assertThat(office.weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
        assertThat(report.headline()).isEqualTo("repair eu-west-1 of registry.example.com: done");
        assertThat(unbroken(report))
                .contains(
                        "asked by the fleet's document, id down:2026-03-01T12:00:00Z:eu-west-1",
                        "means   reboot",
                        "Why, by what EC2 says",
                        "and nothing is wrong that EC2 can see: what runs on it is ill.",
                        "The instance reboots.",
                        "What eu-west-1 runs on",
                        "Last repair: of eu-west-1 at 2026-03-01T12:00:00Z.");
        assertThat(office.notices).hasSize(1);
        assertTold(report);
    }

    @Test
    void anAddressThatIsElsewhereIsAttached() throws Exception {
        office.machine = Readings::withoutItsAddress;

        assertThat(report().outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.repairs).containsExactly("attach eu-west-1");
    }

    @Test
    void whatTheDocumentDoesNotAllowIsNotDone() throws Exception {
        office.service = allowing(office.service, Means.ADDRESS);
        refused("the fleet's document does not let Regent reboot it");
        office.service = allowing(office.service, Means.REBOOT);
        office.machine = Readings::withoutItsAddress;
        refused("the fleet's document does not let Regent attach it");
    }

    @Test
    void whereTheDocumentAllowsNothingNobodyIsAskedAndNobodyTold() throws Exception {
        office.service = allowing(office.service);

        assertThat(office.drained(IRELAND)).isEmpty();

        assertThat(office.machinesSeen).isEmpty();
        assertThat(office.zone.reads).isZero();
        assertThat(office.notices).isEmpty();
        assertThat(office.events).isEmpty();
        assertThat(office.log).isEmpty();
    }

    @Test
    void aDeskThatLooksReportsAndRepairsNothing() throws Exception {
        office.mayAct = false;

        Report report = report();

        assertThat(report.action()).isEqualTo(Report.DOWN);
        assertThat(office.repairs).isEmpty();
        assertThat(office.zone.accepted).isEmpty();
        assertThat(office.events).extracting(Event::type).containsExactly(Event.MACHINE_REPORT);
    }

    @Test
    void whereEc2IsSilentNothingIsKnownAndNothingDone() throws Exception {
        for (Known.Cause cause : Known.Cause.values()) {
            office.machine = (region, at) -> Readings.unknown(region, at, cause, "as told");

            Report report = refused("EC2 did not tell of the instance, " + cause.label() + ": as told");

            assertThat(report.text()).contains("instance    unknown: " + cause.label() + ": as told");
        }
        assertThat(office.zone.reads).isZero();
    }

    @Test
    void whatDoesNotRunIsLeftToPeopleWithTheEvidence() throws Exception {
        office.machine = Readings::stopped;

        Report report = refused("i-1 is stopped, and does not run");

        assertThat(report.headline()).isEqualTo("repair eu-west-1 of registry.example.com: refused");
        assertThat(report.text()).contains("asked by the fleet's document", "aws ec2 start-instances");
    }

    @Test
    void aHoldOfWhomeverStopsIt() throws Exception {
        for (String by : List.of("anna", AutomaticRepair.BY)) {
            holds(
                    drained(Mover.AUTOMATIC),
                    Orders.none()
                            .withHold(Optional.of(new Orders.Hold(
                                    Marks.of(office.service.name(), by), NOON.minusSeconds(60), NOON.plus(HOUR)))));
            Report report = refused("a hold is on until 2026-03-01T13:00:00Z: no automatic change");
            assertThat(report.text())
                    .contains("Why, by what EC2 says", "What eu-west-1 runs on")
                    .doesNotContain("force:");
        }
    }

    @Test
    void aFreshDeploymentRepairsNothing() throws Exception {
        office.service = allowing(office.service, Duration.ofMinutes(3), Means.REBOOT);
        holds(drained(Mover.AUTOMATIC), Orders.fresh(NOON.minusSeconds(60)));
        refused("are not armed yet");
    }

    static Stream<Arguments> statesThatAreNotRegentsOwnDrain() {
        Instant since = NOON.minusSeconds(600);
        return Stream.of(
                Arguments.of(evacuated(HOUR), "eu-west-1 is drained by a person since 2026-03-01T11:50:00Z"),
                Arguments.of(drained(Mover.PERSON), "eu-west-1 is drained by a person"),
                Arguments.of(
                        new Drained(since, Mover.DRILL, Optional.of(NOON.plus(HOUR))),
                        "eu-west-1 is drained for a drill"),
                Arguments.of(serving(), "eu-west-1 is not drained any more"),
                Arguments.of(new Returning(1, since, Mover.AUTOMATIC), "eu-west-1 is not drained any more"));
    }

    @ParameterizedTest
    @MethodSource("statesThatAreNotRegentsOwnDrain")
    void onlyWhatRegentDrainedIsRepaired(EndpointState state, String why) throws Exception {
        holds(state, Orders.none());
        refused(why);
    }

    /** What the ledger says when it is written counts, not what it said when it was read first. */
    @ParameterizedTest
    @MethodSource("statesThatAreNotRegentsOwnDrain")
    void whatBecomesAnothersDrainMeanwhileIsNotRepaired(EndpointState state, String why) throws Exception {
        office.zone.beforeApply.add(() -> holds(state, Orders.none()));
        refusedMeanwhile(why);
    }

    static Stream<Arguments> ordersThatForbidIt() {
        return Stream.of(
                Arguments.of(
                        Orders.none()
                                .withHold(Optional.of(new Orders.Hold(
                                        Marks.of(ServiceExamples.NAME, "anna"),
                                        NOON.minusSeconds(1),
                                        NOON.plus(HOUR)))),
                        "a hold is on until"),
                Arguments.of(
                        Orders.none().withRepair(new Orders.Repair(MUMBAI, NOON.minusSeconds(1))),
                        "a repair of ap-south-1 was begun at 2026-03-01T11:59:59Z"));
    }

    @ParameterizedTest
    @MethodSource("ordersThatForbidIt")
    void anotherRepairOrAHoldThatComesFirstStopsIt(Orders orders, String why) throws Exception {
        office.zone.beforeApply.add(() -> holds(drained(Mover.AUTOMATIC), orders));
        refusedMeanwhile(why);
    }

    /** As {@link #refused}, where somebody else wrote meanwhile. */
    private void refusedMeanwhile(String why) throws InterruptedException {
        Report report = report();
        assertThat(office.zone.beforeApply).as("it was tried").isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.text()).contains(why);
        assertThat(office.repairs).isEmpty();
        assertThat(office.zone.accepted).isEmpty();
        assertTold(report);
    }

    @Test
    void whatIsUpAgainNeedsNoRepair() throws Exception {
        office.health.put(IRELAND, Health.HEALTHY);

        Report report = report();

        assertThat(report.outcome()).isEqualTo(Outcome.UNNEEDED);
        assertThat(report.text()).contains("Nothing had to be done: eu-west-1 is UP again.");
        assertThat(office.repairs).isEmpty();
        assertThat(office.zone.accepted).isEmpty();
        assertTold(report);
    }

    @Test
    void whatIsNotHeldDownAnyMoreIsNotRepaired() throws Exception {
        office.health.put(IRELAND, Health.UNKNOWN);
        refused("eu-west-1 is UNSEEN just now");
    }

    @Test
    void itIsDoneAtMostOnceAnHour() throws Exception {
        holds(drained(Mover.AUTOMATIC), Orders.none().withRepair(new Orders.Repair(IRELAND, NOON.minusSeconds(3_599))));
        refused("a repair of eu-west-1 was begun at");
        holds(drained(Mover.AUTOMATIC), Orders.none().withRepair(new Orders.Repair(IRELAND, NOON.minusSeconds(3_600))));
        assertThat(report().outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void aDecisionThatIsToldTwiceLeadsToOneRepair() throws Exception {
        report();
        Report second = report();

        assertThat(second.outcome()).isEqualTo(Outcome.UNNEEDED);
        assertThat(second.text()).contains("the request with this id was carried out before");
        assertThat(office.repairs).hasSize(1);
        assertThat(office.zone.accepted).hasSize(1);
    }

    @Test
    void ofTwoThatAreDownOneIsRepairedAndOfTheOtherItIsSaidWhyNot() throws Exception {
        office.service = allowing(ServiceExamples.service(ServiceExamples.policy(1), 50, 50, 50), Means.REBOOT);
        office.health.put(OHIO, Health.UNHEALTHY);
        office.holds(
                Map.of(IRELAND, drained(Mover.AUTOMATIC), MUMBAI, serving(), OHIO, drained(Mover.AUTOMATIC)),
                Orders.none(),
                Map.of(IRELAND, 0, MUMBAI, 50, OHIO, 0));

        List<Report> reports = office.drained(IRELAND, OHIO);

        assertThat(reports).extracting(Report::outcome).containsExactly(Outcome.DONE, Outcome.REFUSED);
        assertThat(reports.getLast().text()).contains("a repair of eu-west-1 was begun at");
        assertThat(office.repairs).containsExactly("reboot eu-west-1");
        assertThat(office.notices).hasSize(2);
    }

    @Test
    void whereTheFirstCannotBeRepairedTheSecondIs() throws Exception {
        office.service = allowing(ServiceExamples.service(ServiceExamples.policy(1), 50, 50, 50), Means.REBOOT);
        office.health.put(OHIO, Health.UNHEALTHY);
        office.holds(
                Map.of(IRELAND, drained(Mover.AUTOMATIC), MUMBAI, serving(), OHIO, drained(Mover.AUTOMATIC)),
                Orders.none(),
                Map.of(IRELAND, 0, MUMBAI, 50, OHIO, 0));
        office.machine =
                (region, at) -> region.equals(IRELAND) ? Readings.stopped(region, at) : Readings.sound(region, at);

        assertThat(office.drained(IRELAND, OHIO))
                .extracting(Report::outcome)
                .containsExactly(Outcome.REFUSED, Outcome.DONE);
        assertThat(office.repairs).containsExactly("reboot us-east-2");
    }

    @Test
    void oneThatIsKilledAfterItsBatchIsNotBegunAgain() throws Exception {
        office.killAtRepair = Optional.of(new IllegalStateException("killed"));
        assertThatThrownBy(() -> office.drained(IRELAND)).hasMessage("killed");
        assertThat(office.notices).isEmpty();

        office.killAtRepair = Optional.empty();
        Report again = report();

        assertThat(again.outcome()).isEqualTo(Outcome.UNNEEDED);
        assertThat(again.text())
                .contains(
                        "the request with this id was carried out before",
                        "Last repair: of eu-west-1 at 2026-03-01T12:00:00Z.");
        assertTold(again);
        List<Report> another =
                office.desk().drained(office.service, List.of(IRELAND), NOON.plusSeconds(60), NOON.plus(HOUR));
        assertThat(another).extracting(Report::outcome).containsExactly(Outcome.REFUSED);
        assertThat(another.getFirst().text()).contains("a repair of eu-west-1 was begun at");
        assertThat(office.repairs).isEmpty();
    }

    @Test
    void oneThatIsKilledBeforeItsBatchHasDoneNothing() {
        office.zone.beforeApply.add(() -> {
            throw new IllegalStateException("killed");
        });

        assertThatThrownBy(() -> office.drained(IRELAND)).hasMessage("killed");

        assertThat(office.repairs).isEmpty();
        assertThat(office.ledger().orders().repair()).isEmpty();
    }

    @Test
    void whatEc2DoesNotDoFailsAndEverybodyHears() throws Exception {
        office.repaired = new RepairOutcome.NotDone("the reboot of i-1, denied: no right");

        Report report = report();

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.text()).contains("the reboot of i-1, denied: no right");
        assertTold(report);
    }

    @Test
    void whatEc2DoesNotAnswerIsUnderWay() throws Exception {
        office.repaired = new RepairOutcome.Unanswered("the reboot of i-1: no answer");

        assertThat(report().outcome()).isEqualTo(Outcome.UNDER_WAY);
    }

    @Test
    void whereRoute53CannotBeReadNothingIsRepaired() throws Exception {
        office.zone.readable = false;

        Report report = report();

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.text())
                .contains("Route 53 cannot be read, and nothing was changed", "What eu-west-1 runs on");
        assertThat(office.repairs).isEmpty();
        assertTold(report);
    }

    @Test
    void whereRoute53RefusesTheBatchNothingIsRepaired() throws Exception {
        office.zone.refusals.add("AccessDenied");

        assertThat(report().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(office.repairs).isEmpty();
    }

    @Test
    void whereThereIsNoLedgerNothingIsRepaired() throws Exception {
        office.ledgerIs();

        Report report = report();

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.text()).contains("there is no ledger");
        assertThat(office.repairs).isEmpty();
    }

    @Test
    void whoCannotBeToldDoesNotKeepItFromBeingDone() throws Exception {
        office.sends = new PutOutcome.Failed("no bus");
        office.publishes = new PutOutcome.Failed("no topic");

        assertThat(report().outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.log).hasSize(4);
    }

    /** A person may still do what Regent did not, by the same guards as ever. */
    @Test
    void aPersonMayGoOn() throws Exception {
        report();

        Request repair = new Request.Repair(IRELAND, Means.ADDRESS);
        assertThat(office.ask(repair).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(office.ask("anna", "2", repair, Overriding.REPAIRED_LATELY).outcome())
                .isEqualTo(Outcome.DONE);
    }

    /** The longest name that a region can have still gives an id that a person may send. */
    @Test
    void theIdIsOneThatARequestMayHave() {
        String id = AutomaticRepair.id(NOON.plusNanos(1), new Region("abcd-abcdefghijkl-abcdefghijkl-99"));
        assertThat(id).matches("[A-Za-z0-9._:-]{1,64}").contains("2026-03-01T12:00:00Z");
    }
}
