package io.regent.control;

import static io.regent.control.TwoRegions.IRELAND;
import static io.regent.control.TwoRegions.MUMBAI;
import static io.regent.control.TwoRegions.fill;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.ledger.EndpointState;
import io.regent.ledger.LedgerReading;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.RoutingControl;
import io.regent.plan.RecordSet;
import io.regent.plan.Records;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Route 53's control plane goes and comes back while Ireland's registry dies; minute by minute, with a controller in
 * each region, each of which has its own metrics.
 */
class ControlPlaneTest {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final List<Region> BOTH = List.of(IRELAND, MUMBAI);

    /** What the vantages find. */
    enum Ireland {
        UP,
        DOWN,
        DISPUTED,
        UNSEEN
    }

    private Instant now = START;
    private final FakeZone zone = new FakeZone();
    private Service service = TwoRegions.SERVICE;
    private Ireland ireland = Ireland.UP;
    private final SortedMap<Region, FakeHistory> histories =
            new TreeMap<>(Map.of(IRELAND, new FakeHistory(() -> now), MUMBAI, new FakeHistory(() -> now)));
    private final SortedMap<Region, Remembered> routingControls =
            new TreeMap<>(Map.of(IRELAND, new Remembered(), MUMBAI, new Remembered()));
    private final List<Boolean> irelandServed = new ArrayList<>();

    @BeforeEach
    void bothServe() throws Exception {
        fill(zone, START);
        pass(10, BOTH);
    }

    @Test
    void aDeadEndpointIsTakenOutWithoutTheControlPlaneAndTheRecordsFollowInOneBatch() throws Exception {
        zone.readable = false;
        ireland = Ireland.DOWN;
        pass(20, BOTH);
        assertThat(saidOfIreland()).containsOnly(false);
        assertThat(weights()).containsEntry(IRELAND, 50);

        zone.readable = true;
        pass(10, BOTH);

        assertThat(zone.accepted).hasSize(1);
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
        assertThat(saidOfIreland()).containsOnly(false);
    }

    /** Whatever is found in the minute in which the ledger can be read again, and after it. */
    @ParameterizedTest
    @EnumSource(Ireland.class)
    void itStaysOutHoweverItIsFoundWhenTheLedgerCanBeReadAgain(Ireland then) throws Exception {
        zone.readable = false;
        ireland = Ireland.DOWN;
        pass(20, BOTH);
        zone.readable = true;
        ireland = then;
        irelandServed.clear();

        pass(4, BOTH);

        assertThat(irelandServed).containsOnly(false);
        assertThat(zone.accepted).hasSize(1);
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
    }

    @Test
    void anEndpointThatWasUpAgainBeforeTheControlPlaneReturnsBySteps() throws Exception {
        zone.readable = false;
        ireland = Ireland.DOWN;
        pass(5, BOTH);
        ireland = Ireland.UP;
        pass(20, BOTH);
        assertThat(saidOfIreland())
                .as("kept out while the ledger cannot be read")
                .containsOnly(false);
        zone.readable = true;
        List<Integer> weights = new ArrayList<>();
        for (int minute = 0; minute < 20; minute++) {
            pass(1, BOTH);
            weights.add(weights().get(IRELAND));
        }
        assertThat(weights.stream().distinct().toList()).containsExactly(0, 3, 13, 50);
        assertThat(zone.accepted).as("out, and three steps").hasSize(4);
        assertThat(saidOfIreland()).containsOnly(true);
        pass(60, BOTH);
        assertThat(zone.accepted).as("and nothing after that").hasSize(4);
    }

    @Test
    void whereOneControllerAloneTookItOutThatOneCatchesUpAndTheOtherFollows() throws Exception {
        zone.readable = false;
        ireland = Ireland.DOWN;
        pass(20, List.of(MUMBAI));
        zone.readable = true;
        ireland = Ireland.UNSEEN;
        irelandServed.clear();

        // The one that never took it out comes first, and finds nothing to do.
        pass(1, List.of(IRELAND));
        assertThat(zone.accepted).isEmpty();
        pass(1, List.of(MUMBAI));
        assertThat(zone.accepted).hasSize(1);
        pass(1, BOTH);

        assertThat(zone.accepted).hasSize(1);
        assertThat(saidOfIreland()).containsOnly(false);
    }

