package io.regent.replay;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.OHIO;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.decision.Rule;
import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Failback;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Histories of which it is known what must come of them. */
class SimulationTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void nothingMovesWhileAllIsWell() {
        Course course = course(Story.of(two()).until(HOUR), two());

        assertThat(course.moves()).isEmpty();
        assertThat(course.refusals()).isEmpty();
        assertThat(course.time(IRELAND, Doing.SERVES)).isEqualTo(HOUR);
        assertThat(course.timeUnseen(IRELAND)).isZero();
    }

    /** Out at the change itself, since that starts a controller; back by the run that comes with the minute. */
    @Test
    void anOutageOfNinetySecondsIsOutForThatAndTheStabilisation() {
        Story story = down(two(), 605, 695);

        Course course = course(story, two());

        assertThat(course.moves())
                .containsExactly(
                        new Move(at(605), IRELAND, Doing.SERVES, Doing.OUT, "drain"),
                        new Move(at(1020), IRELAND, Doing.OUT, Doing.RETURNS, "return, 5 %"),
                        new Move(at(1140), IRELAND, Doing.RETURNS, Doing.RETURNS, "return, 25 %"),
                        new Move(at(1260), IRELAND, Doing.RETURNS, Doing.SERVES, "return, 100 %"));
        assertThat(course.failovers(IRELAND)).isEqualTo(1);
        assertThat(course.returns(IRELAND)).isEqualTo(1);
        assertThat(course.time(IRELAND, Doing.OUT)).isEqualTo(seconds(1020 - 605));
        assertThat(course.downAndServing(IRELAND)).isEmpty();
        assertThat(course.down(IRELAND)).containsExactly(new Span(at(605), at(695)));
        assertThat(course.moves(MUMBAI)).isZero();
    }

    @Test
    void aShorterStabilisationMovesMoreOftenWhereAnEndpointFlaps() {
        Story story = Story.of(two());
        for (int i = 0; i < 8; i++) {
            story.until(seconds(300 + 240 * i)).all(IRELAND, Health.UNHEALTHY);
            story.until(seconds(360 + 240 * i)).all(IRELAND, Health.HEALTHY);
        }
        story.until(HOUR);

        Course patient = course(story, two());
        Course hasty = course(story, two(policy(Duration.ofMinutes(1), List.of(100), Failback.AUTOMATIC)));

        assertThat(patient.failovers(IRELAND)).isEqualTo(1);
        assertThat(hasty.failovers(IRELAND)).isEqualTo(8);
        assertThat(hasty.time(IRELAND, Doing.OUT)).isLessThan(patient.time(IRELAND, Doing.OUT));
    }

    @Test
    void oneVantageOfThreeThatLiesMovesNothing() {
        Service three = service(policy(), 1, 1, 1);
        Story story =
                Story.of(three).until(seconds(600)).by(OHIO, Health.UNHEALTHY).until(HOUR);

        Course course = course(story, three);

        assertThat(course.moves()).isEmpty();
        assertThat(course.down(IRELAND)).isEmpty();
    }

    @Test
    void whereBothRegionsAreBadTheSecondIsRefusedAndServesOn() {
        Story story = Story.of(two())
                .until(seconds(600))
                .all(IRELAND, Health.UNHEALTHY)
                .until(seconds(900))
                .all(MUMBAI, Health.UNHEALTHY)
                .until(seconds(1200))
                .all(MUMBAI, Health.HEALTHY)
                .until(HOUR);

        Course course = course(story, two());

        assertThat(course.moves()).containsExactly(new Move(at(600), IRELAND, Doing.SERVES, Doing.OUT, "drain"));
        assertThat(course.refusals()).hasSize(1);
        Refusal refusal = course.refusals().getFirst();
        assertThat(refusal.endpoint()).isEqualTo(MUMBAI);
        assertThat(refusal.rule()).isEqualTo(Rule.NOTHING_BETTER);
        assertThat(refusal.span()).isEqualTo(new Span(at(900), at(1200)));
        assertThat(course.downAndServing(MUMBAI)).containsExactly(new Span(at(900), at(1200)));
    }

    @Test
    void silenceIsUnseenAndMovesNothing() {
        Story story = Story.of(two())
                .until(seconds(600))
                .by(IRELAND, Health.UNKNOWN)
                .by(MUMBAI, Health.UNKNOWN)
                .until(seconds(1800))
                .by(IRELAND, Health.HEALTHY)
                .by(MUMBAI, Health.HEALTHY)
                .until(HOUR);

        Course course = course(story, two());

        assertThat(course.moves()).isEmpty();
        // The last verdicts come at 580 s and count for three minutes; the runs see it at the next minute.
        assertThat(course.timeUnseen(IRELAND)).isEqualTo(seconds(1800 - 780));
    }

    @Test
    void aGapBreaksTheTimeThatAnEndpointMustHaveBeenUp() {
        Story story = Story.of(two())
                .until(seconds(600))
                .all(IRELAND, Health.UNHEALTHY)
                .until(seconds(720))
                .all(IRELAND, Health.HEALTHY)
                .until(seconds(840))
                .all(IRELAND, Health.UNKNOWN)
                .until(seconds(1200))
                .all(IRELAND, Health.HEALTHY)
                .until(HOUR);

        Course course = course(story, two());

        assertThat(course.moves().get(1))
                .isEqualTo(new Move(at(1500), IRELAND, Doing.OUT, Doing.RETURNS, "return, 5 %"));
    }

    @Test
    void whereFailbackIsManualNobodyGivesBack() {
        Story story = down(two(), 600, 660);

        Course course = course(story, two(policy(Duration.ofMinutes(5), List.of(100), Failback.MANUAL)));

        assertThat(course.moves()).hasSize(1);
        assertThat(course.time(IRELAND, Doing.OUT)).isEqualTo(seconds(3000));
    }

    @Test
    void aStandbyTakesOverAndStandsByAgain() {
        Service standby = service(policy(), 100, 0);
        Story story = down(standby, 600, 660);

        Course course = course(story, standby);

        assertThat(course.time(MUMBAI, Doing.SERVES))
                .isEqualTo(course.time(IRELAND, Doing.OUT).plus(course.time(IRELAND, Doing.RETURNS)));
        assertThat(course.failovers(MUMBAI)).isZero();
    }

    /** How two regions look that cannot reach each other: each is DISPUTED by the other, and nothing moves. */
    @Test
    void regionsThatCannotReachEachOtherMoveNothing() {
        Story story = Story.of(two())
                .until(seconds(600))
                .one(IRELAND, MUMBAI, Health.UNHEALTHY)
                .one(MUMBAI, IRELAND, Health.UNHEALTHY)
                .until(HOUR);

        assertThat(course(story, two()).moves()).isEmpty();
    }

    @Test
    void theOrderInWhichVerdictsOfOneInstantStandChangesNothing() {
        Story story = down(two(), 605, 695);
        List<Verdict> reversed = story.verdicts().reversed().stream()
                .sorted(Comparator.comparing(Verdict::at))
                .toList();

        assertThat(course(reversed, two())).isEqualTo(course(story, two()));
    }

    /** An hour in which Ireland is DOWN from a second to another, and all else is well. */
    private static Story down(Service service, long from, long until) {
        return Story.of(service)
                .until(seconds(from))
                .all(IRELAND, Health.UNHEALTHY)
                .until(seconds(until))
                .all(IRELAND, Health.HEALTHY)
                .until(HOUR);
    }

    static Service two() {
        return two(policy());
    }

    static Service two(PolicySettings policy) {
        return service(policy, 1, 1);
    }

    private static Service service(PolicySettings policy, int... baselines) {
        return ServiceExamples.service(policy, baselines);
    }

    /** The fleet document's defaults. */
    static PolicySettings policy() {
        return policy(Duration.ofMinutes(5), List.of(5, 25, 100), Failback.AUTOMATIC);
    }

    static PolicySettings policy(Duration stabilisation, List<Integer> steps, Failback failback) {
        return new PolicySettings(
                1,
                stabilisation,
                steps,
                Duration.ofMinutes(2),
                Duration.ofMinutes(3),
                DriftPolicy.RESTORE,
                Duration.ofMinutes(3),
                failback,
                Set.of());
    }

    private static Course course(Story story, Service service) {
        return course(story.verdicts(), service);
    }

    private static Course course(List<Verdict> verdicts, Service service) {
        Span hour = new Span(Story.BEGIN, Story.BEGIN.plus(HOUR));
        return new Simulation(service, verdicts, hour, Duration.ofMinutes(1), Long.MAX_VALUE, () -> false)
                .run("test")
                .orElseThrow();
    }

    static Instant at(long seconds) {
        return Story.BEGIN.plusSeconds(seconds);
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
