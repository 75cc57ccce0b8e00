package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static io.regent.desk.Office.drained;
import static io.regent.desk.Office.serving;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.OHIO;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.control.Opinion;
import io.regent.control.Sight;
import io.regent.control.Told;
import io.regent.control.VerdictHistory;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerText;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.lever.ZoneReading;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request comes to by the ledger that was read and the clocks that were seen. */
class HearingTest {
    private static final Service SERVICE = ServiceExamples.service(ServiceExamples.policy(1), 50, 50, 50);
    private static final Request HOLD = new Request.Hold(Duration.ofHours(1));
    private static final Request RETIRE = new Request.Retire();

    private final Map<Region, EndpointState> states =
            new TreeMap<>(Map.of(IRELAND, serving(), MUMBAI, serving(), OHIO, serving()));
    private final List<Opinion> opinions = new ArrayList<>();

    private Consent hear(Request request, List<RecordSet> sets, Overriding... force) {
        TreeMap<Region, Judgement> judgements = new TreeMap<>();
        for (Region region : List.of(IRELAND, MUMBAI, OHIO)) {
            judgements.put(region, new Judgement(region, new Standing.Up(NOON), List.of()));
        }
        Records records = new Records(sets);
        Sight sight = new Sight(
                NOON,
                new ZoneReading.Read(records),
                new VerdictHistory.Reading.Read(List.of()),
                opinions,
                judgements,
                Told.nothing());
        return new Hearing(new Request.Asked("id", "anna", SERVICE, Set.of(force), request), IRELAND, sight)
                .on(records, NOON.plusMillis(1));
    }

    private Consent hear(Request request, Overriding... force) {
        return hear(request, sets(), force);
    }

    private List<RecordSet> sets() {
        Ledger ledger = new Ledger(7, new TreeMap<>(states), new Agreement.Agreed(), Orders.none());
        return new ArrayList<>(RecordExamples.records(SERVICE, ledger, Map.of(IRELAND, 50, MUMBAI, 50, OHIO, 50))
                .sets());
    }

    private List<RecordSet> withLedger(String... values) {
        List<RecordSet> sets = sets();
        sets.removeIf(set -> set.type().equals("TXT"));
        if (values.length > 0) {
            sets.add(RecordExamples.ledger(SERVICE, values));
        }
        return sets;
    }

    private static List<String> whys(Consent consent) {
        return consent instanceof Consent.Refused refused
                ? refused.refusals().stream().map(Refusal::why).toList()
                : List.of();
    }

    private String torn() {
        return "\"" + LedgerText.write(new Ledger(7, new TreeMap<>(states))).replace("serving", "drained") + "\"";
    }

    @Test
    void withoutALedgerThatCanBeReadOnlyARetirementIsHeard() {
        assertThat(whys(hear(HOLD, withLedger()))).containsExactly("there is no ledger");
        assertThat(whys(hear(HOLD, withLedger(torn()))))
                .containsExactly("the ledger is torn (the checksum does not match)");
        assertThat(whys(hear(HOLD, withLedger("\"hello\""))))
                .containsExactly("something that Regent never wrote stands in the ledger's place");
        assertThat(hear(RETIRE, withLedger(torn()))).isEqualTo(new Consent.Retiring(List.of()));
        assertThat(hear(RETIRE, withLedger("\"hello\""))).isEqualTo(new Consent.Retiring(List.of()));
    }

    @Test
    void aLedgerOfAnotherVersionIsLeftToThatVersionByEverybody() {
        String newer = BadDaysTest.newer(new Ledger(7, new TreeMap<>(states)));

        for (Request request : List.of(HOLD, RETIRE)) {
            assertThat(whys(hear(request, withLedger(newer), Overriding.values())))
                    .singleElement()
                    .asString()
                    .startsWith("the ledger is of another version of Regent: ");
        }
    }

