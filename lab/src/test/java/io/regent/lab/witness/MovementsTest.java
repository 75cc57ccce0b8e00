package io.regent.lab.witness;

import static io.regent.lab.world.World.IRELAND;
import static io.regent.lab.world.World.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.regent.fleet.Region;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Route53Event;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.twin.route53.Target;
import io.regent.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What moved, by the batches that Route 53 took and the answers that DNS gave. */
class MovementsTest {
    private static final Instant BEGUN = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, Long> EVEN =
            Map.of("A eu-west-1", 50L, "AAAA eu-west-1", 50L, "A ap-south-1", 50L, "AAAA ap-south-1", 50L);
    private static final Caller CONTROLLER = new Caller.Function(IRELAND, "regent-failover");
    private static final Caller DRILL = new Caller.Function(MUMBAI, "regent-drill");

    private final List<Route53Event.Accepted> batches = new ArrayList<>();
    private final List<Resolver.Answer> answers = new ArrayList<>();

    @Test
    void eachChangeOfAWeightIsToldWithWhoDidItAndWhy() {
        batch(1, DRILL, "C1", IRELAND, 0);
        batch(9, CONTROLLER, "C2", IRELAND, 3);
        batch(12, CONTROLLER, "C3", IRELAND, 50);
        batch(15, new Caller.Person(), "C5", IRELAND, 25);

        assertThat(words())
                .containsExactly(
                        "Ireland is drained: weight 50 to 0, by regent-drill in ap-south-1",
                        "Ireland comes back: weight 0 to 3, by regent-failover in eu-west-1, rule return",
                        "Ireland gets more: weight 3 to 50, by regent-failover in eu-west-1, rule return",
                        "Ireland gets less: weight 50 to 25, by a person");
    }

    @Test
    void whatADrillIsTheReasonForSaysSo() {
        batch(1, CONTROLLER, "C4", MUMBAI, 0);

        assertThat(words())
                .containsExactly("Mumbai is drained, for a drill: weight 50 to 0, by regent-failover in"
                        + " eu-west-1, rule drain");
    }

    @Test
    void aBatchThatChangesNoWeightMovesNobody() {
        batch(1, CONTROLLER, "C2", IRELAND, 50);

        assertThat(words()).isEmpty();
    }

    @Test
    void aRegionWithAWeightThatDnsNamesNoLongerIsToldFromItsLastAnswerOn() {
        answers(0, 100, IRELAND, MUMBAI);
        answers(100, 260, MUMBAI);
        batch(2, CONTROLLER, "C1", IRELAND, 0);

        assertThat(movements())
                .extracting(Movement::at, Movement::region, Movement::leaves)
                .containsExactly(
                        tuple(BEGUN.plusMillis(980), IRELAND, true), tuple(BEGUN.plusSeconds(2), IRELAND, true));
        assertThat(words().getFirst())
                .startsWith("DNS leaves Ireland out by itself: Route 53 sees that it is unhealthy");
    }

    @Test
    void aRegionThatWasDrainedIsNotLeftOut() {
        batch(0, CONTROLLER, "C1", IRELAND, 0);
        answers(0, 100, IRELAND, MUMBAI);
        answers(100, 400, MUMBAI);

        assertThat(movements()).hasSize(1);
    }

    @Test
    void aFewAnswersWithoutARegionAreChanceAndSoIsTheAbsenceOfASmallShare() {
        answers(0, 100, IRELAND, MUMBAI);
        answers(100, 240, MUMBAI);
        answers(240, 242, IRELAND, MUMBAI);
        batch(3, CONTROLLER, "C2", IRELAND, 3);
        answers(300, 302, IRELAND, MUMBAI);
        answers(302, 600, MUMBAI);

        assertThat(movements()).allSatisfy(one -> assertThat(one).isInstanceOf(Movement.Weighed.class));
    }

    @Test
    void whatComesAfterTheEndIsNotTold() {
        answers(0, 100, IRELAND, MUMBAI);
        answers(100, 400, MUMBAI);

        assertThat(Movements.among(EVEN, batches, MovementsTest::why, answers, BEGUN.plusMillis(2000)))
                .isEmpty();
    }

    private List<String> words() {
        return movements().stream().map(Movement::words).toList();
    }

    private List<Movement> movements() {
        return Movements.among(EVEN, batches, MovementsTest::why, answers, BEGUN.plus(Duration.ofHours(1)));
    }

    private static Optional<Witness.Decided> why(String change) {
        return switch (change) {
            case "C2", "C3" -> decided("return", false, change);
            case "C4" -> decided("drain", true, change);
            default -> Optional.empty();
        };
    }

    private static Optional<Witness.Decided> decided(String rule, boolean drill, String change) {
        return Optional.of(new Witness.Decided(BEGUN, IRELAND, rule, drill, List.of(), "accepted: " + change));
    }

    private void batch(int second, Caller by, String change, Region region, int weight) {
        List<ChangeBatch.Change> changes = new ArrayList<>();
        for (RecordType type : List.of(RecordType.A, RecordType.AAAA)) {
            changes.add(new ChangeBatch.Change(
                    ChangeBatch.Action.UPSERT,
                    new RecordSet(
                            DnsName.of(World.SERVICE),
                            type,
                            new Routing.Weighted(region.id(), weight),
                            new Target.Values(Duration.ofMinutes(1), List.of("192.0.2.1")))));
        }
        batches.add(
                new Route53Event.Accepted(BEGUN.plusSeconds(second), "Z", by, change, new ChangeBatch("", changes)));
    }

    /** Answers every 10 ms, from one number to another, that name these regions in turn. */
    private void answers(int from, int until, Region... regions) {
        for (int i = from; i < until; i++) {
            answers.add(new Resolver.Answer(BEGUN.plusMillis(10L * i), regions[i % regions.length]));
        }
    }
}
