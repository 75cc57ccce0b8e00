package io.regent.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Section;
import io.regent.json.JsonNull;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the text of a report is set. */
class PageTest {
    private static final String NINETY = "x".repeat(90);

    @Test
    void aSectionHasARuleAsLongAsItsTitleAndAnEmptyLineBefore() {
        String text = new Page()
                .lines(List.of("head"))
                .section(new Section("name", "A title", new JsonNull(), List.of("one", "two")))
                .text();

        assertThat(text).isEqualTo("""
                head

                A title
                -------
                one
                two
                """);
    }

    @Test
    void aRuleIsNoLongerThanALine() {
        Section section = new Section("name", "t".repeat(120), new JsonNull(), List.of());

        assertThat(new Page().section(section).text()).contains("\n" + "-".repeat(100) + "\n");
    }

    @Test
    void aLineThatFitsIsLeftAsItIs() {
        assertThat(Page.wrap("")).containsExactly("");
        assertThat(Page.wrap(NINETY + " 123456789")).containsExactly(NINETY + " 123456789");
    }

    @Test
    void oneThatDoesNotIsBrokenBetweenWordsAndWhatFollowsIsIndented() {
        assertThat(Page.wrap(NINETY + " 1234567890")).containsExactly(NINETY, "  1234567890");
        assertThat(Page.wrap("x".repeat(98) + "   three blanks"))
                .as("the blanks are gone")
                .containsExactly("x".repeat(98), "  three blanks");
        assertThat(Page.wrap(NINETY + " " + NINETY + " " + NINETY))
                .containsExactly(NINETY, "  " + NINETY, "  " + NINETY);
    }

    @Test
    void aWordThatIsTooLongStaysWhole() {
        String word = "w".repeat(120);

        assertThat(Page.wrap(word)).containsExactly(word);
        assertThat(Page.wrap("  " + word + " more")).containsExactly("  " + word, "  more");
        assertThat(Page.wrap("before " + word)).containsExactly("before", "  " + word);
    }
}
