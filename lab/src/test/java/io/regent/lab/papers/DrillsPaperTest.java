package io.regent.lab.papers;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Action;
import io.regent.drill.Outcome;
import io.regent.lab.drills.Order;
import io.regent.lab.transcripts.Paper;
import io.regent.ledger.Orders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the paper on drills to the actions that there are, and what people are told to paste to what is accepted. */
class DrillsPaperTest {
    private static final Path TOP = Path.of("..");
    private static final Pattern SECTION = Pattern.compile("(?m)^### ([a-z]+)$");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| \\[`([a-z]+)`]\\(#([a-z]+)\\) \\|.*\\| (look|drill) \\|$");
    private static final Pattern OUTCOME = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| [^|]+ \\|$");
    private static final Pattern PASTED = Pattern.compile("(look|drill) '(\\{.*?})'");

    @Test
    void everyActionHasASectionAndARowThatNamesItsFunction() throws IOException {
        String paper = paper("drills.md");

        assertThat(ROW.matcher(paper).results().map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3)))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Action.values())
                        .map(action -> action.label() + " " + action.label() + " " + (action.acts() ? "drill" : "look"))
                        .toList());
        assertThat(found(SECTION, paper))
                .isEqualTo(
                        Stream.of(Action.values()).map(Action::label).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyOutcomeIsExplained() throws IOException {
        String paper = paper("drills.md");
        String part = paper.substring(paper.indexOf("## What every report says"), paper.indexOf("## Looking"));

        assertThat(found(OUTCOME, part))
                .isEqualTo(
                        Stream.of(Outcome.values()).map(Outcome::label).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyActionHasATranscript() throws IOException {
        Paper paper = new Paper(paper("drills.md"));

        assertThat(paper.blocks().keySet())
                .containsAll(Stream.of(Action.values()).map(Action::label).toList());
        assertThat(paper.blocks().values())
                .allSatisfy(block -> assertThat(Paper.shape(block))
                        .as(block)
                        .hasSizeGreaterThan(2)
                        .first()
                        .asString()
                        .startsWith("$ "));
    }

    @Test
    void itIsSaidHowManyRequestsTheLedgerRemembers() throws IOException {
        assertThat(paper("drills.md"))
                .contains("Of the last " + Orders.REMEMBERED + " requests that the ledger remembers");
    }

    /** Whoever holds while a load balancer has no healthy target finds that traffic moves. */
    @Test
    void whereverAHoldIsToldOfItIsSaidThatItDoesNotHoldDns() throws IOException {
        String drills = paper("drills.md");
        String hold = drills.substring(drills.indexOf("\n### hold\n"), drills.indexOf("\n### release\n"));

        assertThat(List.of(hold, paper("fleet.md"), paper("runbook.md")))
                .allSatisfy(paper ->
                        assertThat(paper).containsPattern("hold[^|]*?(not DNS|Route 53)[^|]*?EvaluateTargetHealth"));
    }

    @ParameterizedTest
    @MethodSource("pasted")
    void whatPeopleAreToldToPasteNamesAnActionOfThatFunction(String function, String request) throws Exception {
        Order order = Order.of(request);

        assertThat(order.action()).as(request).isPresent();
        assertThat(order.function()).as(request).isEqualTo(function.equals("look") ? Order.LOOK : Order.DRILL);
    }

    static Stream<Arguments> pasted() throws IOException {
        return PASTED.matcher(paper("runbook.md"))
                .results()
                .map(pasted -> List.of(pasted.group(1), pasted.group(2)))
                .distinct()
                .map(pasted -> Arguments.of(pasted.getFirst(), pasted.getLast()));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String paper(String name) throws IOException {
        return Files.readString(TOP.resolve("docs").resolve(name));
    }
}
