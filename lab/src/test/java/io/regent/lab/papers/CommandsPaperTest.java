package io.regent.lab.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told to paste into a shell: it works with both versions of the AWS command line, and is bounded. */
class CommandsPaperTest {
    private static final Path TOP = Path.of("..");
    private static final Pattern TRANSCRIPT =
            Pattern.compile("<!-- transcript: .*?<!-- end of transcript -->", Pattern.DOTALL);
    private static final Pattern COMMAND =
            Pattern.compile("(?:AWS_MAX_ATTEMPTS=1 )?\\baws [a-z0-9-]+ [a-z-]+(?: [^\\n`]*)?--[^\\n`]*");
    private static final Pattern FUNCTIONS = Pattern.compile("(?s)```sh\n(export REGION=.*?)```");

    /** Answers as the AWS command line does, and writes down how it was called. */
    private static final String STAND_IN = """
            #!/bin/sh
            echo "$AWS_MAX_ATTEMPTS $*" >> "$HOME/calls"
            cat >> "$HOME/asked"; echo >> "$HOME/asked"
            test -f "$HOME/answer" || exit 255
            for last; do :; done
            cat "$HOME/answer" > "$last"
            echo '{"StatusCode": 200}'
            """;

    /** The first version takes no region from AWS_REGION, and has neither logs tail nor --cli-binary-format. */
    @Test
    void everyCommandNamesItsRegionAndIsOneThatBothVersionsHave() throws IOException {
        List<String> commands = commands();

        assertThat(commands).hasSizeGreaterThan(15);
        assertThat(commands)
                .allSatisfy(command -> assertThat(command)
                        .contains("--region ")
                        .doesNotContain("logs tail", "--cli-binary-format")
                        .doesNotContainPattern("--payload (?!fileb://)"));
    }

    @Test
    void whatAsksForADrillAsksOnceAndNotForEver() throws IOException {
        assertThat(commands())
                .filteredOn(command -> command.contains("regent-drill:live") || command.contains("regent-$1:live"))
                .hasSizeGreaterThan(2)
                .allSatisfy(command -> assertThat(command)
                        .startsWith("AWS_MAX_ATTEMPTS=1 ")
                        .contains("--cli-connect-timeout 5 ", "--cli-read-timeout 75 "));
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        List<Path> papers = new ArrayList<>(List.of(TOP.resolve("README.md")));
        try (Stream<Path> files = Files.list(TOP.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(papers::add);
        }
        for (Path paper : papers) {
            // A line that a shell goes on with is one.
            String text =
                    TRANSCRIPT.matcher(Files.readString(paper)).replaceAll("").replaceAll("\\\\\n\\s*", "");
            COMMAND.matcher(text).results().forEach(command -> commands.add(command.group()));
        }
        return commands;
    }

    @Test
    void lookAsksTheRegionThatIsNamedAndShowsTheText(@TempDir Path home) throws Exception {
        Said said = run(home, "{\"text\": \"all is well\"}", "REGION=ap-south-1; look '{\"action\": \"status\"}'");

        assertThat(said.text()).startsWith("all is well\n").contains("(all of it: ");
        assertThat(said.calls()).singleElement().asString().startsWith("1 lambda invoke --region ap-south-1 ");
        assertThat(said.asked()).containsExactly("{\"action\": \"status\"}");
    }

    @Test
    void aScheduledPreflightShowsTheTextOfEachReport(@TempDir Path home) throws Exception {
        Said said = run(home, "{\"reports\": [{\"text\": \"one\"}, {\"text\": \"two\"}]}", "look '{}'");

        assertThat(said.text()).startsWith("one\ntwo\n");
    }

    @Test
    void whatIsNoReportIsShownAsItIs(@TempDir Path home) throws Exception {
        assertThat(run(home, "{\"errorMessage\": \"out of memory\"}", "look '{}'")
                        .text())
                .contains("\"errorMessage\": \"out of memory\"");
    }

    @Test
    void aDrillGetsAnIdUnlessItHasOne(@TempDir Path home) throws Exception {
        Said said = run(
                home, "{}", "drill '{\"action\": \"release\"}'; drill '{\"action\": \"release\", \"id\": \"mine\"}'");

        assertThat(said.asked()).hasSize(2);
        assertThat(said.asked().getFirst()).matches("\\{\"id\":\"[A-Za-z0-9._:-]{1,64}\",\"action\":\"release\"}");
        assertThat(said.asked().getLast()).isEqualTo("{\"id\":\"mine\",\"action\":\"release\"}");
    }

    /** Also with a name that a shell would take apart. */
    @Test
    void withoutAReportTheLineToAskAgainByIsTheSameRequest(@TempDir Path home) throws Exception {
        Said said = run(
                home,
                "",
                "again=$(drill '{\"action\": \"release\", \"by\": \"O'\\''Brien\"}') || eval \"${again#*another one: }\"");

        assertThat(said.asked()).hasSize(2);
        assertThat(said.asked().getFirst())
                .contains("O'Brien")
                .isEqualTo(said.asked().getLast());
        assertThat(said.text()).startsWith("No report came.");
        assertThat(said.status()).isEqualTo(1);
    }

    /** What a shell said, and what the command line was called with and was given. */
    private record Said(String text, int status, List<String> calls, List<String> asked) {}

    /** Runs commands after the runbook's functions; without an answer the command line fails. */
    private static Said run(Path home, String answer, String commands) throws Exception {
        assumeTrue(there("jq"), "the program jq");
        Path aws = Files.writeString(home.resolve("aws"), STAND_IN);
        assertThat(aws.toFile().setExecutable(true)).isTrue();
        if (!answer.isEmpty()) {
            Files.writeString(home.resolve("answer"), answer);
        }
        String runbook = Files.readString(TOP.resolve("docs").resolve("runbook.md"));
        var functions = FUNCTIONS.matcher(runbook);
        assertThat(functions.find()).as("the runbook's functions").isTrue();
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", functions.group(1) + commands).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TMPDIR", home.toString());
        builder.environment()
                .put("PATH", home + File.pathSeparator + builder.environment().get("PATH"));
        builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return new Said(
                text, status, Files.readAllLines(home.resolve("calls")), Files.readAllLines(home.resolve("asked")));
    }

    private static boolean there(String program) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }
}
