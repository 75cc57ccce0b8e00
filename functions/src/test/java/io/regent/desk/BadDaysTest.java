package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static io.regent.desk.Office.serving;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.control.Controller;
import io.regent.control.FakeHistory;
import io.regent.control.Opinion;
import io.regent.control.Run;
import io.regent.control.Summons;
import io.regent.control.Told;
import io.regent.drill.Outcome;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.DnsName;
import io.regent.fleet.Means;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Returning;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerText;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.ChangeProgress;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.RoutingControl;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import io.regent.verify.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can go wrong while somebody acts: what the report says, and that nothing is lost and every end still comes. */
@Timeout(60)
class BadDaysTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Instant HALF_PAST = NOON.plus(HALF_AN_HOUR);
    private static final Request EVACUATE = new Request.Evacuate(IRELAND, HALF_AN_HOUR);

    private final Office office = new Office();

    @Test
    void whereRoute53IsAwayNothingIsDoneAndThatIsSaid() throws Exception {
        office.zone.readable = false;

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.text()).contains("Route 53 cannot be read, and nothing was changed: Route 53 is away");
        assertThat(office.told).isEmpty();
        assertThat(office.notices).isEmpty();
    }

    @Test
    void aThrottledBatchIsSentAgain() throws Exception {
        office.zone.beforeApply.add(() -> {});
        throttle(2);

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
    }

    @Test
    void aBatchThatIsThrottledAgainAndAgainIsGivenUpAndNothingIsChanged() throws Exception {
        throttle(Acting.MAX_ATTEMPTS);

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.text())
                .contains("After 4 attempts nothing was changed, the last time because: Throttling: Rate exceeded");
        assertThat(office.ledger().states().get(IRELAND)).isEqualTo(serving());
        assertThat(office.told).isEmpty();
    }

    @Test
    void eachAttemptWaitsLongerThanTheOneBefore() throws Exception {
        throttle(3);

        Report report = office.ask(EVACUATE);

        assertThat(Duration.between(report.startedAt(), report.finishedAt())).isEqualTo(Duration.ofMillis(2_400));
    }

    @Test
    void nothingIsTriedForWhichThereIsNoTime() throws Exception {
        throttle(3);

        Report report = office.desk()
                .answer(
                        new Request.Asked("1", "anna", office.service, Set.of(), EVACUATE),
                        office.now().plusMillis(500));

        assertThat(report.text()).contains("After 2 attempts nothing was changed");
    }

    /** By the third attempt a hold of the person's own has come to its end. */
    @Test
    void whatStoodBeforeIsToldAsOfWhenItWasRead() throws Exception {
        throttle(2);
        Orders.Hold hold =
                new Orders.Hold(Marks.of(office.service.name(), "anna"), NOON.minusSeconds(60), NOON.plusSeconds(1));
        office.holds(
                Map.of(IRELAND, serving(), MUMBAI, serving()),
                Orders.none().withHold(Optional.of(hold)),
                Map.of(IRELAND, 50, MUMBAI, 50));

        assertThat(office.ask(EVACUATE).text()).contains("until 2026-03-01T12:00:01Z, which is past.");
    }

    /** Records of one region alone could only be set to 0 all, which Route 53 reads as all being equal. */
    @Test
    void aPlanThatIsUnsafeIsNotSent() throws Exception {
        office.zone.sets.removeIf(set -> set.selector().identifier().equals(MUMBAI.id()));

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.text()).contains("The plan is unsafe, and nothing was changed: ");
        assertThat(office.zone.accepted).isEmpty();
    }

    @Test
    void aRetirementWhoseAnswerWasLostIsFoundStanding() throws Exception {
        office.zone.bends.add(accepted -> new ChangeOutcome.Unanswered("no answer within 5500 ms"));

        Report report = office.ask(new Request.Retire());

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(report.text()).contains("the ledger is gone");
        assertThat(office.zone.accepted).hasSize(1);
    }

    @Test
    void aRefusedBatchIsNotSentAgain() throws Exception {
        office.zone.refusals.add("AccessDenied");

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.text()).contains("Route 53 refused the batch, and nothing was changed: AccessDenied");
        assertThat(office.zone.reads).isEqualTo(1);
    }

    @Test
    void aBatchWhoseAnswerWasLostIsFoundStanding() throws Exception {
        office.zone.bends.add(accepted -> new ChangeOutcome.Unanswered("no answer within 5500 ms"));

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.zone.accepted).as("written once").hasSize(1);
        assertThat(office.followed).as("nobody knows the change's id").isEmpty();
        assertThat(office.told).containsExactly(Map.of(IRELAND, false, MUMBAI, true));
        assertThat(report.text()).contains("its way to INSYNC cannot be followed");
    }

    @Test
    void whereRoute53GoesAwayInTheMiddleTheSameRequestFindsOutWhatBecameOfIt() throws Exception {
        office.zone.bends.add(accepted -> {
            office.zone.readable = false;
            return new ChangeOutcome.Unanswered("no answer within 5500 ms");
        });

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.UNDER_WAY);
        assertThat(report.text())
                .contains(
                        "Route 53 did not say whether it took the batch",
                        "How to ask for the rest",
                        "\"id\":\"request-1\"",
                        "\"for\":\"30m\"");
        assertThat(report.text())
                .as("what stood before the batch that nobody answered for")
                .contains("eu-west-1   serving  automatic")
                .doesNotContain("cannot be read");
        office.zone.readable = true;
        assertThat(office.ask(EVACUATE).outcome()).isEqualTo(Outcome.UNNEEDED);
        assertThat(office.zone.accepted).hasSize(1);
        assertThat(ledgerOf(IRELAND)).isEqualTo(new Drained(NOON, Mover.PERSON, Optional.of(HALF_PAST)));
    }

    @Test
    void anOutageThatARealOneOvertakesIsNotWaitedFor() throws Exception {
        office.beforeWaits.add(() -> office.holds(
                Map.of(IRELAND, new Drained(NOON, Mover.AUTOMATIC), MUMBAI, serving()),
                Orders.none(),
                Map.of(IRELAND, 0, MUMBAI, 50)));

        Report report = office.ask(new Request.Outage(IRELAND, Duration.ofMinutes(30)));

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(report.finishedAt()).isBefore(NOON.plusSeconds(10));
        assertThat(report.text())
                .contains("The drill is over: it was ended, or something was DOWN in earnest, which comes first.")
                .doesNotContain("No controller has drained");
    }

    @Test
    void whatWasWrittenIsInTheLogThoughTheProcessIsKilled() {
        office.killAtFollowing = Optional.of(new IllegalStateException("killed"));

        assertThatThrownBy(() -> office.ask(EVACUATE)).isNotNull();

        assertThat(office.log.toString()).contains("Drill written", "request-1", "anna", "evacuate");
    }

    /** It took Ireland out while it could not read the ledger: a controller would make that last. */
    @Test
    void aPreviewCountsWhatRoutingControlHasOut() throws Exception {
        office.late = Told.all(NOON.minusSeconds(60), Map.of(IRELAND, false, MUMBAI, true));

        Report report = office.ask(new Request.Preview(Optional.empty(), Optional.empty()));

        assertThat(report.text()).contains("eu-west-1: catch up");
    }

    @Test
    void anInsyncThatNeverComesIsUnderWay() throws Exception {
        for (int i = 0; i < 100; i++) {
            office.progress.add(new ChangeProgress.Pending());
        }

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.UNDER_WAY);
        assertThat(report.finishedAt()).isBefore(NOON.plus(Office.TIME).plusSeconds(5));
        assertThat(report.text())
                .contains(
                        "Route 53 has not said INSYNC of /change/C1, and calls it PENDING",
                        "The zone cannot be read: no time was left for it",
                        "How to ask for the rest",
                        "regent-look:live");
        assertThat(office.timeToFollow).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(office.timeToFollow.getLast())
                .as("nobody asks beyond the end")
                .isLessThan(Duration.ofSeconds(3));
        assertThat(ledgerOf(IRELAND)).isEqualTo(new Drained(NOON, Mover.PERSON, Optional.of(HALF_PAST)));
    }

    @Test
    void aRoute53ThatIsThrottledWhileItIsFollowedIsAskedAgain() throws Exception {
        office.progress.add(new ChangeProgress.Unknown("Throttling"));
        office.progress.add(new ChangeProgress.Pending());

        assertThat(office.ask(EVACUATE).outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.followed).hasSize(3);
    }

    @Test
    void aNameServerThatDoesNotAnswerIsNamed() throws Exception {
        office.nameServers = (service, way, deadline) -> new Watch(
                List.of(
                        new Watch.Watched(new DnsName("ns-1.example.com"), "192.0.2.1", new Watch.Stand.Turned(NOON)),
                        new Watch.Watched(
                                new DnsName("ns-2.example.com"), "192.0.2.2", new Watch.Stand.Mute("no answer"))),
                Optional.empty());

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.UNDER_WAY);
        assertThat(report.text()).contains("ns-2.example.com", "no answer", "last-server   not seen");
    }

    @Test
    void aDarkRegionIsNamedAndItsControllerSeesToItLater() throws Exception {
        office.summons = (region, service) -> region.equals(IRELAND)
                ? new Summons.Woken.Silent("TIMED_OUT: no complete answer within 5000 ms")
                : new Summons.Woken.Ran();

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(report.text()).contains("- The controller of eu-west-1 did not answer: TIMED_OUT");
    }

    @Test
    void aRoutingControlThatIsNotToldIsNamed() throws Exception {
        office.puts = new PutOutcome.Failed("CloudWatch is away");

        assertThat(office.ask(EVACUATE).text()).contains("Routing control of this region was not told: CloudWatch");
    }

    @Test
    void whoCannotBeToldDoesNotKeepTheReportFromBeingGiven() throws Exception {
        office.sends = new PutOutcome.Failed("no bus");
        office.publishes = new PutOutcome.Failed("no topic");

        assertThat(office.ask(EVACUATE).outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.log).hasSize(4);
    }

    @Test
    void ofTwoPeopleWhoDrainTheTwoRegionsAtOnceOneWinsAndTheOtherIsToldWhy() throws Exception {
        Office other = office;
        office.zone.beforeApply.add(() -> {
            try {
                other.ask("berta", "hers", new Request.Evacuate(MUMBAI, HALF_AN_HOUR));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        Report report = office.ask("anna", "his", EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.text())
                .contains("ap-south-1 is kept out since 2026-03-01T12:00:00Z until", "nothing would serve");
        assertThat(office.zone.accepted).hasSize(1);
        assertThat(ledgerOf(MUMBAI)).isInstanceOf(Drained.class);
        assertThat(ledgerOf(IRELAND)).isEqualTo(serving());
        assertThat(office.weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 0));
    }

    @Test
    void aControllerThatDrainsTheOtherRegionMeanwhileWinsToo() throws Exception {
        office.zone.beforeApply.add(() -> office.holds(
                Map.of(IRELAND, serving(), MUMBAI, new Drained(NOON, Mover.AUTOMATIC)),
                Orders.none(),
                Map.of(IRELAND, 50, MUMBAI, 0)));

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.text()).contains("nothing would serve: every other endpoint is drained");
        assertThat(office.weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 0));
        assertThat(names(report)).containsExactly("asked", "refusals", "before", "evidence");
        assertThat(report.text()).as("what was read last").contains("ap-south-1  drained  automatic");
    }

    @Test
    void ofALostRaceThatIsWonAtTheSecondAttemptWhatStoodBeforeIsWhatTheOtherWrote() throws Exception {
        office.zone.beforeApply.add(() -> office.holds(
                Map.of(IRELAND, new Returning(1, NOON, Mover.AUTOMATIC), MUMBAI, serving()),
                Orders.none(),
                Map.of(IRELAND, 3, MUMBAI, 50)));

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(names(report))
                .containsExactly(
                        "asked", "before", "evidence", "decision", "propagation", "timeline", "after", "ends", "undo");
        assertThat(report.text()).contains("eu-west-1   returning, step 1  automatic");
    }

    @Test
    void afterFourLostRacesTheReportShowsWhatStandsNow() throws Exception {
        for (int i = 1; i <= Acting.MAX_ATTEMPTS; i++) {
            Instant since = NOON.minusSeconds(60L * i);
            office.zone.beforeApply.add(() -> office.holds(
                    Map.of(IRELAND, new EndpointState.Serving(since, Mover.PERSON), MUMBAI, serving()),
                    Orders.none(),
                    Map.of(IRELAND, 50, MUMBAI, 50)));
        }

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(names(report)).containsExactly("asked", "before", "evidence", "decision");
        assertThat(report.text()).as("read before the last attempt").contains("person     2026-03-01T11:57:00Z");
    }

    @Test
    void whereTheFirstOfTwoBatchesWasNotAnsweredAndTheSecondIsRefusedNobodyCanSayThatNothingChanged() throws Exception {
        office.zone.bends.add(conflict -> new ChangeOutcome.Unanswered("no answer within 5500 ms"));
        office.zone.beforeApply.add(() -> office.ledgerIs());
        office.zone.beforeApply.add(() -> office.zone.refusals.add("AccessDenied"));
        office.beforeWaits.add(() -> office.holds(
                Map.of(IRELAND, serving(), MUMBAI, serving()), Orders.none(), Map.of(IRELAND, 50, MUMBAI, 50)));

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.UNDER_WAY);
        assertThat(names(report)).containsExactly("asked", "before", "evidence", "decision", "rest");
        assertThat(report.text()).contains("Route 53 did not say whether it took the batch: AccessDenied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"routing control", "the controllers", "INSYNC", "the name servers", "the event"})
    void anInvocationThatIsKilledAfterTheBatchLosesNothing(String when) throws Exception {
        IllegalStateException killed = new IllegalStateException("killed at " + when);
        switch (when) {
            case "routing control" -> office.killAtPut = Optional.of(killed);
            case "the controllers" ->
                office.summons = (region, service) -> {
                    throw killed;
                };
            case "INSYNC" -> office.killAtFollowing = Optional.of(killed);
            case "the name servers" ->
                office.nameServers = (service, way, deadline) -> {
                    throw killed;
                };
            default -> office.killAtEvent = Optional.of(killed);
        }
        assertThatThrownBy(() -> office.ask(EVACUATE)).hasRootCause(killed);

        assertThat(ledgerOf(IRELAND)).isEqualTo(new Drained(NOON, Mover.PERSON, Optional.of(HALF_PAST)));
        assertThat(office.weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
        List<Map<Region, Boolean>> told = new ArrayList<>();
        Run kept = controllerRuns(NOON.plusSeconds(60), told);
        assertThat(kept.serve())
                .as("the controllers see to the other lever")
                .isEqualTo(Map.of(IRELAND, false, MUMBAI, true));
        controllerRuns(NOON.plusSeconds(3_661), told);
        assertThat(ledgerOf(IRELAND))
                .as("its end comes, and the stabilisation time after the drain")
                .isInstanceOf(Returning.class);
    }

    @Test
    void anInvocationThatIsKilledBeforeTheBatchChangesNothing() {
        office.zone.beforeApply.add(() -> {
            throw new IllegalStateException("killed");
        });

        assertThatThrownBy(() -> office.ask(EVACUATE)).hasMessage("killed");

        assertThat(office.zone.accepted).isEmpty();
        assertThat(office.told).isEmpty();
    }

    @Test
    void aRepairThatIsKilledAfterItsBatchIsNotBegunTwice() throws Exception {
        office.holds(
                Map.of(IRELAND, new Drained(NOON.minusSeconds(60), Mover.AUTOMATIC), MUMBAI, serving()),
                Orders.none(),
                Map.of(IRELAND, 0, MUMBAI, 50));
        office.killAtRepair = Optional.of(new IllegalStateException("killed"));
        Request repair = new Request.Repair(IRELAND, Means.REBOOT);
        assertThatThrownBy(() -> office.ask(repair)).hasMessage("killed");

        office.killAtRepair = Optional.empty();
        assertThat(office.ask(repair).outcome()).isEqualTo(Outcome.UNNEEDED);
        assertThat(office.ask("anna", "2", repair).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(office.repairs).isEmpty();
    }

    @Test
    void aTornLedgerIsLeftToTheControllers() throws Exception {
        String text = LedgerText.write(office.ledger());
        office.ledgerIs("\"" + text.replace("serving", "drained") + "\"");

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.text())
                .contains(
                        "the ledger is torn (the checksum does not match)", "a run of a controller", "within a minute");
        assertThat(office.zone.accepted).isEmpty();
    }

    @Test
    void anEditedForeignOrMissingLedgerIsNoReasonNotToRetire() throws Exception {
        office.ledgerIs("\"edited by hand\"");
        assertThat(office.ask(EVACUATE).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(office.ask("anna", "2", new Request.Retire()).outcome()).isEqualTo(Outcome.DONE);
        assertThat(office.ask("anna", "3", EVACUATE).text()).contains("there is no ledger");
    }

    @Test
    void aLedgerOfAnotherVersionIsLeftAlone() throws Exception {
        office.ledgerIs(newer(office.ledger()));

        Report report = office.ask(EVACUATE);
        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.text()).contains("the ledger is of another version of Regent");
        assertThat(office.ask(new Request.Retire()).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(office.ask(new Request.Preview(Optional.empty(), Optional.empty()))
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(office.zone.accepted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-7_200, 7_200})
    void aClockThatIsOffIsToldFromTheVantages(long seconds) throws Exception {
        office.ahead = Duration.ofSeconds(seconds);

        Report report = office.ask(EVACUATE);

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.text()).contains("2 h apart", "force: clock");
        assertThat(office.ask("anna", "2", EVACUATE, Overriding.CLOCK).outcome())
                .isEqualTo(Outcome.DONE);
        assertThat(office.ask("anna", "3", new Request.Restore(IRELAND)).outcome())
                .as("what has no end needs no clock")
                .isEqualTo(Outcome.DONE);
    }

    @Test
    void aClockThatIsBehindTheLedgerIsToldFromIt() throws Exception {
        office.wait(NOON.plusMillis(250));
        Instant later = NOON.plusSeconds(3_600);
        office.holds(
                Map.of(IRELAND, serving(), MUMBAI, new EndpointState.Serving(later, Mover.AUTOMATIC)),
                Orders.none(),
                Map.of(IRELAND, 50, MUMBAI, 50));

        assertThat(office.ask(new Request.Hold(HALF_AN_HOUR)).text())
                .contains(
                        "the ledger tells of 2026-03-01T13:00:00Z, and this region's clock says 2026-03-01T12:00:00Z");
    }

    /** A ledger with a word that this version does not know, as a value of its record. */
    static String newer(Ledger ledger) {
        String newer = LedgerText.write(ledger).replaceAll(" sum=.*", "") + " later=1";
        CRC32C crc = new CRC32C();
        crc.update(newer.getBytes(StandardCharsets.UTF_8));
        return "\"" + newer + String.format(" sum=%08x", crc.getValue()) + "\"";
    }

    private static List<String> names(Report report) {
        return report.sections().stream().map(Section::name).toList();
    }

    private EndpointState ledgerOf(Region region) {
        return Objects.requireNonNull(office.ledger().states().get(region));
    }

    private void throttle(int times) {
        for (int i = 0; i < times; i++) {
            office.zone.throttled.add("Throttling: Rate exceeded");
        }
    }

    /** A run of the other region's controller, at a time, which holds everything HEALTHY since long. */
    private Run controllerRuns(Instant at, List<Map<Region, Boolean>> told) throws InterruptedException {
        FakeHistory history = new FakeHistory(() -> at);
        for (Instant when = at.minus(Duration.ofHours(2)); when.isBefore(at); when = when.plusSeconds(30)) {
            for (Region vantage : List.of(IRELAND, MUMBAI)) {
                for (Region endpoint : List.of(IRELAND, MUMBAI)) {
                    history.published.add(new Verdict(vantage, endpoint, Health.HEALTHY, when, ""));
                }
            }
        }
        RoutingControl routingControl = new RoutingControl() {
            @Override
            public PutOutcome put(Service service, Map<Region, Boolean> serve) {
                told.add(serve);
                return new PutOutcome.Put();
            }

            @Override
            public LateReading late(Service service, Duration back) {
                return Told.nothing();
            }
        };
        return new Controller(
                        IRELAND,
                        history,
                        service -> List.<Opinion>of(),
                        office.zone,
                        routingControl,
                        () -> at,
                        attempt -> {})
                .run(office.service, List.of());
    }
}
