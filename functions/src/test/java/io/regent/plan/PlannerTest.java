package io.regent.plan;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.decision.Decision;
import io.regent.decision.Drift;
import io.regent.decision.Policy;
import io.regent.decision.Rule;
import io.regent.decision.Ruling;
import io.regent.fleet.DnsName;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.plan.Plan.Problem;
import io.regent.plan.RecordSet.Content;
import io.regent.plan.RecordSet.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Service SERVICE = ServiceExamples.service(ServiceExamples.policy(1), 50, 50);
    private static final Service PAIR =
            ServiceExamples.service(ServiceExamples.policy(1), Routing.FAILOVER, Set.of(), 100, 0);
    private static final EndpointState SERVING = new EndpointState.Serving(NOW, Mover.AUTOMATIC);
    private static final EndpointState DRAINED = new EndpointState.Drained(NOW, Mover.AUTOMATIC);
    private static final Ledger BOTH_SERVE = new Ledger(7, new TreeMap<>(Map.of(IRELAND, SERVING, MUMBAI, SERVING)));
    private static final Ledger IRELAND_OUT = new Ledger(8, new TreeMap<>(Map.of(IRELAND, DRAINED, MUMBAI, SERVING)));
    private static final Map<Region, Integer> EVEN = Map.of(IRELAND, 50, MUMBAI, 50);

    /** Ireland to 0, Mumbai as it is. */
    private static final Decision DRAIN = new Decision(
            Rule.DRAIN,
            List.of(new Ruling.Drain(IRELAND)),
            IRELAND_OUT.states(),
            new TreeMap<>(Map.of(IRELAND, 0, MUMBAI, 50)),
            Drift.none(),
            Orders.none(),
            false);

    @Test
    void theLedgerIsSwappedAndWhatDiffersIsUpsertedInOneBatch() {
        Plan plan = Planner.plan(SERVICE, RecordExamples.records(SERVICE, BOTH_SERVE, EVEN), DRAIN);

        assertThat(plan.safe()).isTrue();
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes())
                .containsExactly(
                        new Change.Delete(RecordExamples.ledger(SERVICE, BOTH_SERVE)),
                        new Change.Create(RecordExamples.ledger(SERVICE, IRELAND_OUT)),
                        new Change.Upsert(RecordExamples.weighted(SERVICE, RecordType.A, "eu-west-1", 0)),
                        new Change.Upsert(RecordExamples.weighted(SERVICE, RecordType.AAAA, "eu-west-1", 0)));
    }

    @Test
    void whatIsDeletedIsExactlyWhatWasRead() {
        RecordSet odd = new RecordSet(
                SERVICE.ledgerName(),
                "TXT",
                new Selector.Simple(),
                new Content.Values(
                        17,
                        ((Content.Values) RecordExamples.ledger(SERVICE, BOTH_SERVE)
                                        .content())
                                .values()),
                "");

        Plan plan = Planner.plan(SERVICE, with(RecordExamples.weighted(SERVICE, EVEN), odd), DRAIN);

        assertThat(plan.changes().getFirst()).isEqualTo(new Change.Delete(odd));
        assertThat(plan.changes().get(1)).isEqualTo(new Change.Create(RecordExamples.ledger(SERVICE, IRELAND_OUT)));
    }

    @Test
    void aDecisionThatChangesNothingWritesNothing() {
        Decision refused = new Decision(
                Rule.NOTHING_BETTER,
                List.of(new Ruling.Refuse(IRELAND, Rule.NOTHING_BETTER, "")),
                BOTH_SERVE.states(),
                new TreeMap<>(EVEN),
                Drift.none(),
                Orders.none(),
                false);
        Records drifted = RecordExamples.records(SERVICE, BOTH_SERVE, Map.of(IRELAND, 1, MUMBAI, 2));

        Plan plan = Planner.plan(SERVICE, drifted, refused);

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void aLedgerOfAnotherVersionIsNotWrittenOver() {
        RecordSet newer = RecordExamples.ledger(SERVICE, "\"regent2 g=7 sum=" + sum("regent2 g=7") + "\"");
        Records records = with(RecordExamples.weighted(SERVICE, EVEN), newer);

        assertThat(records.ledger(SERVICE)).isInstanceOf(LedgerReading.Newer.class);
        assertThatThrownBy(() -> Planner.plan(SERVICE, records, DRAIN)).hasMessageContaining("not written over");
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    @Test
    void adoptingWritesTheLedgerAlone() {
        Records drifted = new Records(RecordExamples.weighted(SERVICE, Map.of(IRELAND, 10, MUMBAI, 50)));
        Decision adopted = Policy.adopt(SERVICE, Map.of(), Orders.none(), drifted.weights(SERVICE), Set.of(), NOW);

        assertThat(Planner.plan(SERVICE, drifted, adopted).changes())
                .containsExactly(new Change.Create(RecordExamples.ledger(SERVICE, new Ledger(1, adopted.states()))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"v=spf1 -all\"", "\"regent1 g=7 cut\"", "\"regent2 g=7 sum=00000000\"", "not quoted", "\"\""})
    void whateverStandsInTheLedgersPlaceGivesWayToGenerationOne(String value) {
        RecordSet found = RecordExamples.ledger(SERVICE, value);

        Plan plan = Planner.plan(SERVICE, with(RecordExamples.weighted(SERVICE, EVEN), found), DRAIN);

        assertThat(plan.changes())
                .startsWith(
                        new Change.Delete(found),
                        new Change.Create(RecordExamples.ledger(SERVICE, new Ledger(1, IRELAND_OUT.states()))));
    }

    @Test
    void severalStrangersInTheLedgersPlaceAllGiveWay() {
        List<RecordSet> strangers = new ArrayList<>();
        for (String id : List.of("one", "two")) {
            strangers.add(new RecordSet(
                    SERVICE.ledgerName(),
                    "TXT",
                    new Selector.Weighted(id, 1),
                    new Content.Values(60, List.of("\"x\"")),
                    ""));
        }
        Records records = with(RecordExamples.weighted(SERVICE, EVEN), strangers.toArray(RecordSet[]::new));
        ZoneModel zone = new ZoneModel(records);

        assertThat(records.ledger(SERVICE)).isEqualTo(new LedgerReading.Foreign());
        assertThat(zone.apply(Planner.plan(SERVICE, records, DRAIN).changes())).isTrue();
        assertThat(zone.records().ledger(SERVICE))
                .isEqualTo(new LedgerReading.Present(new Ledger(1, IRELAND_OUT.states())));
    }

    @Test
    void aLedgerOfSeveralValuesIsForeign() {
        assertThat(with(List.of(), RecordExamples.ledger(SERVICE, "\"a\"", "\"b\""))
                        .ledger(SERVICE))
                .isEqualTo(new LedgerReading.Foreign());
        assertThat(new Records(List.of()).ledger(SERVICE)).isEqualTo(new LedgerReading.Missing());
    }

    @Test
    void anEndpointWithoutARecordIsNamedAndTheRestIsDone() {
        List<RecordSet> sets = RecordExamples.weighted(SERVICE, EVEN);
        sets.remove(RecordExamples.weighted(SERVICE, RecordType.AAAA, "eu-west-1", 50));

        Plan plan = Planner.plan(SERVICE, with(sets, RecordExamples.ledger(SERVICE, BOTH_SERVE)), DRAIN);

        assertThat(plan.safe()).isTrue();
        assertThat(plan.problems())
                .containsExactly(new Problem.NoRecord(
                        "registry.example.com AAAA has no weighted record with the SetIdentifier eu-west-1"));
        assertThat(plan.changes()).hasSize(3);
    }

    @Test
    void aTypeThatWouldBeLeftWithoutAnyWeightStaysAndTheOtherMoves() {
        List<RecordSet> sets = RecordExamples.weighted(SERVICE, EVEN);
        sets.remove(RecordExamples.weighted(SERVICE, RecordType.AAAA, "ap-south-1", 50));

        Plan plan = Planner.plan(SERVICE, with(sets, RecordExamples.ledger(SERVICE, BOTH_SERVE)), DRAIN);

        assertThat(plan.safe()).isTrue();
        assertThat(plan.changes())
                .filteredOn(Change.Upsert.class::isInstance)
                .containsExactly(new Change.Upsert(RecordExamples.weighted(SERVICE, RecordType.A, "eu-west-1", 0)));
        assertThat(plan.problems())
                .contains(new Problem.AllZero("no AAAA record of registry.example.com would have a weight above 0,"
                        + " which Route 53 reads as all equal"));
    }

    @Test
    void aBatchThatWouldLeaveEveryTypeWithoutAnyWeightIsUnsafe() {
        List<RecordSet> sets = RecordExamples.weighted(SERVICE, EVEN);
        sets.remove(RecordExamples.weighted(SERVICE, RecordType.A, "ap-south-1", 50));
        sets.remove(RecordExamples.weighted(SERVICE, RecordType.AAAA, "ap-south-1", 50));

        Plan plan = Planner.plan(SERVICE, with(sets, RecordExamples.ledger(SERVICE, BOTH_SERVE)), DRAIN);

        assertThat(plan.safe()).isFalse();
    }

    @Test
    void recordsOfOthersAreNotTouched() {
        List<RecordSet> sets = RecordExamples.weighted(SERVICE, EVEN);
        sets.add(RecordExamples.weighted(SERVICE, RecordType.A, "canary", 7));
        sets.add(RecordExamples.weighted(SERVICE, RecordType.A, "sa-east-1", 9));
        sets.add(new RecordSet(
                new DnsName("other.example.com"),
                "A",
                new Selector.Weighted("eu-west-1", 50),
                new Content.Values(60, List.of("192.0.2.1")),
                ""));
        sets.add(new RecordSet(
                SERVICE.name(),
                "MX",
                new Selector.Weighted("eu-west-1", 50),
                new Content.Values(60, List.of("10 mail.example.com")),
                ""));

        Plan plan = Planner.plan(SERVICE, with(sets, RecordExamples.ledger(SERVICE, BOTH_SERVE)), DRAIN);

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes().subList(2, plan.changes().size()))
                .containsExactly(
                        new Change.Upsert(RecordExamples.weighted(SERVICE, RecordType.A, "eu-west-1", 0)),
                        new Change.Upsert(RecordExamples.weighted(SERVICE, RecordType.AAAA, "eu-west-1", 0)));
        assertThat(new Records(sets).weights(SERVICE)).isEqualTo(EVEN);
    }

    @Test
    void withFailoverRoutingOnlyTheLedgerIsWritten() {
        Plan plan = Planner.plan(PAIR, with(pair(), RecordExamples.ledger(PAIR, BOTH_SERVE)), DRAIN);

        assertThat(plan.changes())
                .containsExactly(
                        new Change.Delete(RecordExamples.ledger(PAIR, BOTH_SERVE)),
                        new Change.Create(RecordExamples.ledger(PAIR, IRELAND_OUT)));
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void withFailoverRoutingWeightsMeanNothing() {
        Records records = RecordExamples.records(PAIR, BOTH_SERVE, EVEN);

        assertThat(records.eachWeight(PAIR)).isEmpty();
        assertThat(Planner.plan(PAIR, records, DRAIN).problems())
                .containsExactly(
                        new Problem.NoRecord(
                                "registry.example.com A has no PRIMARY record with the SetIdentifier eu-west-1"),
                        new Problem.NoRecord(
                                "registry.example.com A has no SECONDARY record with the SetIdentifier ap-south-1"),
                        new Problem.NoRecord(
                                "registry.example.com AAAA has no PRIMARY record with the SetIdentifier eu-west-1"),
                        new Problem.NoRecord(
                                "registry.example.com AAAA has no SECONDARY record with the SetIdentifier ap-south-1"));
    }

    @Test
    void aPrimaryThatRoutingControlDoesNotReachIsAProblemAndASecondaryIsNot() {
        List<RecordSet> sets = pair();
        sets.replaceAll(set -> checkedBy(set, ""));

        assertThat(Planner.plan(PAIR, new Records(sets), DRAIN).problems())
                .containsExactly(
                        new Problem.Misbuilt("registry.example.com A eu-west-1 has no health check: routing control"
                                + " cannot move it"),
                        new Problem.Misbuilt("registry.example.com AAAA eu-west-1 has no health check: routing control"
                                + " cannot move it"));
    }

    @Test
    void thatTheRolesAreExchangedIsAProblem() {
        List<RecordSet> sets = pair();
        sets.replaceAll(set -> new RecordSet(
                set.name(),
                set.type(),
                new Selector.Failover(set.selector().identifier(), !((Selector.Failover) set.selector()).primary()),
                set.content(),
                set.healthCheckId()));

        assertThat(Planner.plan(PAIR, new Records(sets), DRAIN).problems())
                .hasSize(4)
                .hasOnlyElementsOfType(Problem.NoRecord.class);
    }

    /** What is not weights is never changed, and it is not known what was meant: the records are held to each other. */
    @Test
    void whatIsNotRegentsToChangeIsSaidAndLeftAlone() {
        assertThat(problems(set -> isOf(set, "A", "eu-west-1") ? checkedBy(set, "") : set))
                .containsExactly("registry.example.com A eu-west-1 has no health check, as others have: routing control"
                        + " cannot move it");
        assertThat(problems(set -> isOf(set, "A", "eu-west-1") ? checkedBy(set, "check-ap-south-1") : set))
                .containsExactly("registry.example.com: the health check check-ap-south-1 is that of ap-south-1 and"
                        + " eu-west-1: expected one for each");
        assertThat(problems(set -> isOf(set, "AAAA", "eu-west-1")
                        ? leadingTo(set, "AP-SOUTH-1.registry.example.com.", true)
                        : set))
                .containsExactly(
                        "registry.example.com AAAA eu-west-1 is an alias to the load balancer of ap-south-1",
                        "registry.example.com eu-west-1: its record types are aliases to different targets, or evaluate"
                                + " the target's health differently");
        assertThat(problems(set ->
                        isOf(set, "A", "eu-west-1") ? leadingTo(set, "eu-west-1.registry.example.com", false) : set))
                .containsExactly("registry.example.com eu-west-1: its record types are aliases to different targets, or"
                        + " evaluate the target's health differently");
        assertThat(problems(set -> checkedBy(set, ""))).as("none has one").isEmpty();
    }

    private static List<String> problems(UnaryOperator<RecordSet> change) {
        List<RecordSet> sets = RecordExamples.weighted(SERVICE, EVEN);
        sets.replaceAll(change);
        Plan plan = Planner.plan(SERVICE, with(sets, RecordExamples.ledger(SERVICE, BOTH_SERVE)), DRAIN);
        assertThat(plan.safe()).isTrue();
        assertThat(plan.problems()).allMatch(Problem.Misbuilt.class::isInstance);
        return plan.problems().stream().map(Problem::text).toList();
    }

    private static boolean isOf(RecordSet set, String type, String id) {
        return set.type().equals(type) && set.selector().identifier().equals(id);
    }

    private static RecordSet checkedBy(RecordSet set, String healthCheckId) {
        return new RecordSet(set.name(), set.type(), set.selector(), set.content(), healthCheckId);
    }

    private static RecordSet leadingTo(RecordSet set, String name, boolean evaluates) {
        Content alias = new Content.Alias(SERVICE.zone(), name, evaluates);
        return new RecordSet(set.name(), set.type(), set.selector(), alias, set.healthCheckId());
    }

    /** Ireland PRIMARY, Mumbai SECONDARY. */
    private static List<RecordSet> pair() {
        List<RecordSet> sets = RecordExamples.weighted(PAIR, EVEN);
        sets.replaceAll(set -> new RecordSet(
                set.name(),
                set.type(),
                new Selector.Failover(
                        set.selector().identifier(), set.selector().identifier().equals("eu-west-1")),
                set.content(),
                set.healthCheckId()));
        return sets;
    }

    @Test
    void whereTypesDifferTheGreaterWeightIsWhatIsRead() {
        List<RecordSet> sets = List.of(
                RecordExamples.weighted(SERVICE, RecordType.A, "eu-west-1", 3),
                RecordExamples.weighted(SERVICE, RecordType.AAAA, "eu-west-1", 50));

        assertThat(new Records(sets).weights(SERVICE)).isEqualTo(Map.of(IRELAND, 50));
    }

    private static Records with(List<RecordSet> sets, RecordSet... more) {
        List<RecordSet> all = new ArrayList<>(sets);
        all.addAll(List.of(more));
        return new Records(all);
    }

    @Test
    void theBatchThatLeavesEverythingAsItIsLeavesEverythingAsItIs() {
        Records records = RecordExamples.records(SERVICE, BOTH_SERVE, Map.of(IRELAND, 7, MUMBAI, 50));
        ZoneModel zone = new ZoneModel(records);

        Plan plan = Planner.again(SERVICE, records);

        assertThat(plan.changes()).hasSize(10);
        assertThat(zone.apply(plan.changes())).isTrue();
        assertThat(zone.records().sets()).containsExactlyInAnyOrderElementsOf(records.sets());
    }

    @Test
    void theBatchThatLeavesEverythingAsItIsFailsWhereSomebodyActed() {
        Records before = RecordExamples.records(SERVICE, BOTH_SERVE, EVEN);
        ZoneModel zone = new ZoneModel(RecordExamples.records(SERVICE, IRELAND_OUT, Map.of(IRELAND, 0, MUMBAI, 50)));
        List<RecordSet> sets = zone.records().sets();

        assertThat(zone.apply(Planner.again(SERVICE, before).changes())).isFalse();
        assertThat(zone.records().sets()).isEqualTo(sets);
    }

    /** What somebody does to a record between reading and writing is not undone. */
    @Test
    void theBatchThatLeavesEverythingAsItIsFailsWhereSomebodyChangedARecordByHand() {
        Records before = RecordExamples.records(SERVICE, BOTH_SERVE, EVEN);
        ZoneModel zone = new ZoneModel(RecordExamples.records(SERVICE, BOTH_SERVE, Map.of(IRELAND, 7, MUMBAI, 50)));
        List<RecordSet> sets = zone.records().sets();

        assertThat(zone.apply(Planner.again(SERVICE, before).changes())).isFalse();
        assertThat(zone.records().sets()).isEqualTo(sets);
    }

    @Test
    void theBatchThatLeavesEverythingAsItIsIsEmptyWithoutALedger() {
        Records none = new Records(RecordExamples.weighted(SERVICE, EVEN));
        Records torn = with(RecordExamples.weighted(SERVICE, EVEN), RecordExamples.ledger(SERVICE, "\"regent1 g=7\""));

        assertThat(Planner.again(SERVICE, none).isEmpty()).isTrue();
        assertThat(Planner.again(SERVICE, torn).isEmpty()).isTrue();
    }

    @Test
    void theBatchThatLeavesEverythingAsItIsTouchesNoRecordOfAStranger() {
        List<RecordSet> sets = RecordExamples.weighted(SERVICE, EVEN);
        sets.add(RecordExamples.weighted(SERVICE, RecordType.A, "somebody", 3));

        assertThat(Planner.again(SERVICE, with(sets, RecordExamples.ledger(SERVICE, BOTH_SERVE)))
                        .changes())
                .hasSize(10)
                .noneMatch(change -> change.set().selector().identifier().equals("somebody"));
    }

    @Test
    void withFailoverRoutingTheBatchThatLeavesEverythingAsItIsHasTheLedgerAlone() {
        Records records = new Records(List.of(RecordExamples.ledger(PAIR, BOTH_SERVE)));

        assertThat(Planner.again(PAIR, records).changes())
                .allMatch(change -> change.set().type().equals("TXT"))
                .hasSize(2);
    }
}
