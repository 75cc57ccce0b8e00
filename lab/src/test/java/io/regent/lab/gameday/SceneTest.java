package io.regent.lab.gameday;

import static io.regent.lab.world.World.IRELAND;
import static io.regent.lab.world.World.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.lab.twin.Caller;
import io.regent.lab.witness.Movement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether what left service in an exercise was meant to. */
class SceneTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void whatIsMeantToLeaveAndLeavesInItsOrderIsMet() {
        Expectation left =
                scene(List.of(MUMBAI, IRELAND)).left(List.of(out(MUMBAI), out(IRELAND), back(MUMBAI), back(IRELAND)));

        assertThat(left)
                .isEqualTo(new Expectation(
                        "service is left by Mumbai, then by Ireland, and by nothing else",
                        true,
                        "Mumbai, then Ireland"));
    }

    /** As once happened: a drill went on after the real outage in the middle of it. */
    @Test
    void aRegionThatLeavesASecondTimeIsFound() {
        Expectation left = scene(List.of(MUMBAI, IRELAND))
                .left(List.of(out(MUMBAI), back(MUMBAI), out(IRELAND), back(IRELAND), out(MUMBAI)));

        assertThat(left.met()).isFalse();
        assertThat(left.found()).isEqualTo("Mumbai, then Ireland, then Mumbai");
    }

    @Test
    void aRegionThatLeavesWhereNoneIsMeantToIsFoundAndSoIsOneThatStays() {
        assertThat(scene(List.of()).left(List.of(out(IRELAND))))
                .isEqualTo(new Expectation("nothing leaves service", false, "Ireland"));
        assertThat(scene(List.of(IRELAND)).left(List.of()))
                .isEqualTo(new Expectation("service is left by Ireland, and by nothing else", false, "nothing did"));
    }

    @Test
    void aRegionThatDnsLeavesOutBeforeItsWeightFollowsLeavesOnce() {
        List<Movement> movements = List.of(new Movement.LeftOut(AT, IRELAND), out(IRELAND), back(IRELAND));

        assertThat(scene(List.of(IRELAND)).left(movements).met()).isTrue();
        assertThat(scene(List.of())
                        .left(List.of(new Movement.LeftOut(AT, IRELAND)))
                        .met())
                .isFalse();
    }

    @Test
    void anyOfSeveralWaysWillDo() {
        Scene either = new Scene("t", "p", List.of(), true, List.of(List.of(IRELAND), List.of(MUMBAI)), notes -> {});

        assertThat(either.left(List.of(out(MUMBAI))))
                .isEqualTo(new Expectation(
                        "service is left by Ireland, or by Mumbai, and by nothing else", true, "Mumbai"));
    }

    private static Scene scene(List<Region> leaving) {
        return new Scene("t", "p", List.of(), true, List.of(leaving), notes -> {});
    }

    private static Movement out(Region region) {
        return new Movement.Weighed(AT, region, 50, 0, new Caller.Person(), Optional.empty());
    }

    private static Movement back(Region region) {
        return new Movement.Weighed(AT, region, 0, 3, new Caller.Person(), Optional.empty());
    }
}
