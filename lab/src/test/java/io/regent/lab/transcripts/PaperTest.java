package io.regent.lab.transcripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.regent.json.JsonObject;
import io.regent.lab.drills.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaperTest {
    private static final String REPORT = """
            hold of registry.example.com: done
            2026-03-01T12:00:00Z; asked by ana

            What was asked
            --------------
            for  5 min

            When it ends
            ------------
            at 12:05, $1 later
            """;
    private static final List<Transcript> TRANSCRIPTS = List.of(new Transcript(
            "hold",
            "make drill EVENT=events/hold.json",
            new Report(JsonObject.builder().with("text", REPORT).build())));

    @Test
    void aBlockIsFilledAndFilledAnewAndTheRestStays() {
        Paper paper = new Paper("before\n<!-- transcript: hold -->\n<!-- end of transcript -->\nafter\n");

        Paper once = paper.with(TRANSCRIPTS);

        assertThat(once.text())
                .startsWith("before\n<!-- transcript: hold -->\n```text\n$ make drill EVENT=events/hold.json\nhold of")
                .endsWith("at 12:05, $1 later\n```\n<!-- end of transcript -->\nafter\n");
        assertThat(once.with(TRANSCRIPTS)).isEqualTo(once);
        assertThat(once.blocks())
                .containsOnlyKeys("hold")
                .containsValue(TRANSCRIPTS.getFirst().text());
    }

    @Test
    void anExcerptHasTheHeadAndOneSection() {
        Paper paper = new Paper("<!-- transcript: hold, When -->\n<!-- end of transcript -->\n").with(TRANSCRIPTS);

        assertThat(paper.blocks().get("hold, When")).isEqualTo("""
                $ make drill EVENT=events/hold.json
                hold of registry.example.com: done
                2026-03-01T12:00:00Z; asked by ana
                ...
                When it ends
                ------------
                at 12:05, $1 later""");
    }

    @Test
    void aBlockOfWhatThereIsNotIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Paper("<!-- transcript: fold -->\n<!-- end of transcript -->").with(TRANSCRIPTS))
                .withMessage("block 'fold': expected one of [hold]");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Paper("<!-- transcript: hold, Wen -->\n<!-- end of transcript -->").with(TRANSCRIPTS))
                .withMessageStartingWith("no section 'Wen' in:");
    }

    @Test
    void theShapeIsTheCommandTheOutcomeAndTheHeadings() {
        assertThat(Paper.shape(TRANSCRIPTS.getFirst().text()))
                .containsExactly(
                        "$ make drill EVENT=events/hold.json",
                        "hold of registry.example.com: done",
                        "What was asked",
                        "When it ends");
    }
}
