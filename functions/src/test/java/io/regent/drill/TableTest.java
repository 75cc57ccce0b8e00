package io.regent.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of reports: columns, and texts that are broken. */
class TableTest {
    private static final String SENTENCE = "What does not fit into a line goes on in the next one. ".repeat(5);

    @Test
    void columnsAreAsWideAsTheirWidestCellAndTheLastOneIsRagged() {
        assertThat(new Table()
                        .row("eu-west-1", "serving", "since noon")
                        .row("us", "", "")
                        .row("", "x", "y")
                        .lines())
                .containsExactly("eu-west-1  serving  since noon", "us", "           x        y");
    }

    @Test
    void aRowOfOneCellMakesNoColumnWider() {
        assertThat(new Table().row("ns-1.example.com").row("  1", "2").lines())
                .containsExactly("ns-1.example.com", "  1  2");
    }

    @Test
    void columnsWithNothingButTheirHeadingAreLeftOut() {
        assertThat(new Table()
                        .row("endpoint", "until", "weight")
                        .row("eu-west-1", "", "50")
                        .withoutEmptyColumns()
                        .lines())
                .containsExactly("endpoint   weight", "eu-west-1  50");
    }

    @Test
    void aLastCellThatIsTooLongGoesOnBelowItsBeginning() {
        List<String> lines = new Table().row("one", SENTENCE).row("eleven", "2").lines();

        assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Wrapped.WIDTH));
        assertThat(lines.get(0)).startsWith("one     What does");
        assertThat(lines.get(1)).matches(" {8}\\S.*");
        assertThat(lines.getLast()).isEqualTo("eleven  2");
    }

    @ParameterizedTest
    @CsvSource({"0", "2", "79", "80", "99", "100", "300"})
    void aTextIsWholeHoweverFarTheStartOfItsLineReaches(int reach) {
        String start = "x".repeat(reach);

        List<String> lines = Wrapped.lines(start, SENTENCE);

        assertThat(String.join(
                        " ", lines.stream().map(line -> line.substring(reach)).toList()))
                .isEqualTo(SENTENCE.strip());
        assertThat(lines.getFirst()).startsWith(start);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Math.max(Wrapped.WIDTH, reach + 20)));
    }

    @Test
    void onlyAWordThatIsLongerThanALineIsBroken() {
        assertThat(Wrapped.lines("a " + "b".repeat(99) + " " + "c".repeat(101)))
                .containsExactly("a", "b".repeat(99), "c".repeat(100), "c");
        assertThat(Wrapped.item("")).containsExactly("-");
    }
}
