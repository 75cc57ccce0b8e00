package io.regent.lab.papers;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.lab.cost.Cost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds docs/cost.md and the README to what {@code make cost} prints for the repository's own templates. */
class CostPaperTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final String MARK = "<!-- printed by make cost -->\n";

    @Test
    void theBillIsTheOneThatIsPrinted() throws Exception {
        String paper = Files.readString(REPOSITORY.resolve("docs").resolve("cost.md"));

        assertThat(paper).contains(MARK);
        assertThat(paper.substring(paper.indexOf(MARK) + MARK.length())).isEqualTo(cost().text());
    }

    @Test
    void bothGoalsHold() {
        assertThat(cost().holds()).isTrue();
    }

    @Test
    void theReadmeHasTheSums() throws Exception {
        assertThat(Files.readString(REPOSITORY.resolve("README.md"))).contains(cost().sums());
    }

    private static Cost cost() {
        return Cost.of(REPOSITORY);
    }
}
