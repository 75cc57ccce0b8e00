package io.regent.lab.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.regent.fleet.Region;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region MUMBAI = new Region("ap-south-1");
    private final Grammar grammar = new Grammar(List.of(IRELAND, MUMBAI), List.of("status", "evacuate"));

    @Test
    void everyCommandIsUnderstood() {
        Map<String, Command> commands = Map.ofEntries(
                Map.entry("kill eu-west-1", new Command.Kill(IRELAND)),
                Map.entry("stop ap-south-1", new Command.Stop(MUMBAI)),
                Map.entry("continue eu-west-1", new Command.Continue(IRELAND)),
                Map.entry("start eu-west-1", new Command.Start(IRELAND)),
                Map.entry("dark eu-west-1", new Command.Dark(IRELAND)),
                Map.entry("slow ap-south-1", new Command.Slow(MUMBAI)),
                Map.entry("cut eu-west-1 ap-south-1", new Command.Cut(IRELAND, MUMBAI)),
                Map.entry("break route53", new Command.BreakRoute53()),
                Map.entry("drill evacuate", new Command.Drill("evacuate", IRELAND)),
                Map.entry("drill status ap-south-1", new Command.Drill("status", MUMBAI)),
                Map.entry("heal", new Command.Heal()),
                Map.entry("status", new Command.Status()),
                Map.entry("help", new Command.Help()),
                Map.entry("quit", new Command.Quit()),
                Map.entry(" \tBreak   Route53 \r", new Command.BreakRoute53()));
        commands.forEach((line, command) ->
                assertThat(grammar.parse(line)).as(line).isEqualTo(new Grammar.Meaning.Understood(command)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t\r", "# a comment: kill eu-west-1"})
    void blankLinesAndCommentsMeanNothing(String line) {
        assertThat(grammar.parse(line)).isEqualTo(new Grammar.Meaning.Nothing());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            explode            | command 'explode': expected one of kill, stop, continue, start, dark, slow, cut, break, \
            heal, drill, status, help, quit
            kill               | 'kill' with nothing after it: expected 'kill REGION'
            kill eu-west-1 now | 'kill' with 2 words after it: expected 'kill REGION'
            kill mars          | region 'mars': expected one of eu-west-1, ap-south-1
            cut eu-west-1      | 'cut' with one word after it: expected 'cut REGION REGION'
            cut eu-west-1 mars | region 'mars': expected one of eu-west-1, ap-south-1
            cut eu-west-1 EU-west-1 | region 'eu-west-1' twice: expected another one of ap-south-1
            break dns          | 'break dns': expected 'break route53'
            break              | 'break' with nothing after it: expected 'break route53'
            drill              | 'drill' with nothing after it: expected 'drill ACTION [REGION]'
            drill explode      | action 'explode': expected one of status, evacuate
            drill status mars  | region 'mars': expected one of eu-west-1, ap-south-1
            drill status eu-west-1 now | 'drill' with 3 words after it: expected 'drill ACTION [REGION]'
            heal eu-west-1     | 'heal' with one word after it: expected 'heal'
            """)
    void aWrongLineIsAnsweredByTheWordAndWhatIsAccepted(String line, String why) {
        assertThat(grammar.parse(line)).isEqualTo(new Grammar.Meaning.Misunderstood(why));
    }

    @Test
    void anEndlessLineIsNotRepeated() {
        assertThat(grammar.parse("kill " + "x".repeat(300)))
                .isEqualTo(new Grammar.Meaning.Misunderstood("command: expected at most 200 characters"));
    }

    @Test
    void whatMayComeNextIsKnownAfterEveryWord() {
        assertThat(grammar.next(List.of())).contains("kill", "break", "quit").hasSize(13);
        assertThat(grammar.next(List.of("kill"))).containsExactly("eu-west-1", "ap-south-1");
        assertThat(grammar.next(List.of("kill", "eu-west-1"))).isEmpty();
        assertThat(grammar.next(List.of("cut", "eu-west-1"))).containsExactly("ap-south-1");
        assertThat(grammar.next(List.of("cut", "eu-west-1", "ap-south-1"))).isEmpty();
        assertThat(grammar.next(List.of("break"))).containsExactly("route53");
        assertThat(grammar.next(List.of("drill"))).containsExactly("status", "evacuate");
        assertThat(grammar.next(List.of("drill", "status"))).containsExactly("eu-west-1", "ap-south-1");
        assertThat(grammar.next(List.of("drill", "status", "eu-west-1"))).isEmpty();
        assertThat(grammar.next(List.of("heal"))).isEmpty();
        assertThat(grammar.next(List.of("explode"))).isEmpty();
    }

    @Test
    void helpListsEveryCommandOnALineAndTheRegions() {
        assertThat(grammar.help().lines())
                .hasSize(15)
                .contains("  cut REGION REGION      the two no longer reach each other")
                .endsWith("REGION is one of eu-west-1, ap-south-1", "ACTION is one of status, evacuate");
    }

    @Test
    void aRegionCannotBeCutFromItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Command.Cut(IRELAND, IRELAND))
                .withMessageContaining("expected two regions");
    }
}
