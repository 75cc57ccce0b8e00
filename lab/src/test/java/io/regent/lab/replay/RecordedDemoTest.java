package io.regent.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Section;
import io.regent.json.BadJson;
import io.regent.json.JsonPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the demo left of itself, replayed; and such files when they are damaged. */
class RecordedDemoTest {
    private static final Path DEMO = Path.of("replay", "demo.json");

    /** When an endpoint lost its traffic or got all of it back. */
    private record Turn(Instant at, String endpoint, boolean out) {}

    /** Metrics of routing control tell the minute alone, and the two controllers' minutes begin at different times. */
    @Test
    void theLabsOwnPolicyReplayedAgreesWithWhatDidHappen() throws Exception {
        Recording recording = recording();
        Duration slack = recording.minute().multipliedBy(2);

        JsonPlace moves = section(new Rerun(recording).findings(), "moves");
        List<Turn> own = turns(moves, "own");
        List<Turn> happened = turns(moves, "what did happen");

        assertThat(own).hasSize(8);
        assertThat(happened).hasSameSizeAs(own);
        for (int i = 0; i < own.size(); i++) {
            assertThat(happened.get(i).endpoint()).isEqualTo(own.get(i).endpoint());
            assertThat(happened.get(i).out()).isEqualTo(own.get(i).out());
            assertThat(Duration.between(own.get(i).at(), happened.get(i).at()).abs())
                    .as("turn %d: %s and %s", i, own.get(i), happened.get(i))
                    .isLessThanOrEqualTo(slack);
        }
    }

    /** Routing control serves again with the first step back: what counts is that, or the return at once. */
    private static List<Turn> turns(JsonPlace courses, String name) throws BadJson {
        List<Turn> turns = new ArrayList<>();
        for (JsonPlace course : courses.elements()) {
            if (course.field("name").text().equals(name)) {
                for (JsonPlace move : course.field("moves").elements()) {
                    boolean out = move.field("to").text().equals("out");
                    if (out || move.field("from").text().equals("out")) {
                        turns.add(new Turn(
                                Instant.parse(move.field("at").text()),
                                move.field("endpoint").text(),
                                out));
                    }
                }
            }
        }
        return turns;
    }

    @Test
    void otherSettingsStandBesideIt() throws Exception {
        Findings findings = new Rerun(recording()).findings();

        assertThat(findings.outcome()).isEqualTo(Outcome.DONE);
        JsonPlace courses = section(findings, "replay").field("courses");
        List<String> names = new ArrayList<>();
        for (JsonPlace course : courses.elements()) {
            names.add(course.field("name").text());
        }
        assertThat(names).containsExactly("own", "at once", "by hand", "patient", "what did happen");
        assertThat(courses.elements().get(2).field("returns").whole(0, 9)).isZero();
    }

    @Test
    void everythingThatIsWrongWithAFileIsTold() throws Exception {
        String damaged = Files.readString(DEMO)
                .replace("\"minute\":3", "\"minute\":90")
                .replace("\"freshness\":\"9000ms\"", "\"freshness\":\"9\"")
                .replace("\"serve\":true", "\"serves\":true")
                .replaceFirst("\"told\"", "\"tolled\":1,\"told\"");

        assertThat(problems(damaged))
                .contains(
                        "tolled: unknown field, expected one of fleet, minute, replay, told",
                        "minute: expected a whole number from 1 to 60, found 90",
                        "told[0].serve: missing")
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("fleet.services[\"registry.example.com\"].policy.freshness: ")
                        .contains("expected a duration"));
    }

    @Test
    void everythingThatIsWrongWithItsRequestIsTold() throws Exception {
        String damaged = Files.readString(DEMO)
                .replaceFirst("\"health\":\"HEALTHY\"", "\"health\":\"WELL\"")
                .replace("\"steps\":[100]", "\"steps\":[100,5]")
                .replaceFirst("\"until\":\"[^\"]*\"", "\"until\":\"tomorrow\"");

        assertThat(problems(damaged))
                .anyMatch(problem -> problem.startsWith("replay.verdicts[0].health: "))
                .anyMatch(problem -> problem.startsWith("replay.settings[\"at once\"].steps: "))
                .anyMatch(problem -> problem.startsWith("replay.until: "));
    }

    @Test
    void whatIsNoRecordingIsRefusedWithOneLine() {
        assertThat(problems("{")).hasSize(1);
        assertThat(problems("[]")).containsExactly("the document: expected an object, found an array");
        assertThat(problems("{}")).containsExactly("fleet: missing", "replay: missing");
    }

    private static List<String> problems(String text) {
        Recording.Outcome outcome = Recording.read(text.getBytes(StandardCharsets.UTF_8));
        return outcome instanceof Recording.Outcome.Damaged damaged ? damaged.problems() : List.of();
    }

    private static Recording recording() throws IOException {
        return ((Recording.Outcome.Read) Recording.read(Files.readAllBytes(DEMO))).recording();
    }

    private static JsonPlace section(Findings findings, String name) {
        return findings.sections().stream()
                .filter(section -> section.name().equals(name))
                .map(Section::facts)
                .map(JsonPlace::top)
                .findFirst()
                .orElseThrow();
    }
}
