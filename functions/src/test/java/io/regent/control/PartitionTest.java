package io.regent.control;

import static io.regent.control.TwoRegions.IRELAND;
import static io.regent.control.TwoRegions.MUMBAI;
import static io.regent.control.TwoRegions.SERVICE;
import static io.regent.control.TwoRegions.fill;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.plan.Records;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two controllers, minute by minute, in worlds where they do not see the same. */
class PartitionTest {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    /** What may be broken. */
    private enum Broken {
        IRELANDS_REGISTRY,
        IRELAND_DARK,
        MUMBAI_DARK,
        THE_WAY_BETWEEN
    }

    private Instant now = START;
    private final FakeZone zone = new FakeZone();
    private final Map<Region, FakeHistory> histories =
            Map.of(IRELAND, new FakeHistory(() -> now), MUMBAI, new FakeHistory(() -> now));
    private final Set<Broken> broken = EnumSet.noneOf(Broken.class);

    @BeforeEach
    void bothServe() {
        fill(zone, START);
    }

    @Test
    void regionsThatCannotReachEachOtherDoNotDrainEachOtherInTurn() throws Exception {
        pass(Duration.ofMinutes(10));
        broken.add(Broken.THE_WAY_BETWEEN);
        pass(Duration.ofMinutes(110));
        assertThat(zone.accepted).as("one of them loses its traffic, once").hasSize(1);
    }

    @Test
    void whatWasDrainedInAPartitionComesBackWhenItEnds() throws Exception {
        pass(Duration.ofMinutes(10));
        broken.add(Broken.THE_WAY_BETWEEN);
        pass(Duration.ofMinutes(30));
        broken.clear();
        pass(Duration.ofMinutes(20));
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 50));
    }

    @Test
    void aRegionThatRecoveredTakesOverWhenTheOtherGoesDarkLater() throws Exception {
        pass(Duration.ofMinutes(10));
        broken.add(Broken.IRELANDS_REGISTRY);
        pass(Duration.ofMinutes(30));
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
        broken.add(Broken.MUMBAI_DARK);
        pass(Duration.ofMinutes(30));
        broken.remove(Broken.IRELANDS_REGISTRY);
        pass(Duration.ofMinutes(2));
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 0));
    }

    @Test
    void aPartitionAfterAFailoverMovesTrafficOnceAtMost() throws Exception {
        pass(Duration.ofMinutes(10));
        broken.add(Broken.IRELANDS_REGISTRY);
        pass(Duration.ofMinutes(30));
        broken.clear();
        broken.add(Broken.THE_WAY_BETWEEN);
        int before = zone.accepted.size();
        pass(Duration.ofMinutes(110));
        assertThat(zone.accepted.size() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void aDarkRegionIsDrainedAndReturns() throws Exception {
        pass(Duration.ofMinutes(10));
        broken.add(Broken.IRELAND_DARK);
        pass(Duration.ofMinutes(2));
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 0, MUMBAI, 50));
        broken.clear();
        pass(Duration.ofMinutes(20));
        assertThat(weights()).isEqualTo(Map.of(IRELAND, 50, MUMBAI, 50));
    }

    /** Each minute every vantage publishes to whoever it reaches, and every controller that is not dark runs. */
    private void pass(Duration time) throws InterruptedException {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(60);
            for (Region vantage : List.of(IRELAND, MUMBAI)) {
                histories.forEach((region, history) -> {
                    if (reaches(vantage, region)) {
                        history.published.addAll(verdicts(vantage));
                    }
                });
            }
            for (Region region : List.of(MUMBAI, IRELAND)) {
                if (!isDark(region)) {
                    controller(region).run(SERVICE, List.of());
                }
            }
        }
    }

    private List<Verdict> verdicts(Region vantage) {
        return List.of(
                new Verdict(vantage, IRELAND, health(vantage, IRELAND), now, ""),
                new Verdict(vantage, MUMBAI, health(vantage, MUMBAI), now, ""));
    }

    private Health health(Region vantage, Region endpoint) {
        boolean runs = !(endpoint.equals(IRELAND) && broken.contains(Broken.IRELANDS_REGISTRY));
        return runs && reaches(vantage, endpoint) ? Health.HEALTHY : Health.UNHEALTHY;
    }

    private boolean reaches(Region from, Region to) {
        return !isDark(from) && !isDark(to) && (from.equals(to) || !broken.contains(Broken.THE_WAY_BETWEEN));
    }

    private boolean isDark(Region region) {
        return broken.contains(region.equals(IRELAND) ? Broken.IRELAND_DARK : Broken.MUMBAI_DARK);
    }

    private Controller controller(Region home) {
        VerdictHistory history = Objects.requireNonNull(histories.get(home));
        SecondOpinions opinions = service -> List.of(IRELAND, MUMBAI).stream()
                .<Opinion>map(vantage -> reaches(home, vantage)
                        ? new Opinion.Given(vantage, verdicts(vantage))
                        : new Opinion.Abstained(vantage, "no answer"))
                .toList();
        return new Controller(home, history, opinions, zone, new Obedient(), () -> now, attempt -> {});
    }

    private Map<Region, Integer> weights() {
        return new Records(zone.sets).weights(SERVICE);
    }
}