    @Test
    void withoutALedgerARetirementStillPutsTheWeightsBack() {
        List<RecordSet> sets = withLedger();
        assertThat(hear(RETIRE, sets))
                .isEqualTo(new Consent.Unneeded("the records have the weights of the fleet, and there is no ledger"));

        sets.removeIf(set -> set.selector().identifier().equals(IRELAND.id()));
        sets.addAll(RecordExamples.weighted(SERVICE, Map.of(IRELAND, 0)));
        assertThat(hear(RETIRE, sets)).isEqualTo(new Consent.Retiring(List.of()));
    }

    /** Another region's fleet document may be newer. */
    @Test
    void aLedgerThatDoesNotKnowEveryEndpointWaitsForAControllerUnlessItIsToGo() {
        states.remove(OHIO);

        assertThat(whys(hear(HOLD))).containsExactly("the ledger does not know every endpoint yet");
        assertThat(hear(RETIRE)).isInstanceOf(Consent.Retiring.class);
    }

    private void answered(Region vantage, long secondsAhead) {
        Instant at = NOON.plusSeconds(secondsAhead);
        opinions.add(new Opinion.Given(
                vantage,
                List.of(
                        new Verdict(vantage, IRELAND, Health.HEALTHY, at.minusSeconds(600), ""),
                        new Verdict(vantage, MUMBAI, Health.HEALTHY, at, ""))));
    }

    @ParameterizedTest
    @CsvSource({"60, true", "61, false", "-60, true", "-61, false", "3600, false"})
    void aMinuteIsWhatClocksMayBeApart(long seconds, boolean heard) {
        answered(IRELAND, 0);
        answered(MUMBAI, seconds);

        assertThat(hear(HOLD) instanceof Consent.Given).isEqualTo(heard);
    }

    @Test
    void oneVantageWhoseClockAgreesIsEnough() {
        answered(MUMBAI, 3_600);
        assertThat(whys(hear(HOLD)))
                .containsExactly("this region's clock and those of the other vantages are 1 h apart: the end would come"
                        + " at another time");
        answered(OHIO, 1);
        assertThat(hear(HOLD)).isInstanceOf(Consent.Given.class);
    }

    @Test
    void whereNobodyElseAnsweredTheClockIsBelieved() {
        answered(IRELAND, 0);
        opinions.add(new Opinion.Abstained(MUMBAI, "no answer"));
        opinions.add(new Opinion.Given(OHIO, List.of()));

        assertThat(hear(HOLD)).isInstanceOf(Consent.Given.class);
    }

    @Test
    void aClockThatIsOverriddenIsToldOfAndCountsBesideOtherReasons() {
        answered(MUMBAI, 3_600);
        Request evacuate = new Request.Evacuate(IRELAND, Duration.ofHours(1));

        assertThat(hear(evacuate, Overriding.CLOCK))
                .isInstanceOfSatisfying(
                        Consent.Given.class,
                        given -> assertThat(given.forced())
                                .extracting(Refusal::force)
                                .containsExactly(Optional.of(Overriding.CLOCK)));
        states.put(MUMBAI, drained(Mover.AUTOMATIC));
        states.put(OHIO, drained(Mover.AUTOMATIC));
        assertThat(whys(hear(evacuate)))
                .hasSize(2)
                .satisfies(both -> assertThat(both.getLast()).contains("1 h apart"));
        assertThat(whys(hear(evacuate, Overriding.CLOCK)))
                .containsExactly("nothing would serve: every other endpoint is drained");
    }

    @ParameterizedTest
    @CsvSource({"60, true", "61, false"})
    void aLedgerThatTellsOfWhatIsToComeHasAnotherClock(long seconds, boolean heard) {
        states.put(MUMBAI, new EndpointState.Serving(NOON.plusSeconds(seconds), Mover.AUTOMATIC));

        assertThat(hear(HOLD) instanceof Consent.Given).isEqualTo(heard);
        assertThat(hear(new Request.Restore(IRELAND)))
                .as("what has no end needs no clock")
                .isInstanceOf(Consent.Unneeded.class);
    }
}