    @Test
    void whenItsOwnMetricCannotBeReadNothingIsSaidOfWhatIsNotUp() throws Exception {
        zone.readable = false;
        ireland = Ireland.DOWN;
        pass(20, BOTH);
        zone.readable = true;
        ireland = Ireland.DISPUTED;
        routingControls.values().forEach(control -> control.readable = false);

        Run run = run(MUMBAI);

        assertThat(run.serve()).isEqualTo(Map.of(MUMBAI, true));
        assertThat(zone.accepted).isEmpty();
        routingControls.values().forEach(control -> control.readable = true);
        pass(1, BOTH);
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
    }

    @Test
    void aBatchThatIsRefusedForLongIsCaughtUpWithToo() throws Exception {
        ireland = Ireland.DOWN;
        for (int i = 0; i < 200; i++) {
            zone.refusals.add("AccessDenied");
        }
        pass(10, BOTH);
        assertThat(saidOfIreland()).containsOnly(false);
        ireland = Ireland.UP;
        pass(1, BOTH);
        assertThat(saidOfIreland()).as("UP again, and not yet in the ledger").containsOnly(false);
        zone.refusals.clear();
        pass(1, BOTH);
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
    }

    @Test
    void anOrdinaryReturnIsNotTakenForAControlPlaneThatWasDown() throws Exception {
        ireland = Ireland.DOWN;
        pass(10, BOTH);
        ireland = Ireland.UP;
        pass(60, BOTH);
        assertThat(zone.accepted).as("a drain and three steps").hasSize(4);
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 50));
    }

    /**
     * It had read the ledger before the return, and says what was true then; something else is unwell, so it is seen.
     */
    @Test
    void aSlowRunThatRepeatsWhatWasTrueBeforeTheReturnIsNotTakenForThatEither() throws Exception {
        service = TwoRegions.service(Routing.FAILOVER, DriftPolicy.RESTORE);
        zone.sets.replaceAll(set -> set.type().equals("TXT") ? set : inThePair(set));
        ireland = Ireland.DOWN;
        pass(10, BOTH);
        ireland = Ireland.UP;
        while (states().get(IRELAND) instanceof EndpointState.Drained) {
            pass(1, BOTH);
        }
        now = now.plusSeconds(60);
        routingControls.values().forEach(control -> control.remember(Map.of(IRELAND, false)));
        histories.values().forEach(history -> history.saidByTheController.add(now));

        pass(5, BOTH);

        assertThat(zone.accepted).as("out and back").hasSize(2);
        assertThat(saidOfIreland()).containsOnly(true);
    }

    @Test
    void whileAllIsWellRoutingControlIsNeverReadBack() throws Exception {
        routingControls.values().forEach(control -> control.reads = 0);
        pass(60, BOTH);
        assertThat(routingControls.values()).allMatch(control -> control.reads == 0);
    }

    @Test
    void withFailoverRecordsItIsTheOnlyLeverAndTheLedgerFollows() throws Exception {
        service = TwoRegions.service(Routing.FAILOVER, DriftPolicy.RESTORE);
        zone.sets.replaceAll(set -> set.type().equals("TXT") ? set : inThePair(set));
        zone.readable = false;
        ireland = Ireland.DOWN;
        pass(20, BOTH);
        assertThat(saidOfIreland()).containsOnly(false);

        zone.readable = true;
        ireland = Ireland.UP;
        irelandServed.clear();
        pass(5, BOTH);
        assertThat(irelandServed).containsOnly(false);
        pass(2, BOTH);

        assertThat(saidOfIreland()).containsOnly(true);
        assertThat(zone.accepted)
                .as("out, and back at once: there are no steps")
                .hasSize(2);
        assertThat(zone.accepted)
                .allSatisfy(plan -> assertThat(plan.changes())
                        .allMatch(change -> change.set().type().equals("TXT")));
    }

    @Test
    void aLedgerThatWasLostIsWrittenAnewWithWhatRoutingControlHasOut() throws Exception {
        service = TwoRegions.service(Routing.FAILOVER, DriftPolicy.RESTORE);
        zone.sets.replaceAll(set -> set.type().equals("TXT") ? set : inThePair(set));
        ireland = Ireland.DOWN;
        pass(5, BOTH);
        zone.sets.removeIf(set -> set.type().equals("TXT"));
        irelandServed.clear();

        pass(5, BOTH);

        assertThat(irelandServed).containsOnly(false);
        assertThat(states().get(IRELAND)).isInstanceOf(EndpointState.Drained.class);
    }

    private void pass(int minutes, List<Region> controllers) throws InterruptedException {
        for (int i = 0; i < minutes; i++) {
            now = now.plusSeconds(60);
            for (Region vantage : BOTH) {
                histories.values().forEach(history -> history.published.addAll(verdicts(vantage)));
            }
            for (Region home : controllers) {
                Run run = run(home);
                Boolean said = run.serve().get(IRELAND);
                if (said != null) {
                    irelandServed.add(said);
                }
            }
        }
    }

    private Run run(Region home) throws InterruptedException {
        FakeHistory history = Objects.requireNonNull(histories.get(home));
        Remembered control = Objects.requireNonNull(routingControls.get(home));
        SecondOpinions opinions = any -> BOTH.stream()
                .<Opinion>map(vantage -> new Opinion.Given(vantage, verdicts(vantage)))
                .toList();
        Run run = new Controller(home, history, opinions, zone, control, () -> now, attempt -> {})
                .run(service, List.of());
        // As the function does it: what was not told at once goes along with the metrics.
        control.remember(run.serve());
        if (run.outByRoutingControlAlone() > 0) {
            history.saidByTheController.add(now);
        }
        return run;
    }

    private List<Verdict> verdicts(Region vantage) {
        List<Verdict> verdicts = new ArrayList<>();
        Health healthy = ireland == Ireland.UNSEEN ? Health.UNKNOWN : Health.HEALTHY;
        verdicts.add(new Verdict(vantage, MUMBAI, healthy, now, ""));
        Health found =
                switch (ireland) {
                    case UP -> Health.HEALTHY;
                    case DOWN -> Health.UNHEALTHY;
                    case DISPUTED -> vantage.equals(IRELAND) ? Health.HEALTHY : Health.UNHEALTHY;
                    case UNSEEN -> Health.UNKNOWN;
                };
        verdicts.add(new Verdict(vantage, IRELAND, found, now, ""));
        return verdicts;
    }

    private static RecordSet inThePair(RecordSet set) {
        boolean primary = set.selector().identifier().equals(IRELAND.id());
        return new RecordSet(
                set.name(),
                set.type(),
                new RecordSet.Selector.Failover(set.selector().identifier(), primary),
                set.content(),
                "check-" + set.selector().identifier());
    }

    /** What each region's controller said last. */
    private List<Boolean> saidOfIreland() {
        return routingControls.values().stream()
                .flatMap(control -> control.last(IRELAND).stream())
                .toList();
    }

    private SortedMap<Region, EndpointState> states() {
        return ((LedgerReading.Present) new Records(zone.sets).ledger(service))
                .ledger()
                .states();
    }

    private Map<Region, Integer> weights() {
        return new Records(zone.sets).weights(service);
    }

    /** The metric: the lowest value of each minute. */
    private final class Remembered implements RoutingControl {
        private final SortedMap<Region, SortedMap<Instant, Boolean>> minutes = new TreeMap<>();
        private boolean readable = true;
        private int reads;

        void remember(Map<Region, Boolean> serve) {
            serve.forEach((region, on) -> minutes.computeIfAbsent(region, any -> new TreeMap<>())
                    .merge(now.truncatedTo(ChronoUnit.MINUTES), on, Boolean::logicalAnd));
        }

        List<Boolean> last(Region region) {
            SortedMap<Instant, Boolean> each = minutes.getOrDefault(region, new TreeMap<>());
            return each.isEmpty() ? List.of() : List.of(each.getOrDefault(each.lastKey(), true));
        }

        @Override
        public PutOutcome put(Service any, Map<Region, Boolean> serve) {
            remember(serve);
            return new PutOutcome.Put();
        }

        @Override
        public LateReading late(Service any, Duration back) {
            reads++;
            if (!readable) {
                return new LateReading.Unreadable("CloudWatch is away");
            }
            SortedMap<Region, SortedMap<Instant, Boolean>> late = new TreeMap<>();
            minutes.forEach((region, each) -> late.put(region, each.tailMap(now.minus(back))));
            return new LateReading.Read(late);
        }
    }
}
