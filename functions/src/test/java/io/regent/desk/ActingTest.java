package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static io.regent.desk.Office.drained;
import static io.regent.desk.Office.evacuated;
import static io.regent.desk.Office.serving;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Outcome;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.fleet.Means;
import io.regent.fleet.Routing;
import io.regent.fleet.ServiceExamples;
import io.regent.json.Json;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Returning;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.LedgerText;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.machine.RepairOutcome;
import io.regent.plan.Records;
import io.regent.report.Event;
import io.regent.verify.NewWay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What each acting request does where all goes well. */
class ActingTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Instant HALF_PAST = NOON.plus(HALF_AN_HOUR);

    private final Office office = new Office();

    @Test
    void anEvacuationIsOneBatchThatHoldsItsEnd() throws Exception {
        Report report = office.ask(new Request.Evacuate(IRELAND, HALF_AN_HOUR));

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.zone.accepted).hasSize(1);
        assertThat(office.weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
        assertThat(office.ledger().states().get(IRELAND))
                .isEqualTo(new Drained(NOON, Mover.PERSON, Optional.of(HALF_PAST)));
        assertThat(office.ledger().orders().done()).hasSize(1);
        assertThat(office.ledger().generation()).isEqualTo(8);
    }

    @Test
    void everythingAfterTheBatchIsPulledAndWatched() throws Exception {
        office.ask(new Request.Evacuate(IRELAND, HALF_AN_HOUR));

        assertThat(office.told).containsExactly(Map.of(IRELAND, false, MUMBAI, true));
        assertThat(office.summoned).containsExactlyInAnyOrder(IRELAND, MUMBAI);
        assertThat(office.followed).containsExactly("/change/C1");
        assertThat(office.watched).containsExactly(new NewWay.Written(8, Set.of(IRELAND)));
    }

    @Test
    void everybodyIsToldOfWhatChangedSomething() throws Exception {
        Report report = office.ask(new Request.Evacuate(IRELAND, HALF_AN_HOUR));

        assertThat(office.events).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(Event.DRILL);
            assertThat(event.detail()).isEqualTo(report.facts());
        });
        assertThat(office.eventsSentTo).containsExactly(MUMBAI);
        assertThat(office.notices)
                .containsExactly("Regent: evacuate eu-west-1 of registry.example.com: done\n" + report.text());
        assertThat(office.log)
                .hasSize(2)
                .last()
                .satisfies(line -> assertThat(Json.write(line)).contains("\"message\":\"Drill\"", "\"by\":\"anna\""));
    }

    @Test
    void theReportTellsItAll() throws Exception {
        String text = office.ask(new Request.Evacuate(IRELAND, HALF_AN_HOUR)).text();

        assertThat(text)
                .contains(
                        "evacuate eu-west-1 of registry.example.com: done",
                        "asked by anna, id request-1; answered by ap-south-1",
                        "What stood before",
                        "eu-west-1   serving  automatic",
                        "2 of 2 say HEALTHY",
                        "- eu-west-1: evacuate, until 2026-03-01T12:30:00Z",
                        "detect ",
                        "last-server",
                        "What stands after",
                        "eu-west-1   drained  person",
                        "2026-03-01T12:30:00Z (in 30 min), by whichever controller runs first",
                        "How to undo it now",
                        "printf %s '{\"action\":\"restore\", \"service\":\"registry.example.com\", \"region\":\"eu-west-1\"");
    }

    @Test
    void peopleReadSecondsAndMachinesAllThatTheClockSays() throws Exception {
        office.wait(NOON.plusNanos(123_456_789));

        Report report = office.ask(new Request.Evacuate(IRELAND, HALF_AN_HOUR));

        assertThat(report.text())
                .contains("\n2026-03-01T12:00:00Z; asked by anna", "new since 2026-03-01T12:00:00Z")
                .contains("2 of 2 say HEALTHY  since 2026-03-01T12:00:00Z");
        assertThat(Json.write(report.facts()))
                .contains("\"startedAt\":\"2026-03-01T12:00:00.123456789Z\"")
                .contains("\"since\":\"2026-03-01T12:00:00.123456789Z\"");
    }

    @Test
    void theSameRequestTwiceActsOnce() throws Exception {
        office.ask(new Request.Evacuate(IRELAND, HALF_AN_HOUR));
        Report second = office.ask(new Request.Evacuate(IRELAND, HALF_AN_HOUR));

        assertThat(second.outcome()).isEqualTo(Outcome.UNNEEDED);
        assertThat(office.zone.accepted).hasSize(1);
        assertThat(office.notices).as("of the first alone").hasSize(1);
    }

    @Test
    void anotherEvacuationOfTheSameRegionMovesItsEnd() throws Exception {
        office.holds(
                Map.of(IRELAND, evacuated(Duration.ofMinutes(15)), MUMBAI, serving()),
                Orders.none(),
                Map.of(IRELAND, 0, MUMBAI, 50));

        assertThat(office.ask(new Request.Evacuate(IRELAND, HALF_AN_HOUR)).outcome())
                .isEqualTo(Outcome.DONE);
        assertThat(office.ledger().states().get(IRELAND))
                .isEqualTo(new Drained(NOON, Mover.PERSON, Optional.of(HALF_PAST)));
    }

    @Test
    void aRestoredEndpointTakesItsFirstStepAtOnce() throws Exception {
        office.holds(
                Map.of(IRELAND, evacuated(Duration.ofHours(1)), MUMBAI, serving()),
                Orders.none(),
                Map.of(IRELAND, 0, MUMBAI, 50));

        Report report = office.ask(new Request.Restore(IRELAND));

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.ledger().states().get(IRELAND)).isEqualTo(new Returning(1, NOON, Mover.PERSON));
        assertThat(office.weights()).isEqualTo(Map.of(IRELAND, 3, MUMBAI, 50));
        assertThat(office.told).containsExactly(Map.of(IRELAND, true, MUMBAI, true));
        assertThat(report.text()).contains("\"action\":\"evacuate\"", "\"for\":\"1h\"");
    }

    @Test
    void whatServesOrComesBackNeedsNoRestoring() throws Exception {
        assertThat(office.ask(new Request.Restore(IRELAND)).outcome()).isEqualTo(Outcome.UNNEEDED);
        office.holds(
                Map.of(IRELAND, new Returning(2, NOON, Mover.AUTOMATIC), MUMBAI, serving()),
                Orders.none(),
                Map.of(IRELAND, 13, MUMBAI, 50));
        assertThat(office.ask(new Request.Restore(IRELAND)).outcome()).isEqualTo(Outcome.UNNEEDED);
        assertThat(office.zone.accepted).isEmpty();
    }

    @Test
    void withFailoverRoutingRoutingControlIsTheOnlyLever() throws Exception {
        office.service = ServiceExamples.service(ServiceExamples.policy(1), Routing.FAILOVER, Set.of(), 100, 0);
        office.zone.sets.clear();
        office.ledgerIs("\""
                + LedgerText.write(new Ledger(7, new TreeMap<>(Map.of(IRELAND, serving(), MUMBAI, serving())))) + "\"");

        Report report = office.ask(new Request.Evacuate(IRELAND, HALF_AN_HOUR));

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.zone.accepted)
                .singleElement()
                .satisfies(plan ->
                        assertThat(plan.changes()).as("the ledger alone").hasSize(2));
        assertThat(office.told).containsExactly(Map.of(IRELAND, false, MUMBAI, true));

        assertThat(office.ask("anna", "request-2", new Request.Restore(IRELAND)).outcome())
                .isEqualTo(Outcome.DONE);
        assertThat(office.ledger().states().get(IRELAND)).isInstanceOf(EndpointState.Serving.class);
        assertThat(office.told).last().isEqualTo(Map.of(IRELAND, true, MUMBAI, true));
    }

    @Test
    void aHoldIsWrittenAndNothingIsMoved() throws Exception {
        Report report = office.ask(new Request.Hold(HALF_AN_HOUR));

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.ledger().orders().hold())
                .contains(new Orders.Hold(Marks.of(office.service.name(), "anna"), NOON, HALF_PAST));
        assertThat(office.weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 50));
        assertThat(office.told).isEmpty();
        assertThat(office.summoned).isEmpty();
        assertThat(report.text()).contains("\"action\":\"release\"").doesNotContain("insync");
    }

    @Test
    void whoHoldsMayMoveAndRelease() throws Exception {
        office.ask("anna", "1", new Request.Hold(HALF_AN_HOUR));

        assertThat(office.ask("anna", "2", new Request.Evacuate(IRELAND, HALF_AN_HOUR))
                        .outcome())
                .isEqualTo(Outcome.DONE);
        Report restored = office.ask("anna", "3", new Request.Restore(IRELAND));
        assertThat(restored.outcome()).isEqualTo(Outcome.DONE);
        assertThat(restored.text()).contains("A hold is on: the steps after the first wait for its end.");
        assertThat(office.ask("anna", "4", new Request.Release()).outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.ledger().orders().hold()).isEmpty();
        assertThat(office.ask("anna", "5", new Request.Release()).outcome()).isEqualTo(Outcome.UNNEEDED);
    }

    @Test
    void anOutageIsDeclaredAndTheControllersDoTheRest() throws Exception {
        office.beforeWaits.add(() -> office.holds(
                Map.of(IRELAND, new Drained(office.now(), Mover.DRILL, Optional.of(HALF_PAST)), MUMBAI, serving()),
                office.ledger().orders(),
                Map.of(IRELAND, 0, MUMBAI, 50)));

        Report report = office.ask(new Request.Outage(IRELAND, HALF_AN_HOUR));

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.ledger().orders().outage()).contains(new Orders.Outage(IRELAND, NOON, HALF_PAST));
        assertThat(office.told).as("the controllers tell").isEmpty();
        assertThat(office.summoned).isEmpty();
        assertThat(office.events)
                .extracting(Event::type)
                .containsExactly(Event.DRILL_BEGAN, Event.DRILL_BEGAN, Event.DRILL);
        assertThat(Json.write(office.events.getFirst().detail()))
                .isEqualTo("{\"service\":\"registry.example.com\",\"action\":\"outage\",\"region\":\"eu-west-1\","
                        + "\"until\":\"2026-03-01T12:30:00Z\"}");
        assertThat(office.watched).containsExactly(new NewWay.Written(7, Set.of(IRELAND)));
        assertThat(report.text()).contains("decide", "write", "first-server").doesNotContain("insync");
    }

    @Test
    void anOutageThatNoControllerSeesIsUnderWay() throws Exception {
        Report report = office.ask(new Request.Outage(IRELAND, HALF_AN_HOUR));

        assertThat(report.outcome()).isEqualTo(Outcome.UNDER_WAY);
        assertThat(report.text())
                .contains(
                        "No controller has drained eu-west-1 yet.", "How to ask for the rest", "\"action\":\"status\"");
        assertThat(office.ledger().orders().outage()).isPresent();
    }

    @Test
    void restoringEndsAnOutageDrill() throws Exception {
        office.holds(
                Map.of(IRELAND, new Drained(NOON, Mover.DRILL, Optional.of(HALF_PAST)), MUMBAI, serving()),
                Orders.none().withOutage(Optional.of(new Orders.Outage(IRELAND, NOON, HALF_PAST))),
                Map.of(IRELAND, 0, MUMBAI, 50));

        assertThat(office.ask(new Request.Restore(IRELAND)).outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.ledger().orders().outage()).isEmpty();
        assertThat(office.ledger().states().get(IRELAND)).isInstanceOf(Returning.class);
    }

    @Test
    void restoringEndsAnOutageDrillThatNobodyHasSeenYet() throws Exception {
        office.holds(
                Map.of(IRELAND, serving(), MUMBAI, serving()),
                Orders.none().withOutage(Optional.of(new Orders.Outage(IRELAND, NOON, HALF_PAST))),
                Map.of(IRELAND, 50, MUMBAI, 50));

        assertThat(office.ask(new Request.Restore(IRELAND)).outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.ledger().orders().outage()).isEmpty();
        assertThat(office.ledger().states().get(IRELAND)).isEqualTo(serving());
    }

    @Test
    void aRepairIsWrittenBeforeItIsBegun() throws Exception {
        office.holds(
                Map.of(IRELAND, drained(Mover.AUTOMATIC), MUMBAI, serving()),
                Orders.none(),
                Map.of(IRELAND, 0, MUMBAI, 50));

        Report report = office.ask(new Request.Repair(IRELAND, Means.REBOOT));

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.ledger().orders().repair()).contains(new Orders.Repair(IRELAND, NOON));
        assertThat(office.repairs).containsExactly("reboot eu-west-1");
        assertThat(report.text()).contains("The instance reboots.", "denied: no right to look");

        assertThat(office.ask("anna", "2", new Request.Repair(IRELAND, Means.ADDRESS))
                        .outcome())
                .isEqualTo(Outcome.REFUSED);
        Report forced = office.ask("anna", "3", new Request.Repair(IRELAND, Means.ADDRESS), Overriding.REPAIRED_LATELY);
        assertThat(forced.outcome()).isEqualTo(Outcome.DONE);
        assertThat(forced.text()).contains("What was overridden", "a repair of eu-west-1 was begun at");
        assertThat(office.repairs).containsExactly("reboot eu-west-1", "attach eu-west-1");
    }

    @Test
    void aRepairThatIsNotDoneFails() throws Exception {
        office.holds(
                Map.of(IRELAND, drained(Mover.AUTOMATIC), MUMBAI, serving()),
                Orders.none(),
                Map.of(IRELAND, 0, MUMBAI, 50));
        office.repaired = new RepairOutcome.NotDone("There are two instances of that name.");

        Report report = office.ask(new Request.Repair(IRELAND, Means.REBOOT));

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.text()).contains("There are two instances of that name.");
    }

    @Test
    void retiringLeavesTheRecordsAsIfThereHadNeverBeenARegent() throws Exception {
        office.holds(
                Map.of(IRELAND, drained(Mover.AUTOMATIC), MUMBAI, serving()),
                Orders.none(),
                Map.of(IRELAND, 0, MUMBAI, 50));

        Report report = office.ask(new Request.Retire());

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.zone.accepted).hasSize(1);
        assertThat(office.weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 50));
        assertThat(new Records(office.zone.sets).ledger(office.service)).isInstanceOf(LedgerReading.Missing.class);
        assertThat(office.summoned)
                .as("a controller would begin another ledger")
                .isEmpty();
        assertThat(office.watched).containsExactly(new NewWay.Retired());
        assertThat(office.ask("anna", "2", new Request.Retire()).outcome()).isEqualTo(Outcome.UNNEEDED);
    }

    @Test
    void aRetirementSaysThatItHoldsOnlyWhileTheControllersAreStopped() throws Exception {
        for (Report report : List.of(office.ask(new Request.Retire()), office.ask("anna", "2", new Request.Retire()))) {
            assertThat(report.text())
                    .as(report.outcome().label())
                    .contains(
                            "A controller that runs begins a new ledger within a minute. If they were not stopped before,")
                    .contains("""
                            for region in ap-south-1 eu-west-1; do
                              aws lambda put-function-concurrency --region $region --function-name regent-failover \\
                              --reserved-concurrent-executions 0
                            done
                            printf %s '{"action":"retire", "service":"registry.example.com", "by":"anna"}' |
                              aws lambda invoke --region ap-south-1 --function-name regent-drill:live""");
        }
        office.holds(Map.of(IRELAND, serving(), MUMBAI, serving()), Orders.none(), Map.of(IRELAND, 50, MUMBAI, 50));
        assertThat(office.ask("anna", "3", new Request.Hold(HALF_AN_HOUR)).text())
                .doesNotContain("put-function");
    }

    @Test
    void theOneThatLooksDoesNotAct() throws Exception {
        office.mayAct = false;

        Report report = office.ask(new Request.Evacuate(IRELAND, HALF_AN_HOUR));

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.text()).contains("regent-drill:live");
        assertThat(office.zone.reads).isZero();
    }
}
