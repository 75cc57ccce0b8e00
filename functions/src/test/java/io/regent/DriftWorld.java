package io.regent;

import io.regent.decision.Decision;
import io.regent.decision.Found;
import io.regent.decision.Policy;
import io.regent.decision.Rule;
import io.regent.decision.Ruling;
import io.regent.decision.Shares;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.plan.Plan;
import io.regent.plan.Planner;
import io.regent.plan.RecordExamples;
import io.regent.plan.RecordSet;
import io.regent.plan.Records;
import io.regent.plan.ZoneModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One world in which the records have weights of any kind, what is made of it, and what must hold. */
final class DriftWorld {
    private static final long GENERATION = 7;

    private final Service service;
    private final Map<Region, EndpointState> states;
    private final SortedMap<Region, SortedMap<RecordType, Integer>> held;
    private final Map<Region, Judgement> judgements;
    private final Instant now;
    private final Records before;
    private final Decision decision;
    private final Plan plan;
    private final Records after;

    DriftWorld(
            Service service,
            Map<Region, EndpointState> states,
            SortedMap<Region, SortedMap<RecordType, Integer>> held,
            Map<Region, Judgement> judgements,
            Instant now) {
        this.service = service;
        this.states = states;
        this.held = held;
        this.judgements = judgements;
        this.now = now;
        List<RecordSet> sets = new ArrayList<>();
        held.forEach((region, each) ->
                each.forEach((type, weight) -> sets.add(RecordExamples.weighted(service, type, region.id(), weight))));
        sets.add(RecordExamples.ledger(service, new Ledger(GENERATION, new TreeMap<>(states))));
        this.before = new Records(sets);
        this.decision = Policy.decide(
                service, states, Orders.none(), new Found(new Agreement.Agreed(), held, Set.of()), judgements, now);
        this.plan = Planner.plan(service, before, decision);
        ZoneModel zone = new ZoneModel(before);
        expect(zone.apply(plan.safe() ? plan.changes() : List.of()), "the plan does not fit what was read");
        this.after = zone.records();
    }

    void keepsTheRules() {
        isSteadyOnceDone();
        leavesNoTypeWithoutAnyWeight();
        saysWhatDiffers();
        switch (service.policy().drift()) {
            case RESTORE -> {
                decidesAsIfNothingDiffered();
                restoresWhatCanBe();
            }
            case ADOPT -> {
                movesNoWeightByItself();
                keepsWhatAPersonDrained();
            }
            case REPORT -> {
                decidesAsIfNothingDiffered();
                movesNoWeightByItself();
            }
        }
        givesNoTrafficToWhatIsDown();
    }

    private void isSteadyOnceDone() {
        if (!plan.safe()) {
            return;
        }
        Ledger ledger = ((LedgerReading.Present) after.ledger(service)).ledger();
        expect(ledger.generation() == GENERATION + (decision.changes() ? 1 : 0), "another generation");
        Decision again = Policy.decide(
                service,
                ledger.states(),
                Orders.none(),
                new Found(ledger.agreement(), after.eachWeight(service), Set.of()),
                judgements,
                now);
        Plan next = Planner.plan(service, after, again);
        expect(next.isEmpty() || !next.safe(), "the next run changes something: " + again);
    }

    /** Route 53 would answer all of them. */
    private void leavesNoTypeWithoutAnyWeight() {
        for (RecordType type : service.recordTypes()) {
            expect(isZero(before, type) || !isZero(after, type), "no " + type + " record has a weight");
        }
    }

    private boolean isZero(Records records, RecordType type) {
        return records.eachWeight(service).values().stream().allMatch(each -> each.getOrDefault(type, 0) == 0);
    }

    private void saysWhatDiffers() {
        SortedMap<Region, Integer> expected = Shares.weights(service, states);
        long differing = held.entrySet().stream()
                .flatMap(e -> e.getValue().values().stream().filter(weight -> !weight.equals(expected.get(e.getKey()))))
                .count();
        expect(decision.drift().differences().size() >= differing, "other differences than there are");
    }

    private void decidesAsIfNothingDiffered() {
        Decision without = Policy.decide(service, states, Orders.none(), Found.nothing(), judgements, now);
        expect(without.states().equals(decision.states()), "what differs changes what the rules decide");
    }

    /** What the ledger calls drained has no weight, unless all that should serve instead is DOWN. */
    private void restoresWhatCanBe() {
        SortedMap<Region, Integer> wanted = Shares.weights(service, decision.states());
        boolean somebodyFit = wanted.entrySet().stream().anyMatch(e -> e.getValue() > 0 && !isDown(e.getKey()));
        after.eachWeight(service)
                .forEach((region, each) -> each.forEach((type, weight) -> {
                    boolean drained =
                            decision.states().get(region) instanceof Drained && wanted.getOrDefault(region, 0) == 0;
                    expect(
                            !drained || weight == 0 || !somebodyFit || !plan.safe() || isStuck(type),
                            region + " keeps traffic");
                    expect(
                            isDown(region)
                                    || !somebodyFit
                                    || weight.equals(wanted.get(region))
                                    || !plan.safe()
                                    || isStuck(type),
                            region + " is not restored");
                }));
    }

    /** Where a type would be left without a weight, it is left as it is, and that is a problem. */
    private boolean isStuck(RecordType type) {
        return plan.problems().stream()
                .anyMatch(problem -> problem instanceof Plan.Problem.AllZero allZero
                        && allZero.text().contains("no " + type + " record"));
    }

    private void movesNoWeightByItself() {
        expect(
                decision.moves() || after.eachWeight(service).equals(before.eachWeight(service)),
                "weights move though no rule moves traffic");
        expect(
                decision.moves()
                        == decision.rulings().stream().anyMatch(r -> r.moves() && !(r instanceof Ruling.Restore)),
                "drift alone moves traffic");
    }

    private void keepsWhatAPersonDrained() {
        held.forEach((region, each) -> {
            boolean zero = each.values().stream().allMatch(weight -> weight == 0);
            boolean adopted = decision.rulings().contains(new Ruling.Adopt(region, Rule.DRIFT));
            if (zero && adopted) {
                expect(
                        decision.states().get(region) instanceof Drained drained && drained.by() == Mover.PERSON,
                        region + " is not left to the person who drained it");
            }
        });
    }

    /** By drift alone: where a rule moves traffic, it has seen to that. */
    private void givesNoTrafficToWhatIsDown() {
        boolean byDriftAlone = decision.rulings().stream().noneMatch(r -> r.moves() && !(r instanceof Ruling.Restore));
        if (!byDriftAlone
                || held.values().stream()
                        .allMatch(each -> each.values().stream().allMatch(w -> w == 0))) {
            return;
        }
        after.eachWeight(service)
                .forEach((region, each) -> each.forEach((type, weight) -> expect(
                        !isDown(region)
                                || weight
                                        <= held.getOrDefault(region, new TreeMap<>())
                                                .getOrDefault(type, 0),
                        region + " is DOWN and gains traffic")));
    }

    private boolean isDown(Region region) {
        Judgement judgement = judgements.get(region);
        return judgement != null && judgement.isDown();
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("%s%nservice %s %s%nstates %s%nheld %s%njudgements %s%ndecision %s%nplan %s"
                    .formatted(
                            otherwise,
                            service.endpoints().stream()
                                    .map(e -> e.region() + "=" + e.baseline())
                                    .toList(),
                            service.policy().drift(),
                            states,
                            held,
                            judgements,
                            decision,
                            plan));
        }
    }
}
