package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Section;
import io.regent.json.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Set<Phase> ALL = EnumSet.allOf(Phase.class);

    private final Timeline timeline = new Timeline(NOON);

    private void reach(Phase phase, long millis) {
        timeline.reach(phase, NOON.plusMillis(millis));
    }

    @Test
    void eachBarBeginsWhereWhatComesBeforeItEnded() {
        reach(Phase.DETECT, 1_000);
        reach(Phase.DECIDE, 2_000);
        reach(Phase.WRITE, 3_000);
        reach(Phase.FIRST_SERVER, 4_000);
        reach(Phase.INSYNC, 5_000);
        reach(Phase.LAST_SERVER, 6_000);

        Section section = timeline.section(ALL);

        assertThat(section.name()).isEqualTo("timeline");
        assertThat(section.lines())
                .containsExactly(
                        "detect           1.0  " + "█".repeat(10),
                        "decide           2.0  " + " ".repeat(10) + "█".repeat(10),
                        "write            3.0  " + " ".repeat(20) + "█".repeat(10),
                        "insync           5.0  " + " ".repeat(30) + "█".repeat(20),
                        "first-server     4.0  " + " ".repeat(30) + "█".repeat(10),
                        "last-server      6.0  " + " ".repeat(30) + "█".repeat(30));
        assertThat(Json.write(section.facts()))
                .startsWith("[{\"phase\":\"detect\",\"at\":\"2026-03-01T12:00:01Z\",\"sinceStartMillis\":1000},")
                .contains("{\"phase\":\"insync\",\"at\":\"2026-03-01T12:00:05Z\",\"sinceStartMillis\":5000}");
    }

    @Test
    void aPhaseThatTookNoTimeIsSeenToo() {
        reach(Phase.DETECT, 60_000);
        reach(Phase.DECIDE, 60_000);

        assertThat(timeline.section(Set.of()).lines())
                .containsExactly("detect    60.0  " + "█".repeat(60), "decide    60.0  " + " ".repeat(59) + "█");
    }

    @Test
    void onlyWhatIsAwaitedIsMissed() {
        reach(Phase.DETECT, 0);

        assertThat(timeline.section(Set.of(Phase.DETECT, Phase.LAST_SERVER)).lines())
                .containsExactly("detect          0.0", "last-server  not seen");
    }

    /** What another's clock says may lie before the start. */
    @Test
    void nothingLiesBeforeTheStart() {
        reach(Phase.DETECT, -5_000);
        reach(Phase.DECIDE, 400);

        assertThat(timeline.section(Set.of()).lines())
                .isEqualTo(List.of("detect     0.0  █", "decide     0.4  " + "█".repeat(60)));
        assertThat(Json.write(timeline.section(Set.of()).facts())).contains("\"sinceStartMillis\":0}");
    }
}
