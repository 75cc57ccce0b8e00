package io.regent.desk;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Section;
import io.regent.fleet.Region;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as a shell takes them, with stand-ins for what they call. */
class CommandTest {
    private static final JsonObject RESTORE = JsonObject.builder()
            .with("action", "restore")
            .with("service", "registry.example.com")
            .with("region", "eu-west-1")
            .with("by", "on call")
            .build();

    @TempDir
    Path programs;

    @BeforeEach
    void makePrograms() throws Exception {
        program("aws", "printf '%s\\n' \"$@\" > arguments && exec cat");
        program("jq", "exec cat");
    }

    @Test
    void itReadsWellInAReport() {
        assertThat(new Command("regent-drill:live", IRELAND, RESTORE).lines())
                .containsExactly(
                        "printf %s '{\"action\":\"restore\", \"service\":\"registry.example.com\","
                                + " \"region\":\"eu-west-1\",",
                        "  \"by\":\"on call\"}' |",
                        "  aws lambda invoke --region eu-west-1 --function-name regent-drill:live"
                                + " --cli-read-timeout 90 \\",
                        "  --payload fileb:///dev/stdin /dev/stdout | jq -r '.text // .'");
    }

    @Test
    void itIsMadeOfWhatBothVersionsOfTheAwsCommandLineKnow() throws Exception {
        Command command = new Command("regent-drill:live", IRELAND, RESTORE);

        for (String pasted : List.of(command.line(), String.join("\n", command.lines()))) {
            assertThat(paste(pasted)).isEqualTo(RESTORE);
            assertThat(Files.readAllLines(programs.resolve("arguments")))
                    .containsExactly(
                            "lambda",
                            "invoke",
                            "--region",
                            "eu-west-1",
                            "--function-name",
                            "regent-drill:live",
                            "--cli-read-timeout",
                            "90",
                            "--payload",
                            "fileb:///dev/stdin",
                            "/dev/stdout");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Máire O'Neill",
                "'''",
                "a \"quoted\" word",
                "back\\slash, \\n and \\u0027",
                "$HOME `id` $(id) !! %s %n",
                "  two  blanks  ",
                "夜勤 🦉"
            })
    void aShellPassesOnWhateverWasWritten(String by) throws Exception {
        assertPassedOn(by);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "\"", "\\", "🦉", "x", "x ", " x"})
    void theLongestOfNamesIsBrokenSoThatAShellJoinsItAgain(String part) throws Exception {
        for (int before = 0; before < 8; before++) {
            assertPassedOn("-".repeat(before) + part.repeat(64 / part.codePointCount(0, part.length())));
        }
    }

    @Test
    void theControllersOfAllRegionsAreStopped() throws Exception {
        program("aws", "echo \"$@\" >> all");
        List<Region> regions = IntStream.range(10, 40)
                .mapToObj(i -> new Region("ap-southeast-" + i))
                .toList();
        Section section = Sections.stopping(
                "r".repeat(30) + "-failover", regions, new Command("regent-drill:live", IRELAND, RESTORE));
        JsonObject facts = (JsonObject) section.facts();
        List<String> lines = section.lines();

        run(String.join("\n", lines.subList(1, lines.indexOf("done") + 1)));
        run(((JsonText) facts.get("stop").orElseThrow()).value());

        List<String> called = regions.stream()
                .map(region -> "lambda put-function-concurrency --region " + region + " --function-name "
                        + "r".repeat(30) + "-failover --reserved-concurrent-executions 0")
                .toList();
        assertThat(Files.readAllLines(programs.resolve("all")))
                .containsExactlyElementsOf(
                        Stream.of(called, called).flatMap(List::stream).toList());
        assertThat(lines.subList(1, lines.size()))
                .allSatisfy(line -> assertThat(Page.wrap(line)).containsExactly(line));
    }

    private void assertPassedOn(String by) throws Exception {
        JsonObject payload = JsonObject.builder()
                .with("action", "evacuate")
                .with("service", "registry.example.com")
                .with("by", by)
                .with("region", "ap-southeast-1")
                .build();
        String longest = "r".repeat(30) + "-drill:live";
        Command command = new Command(longest, new Region("ap-southeast-1"), payload);

        assertThat(paste(command.line())).isEqualTo(payload);
        assertThat(paste(String.join("\n", command.lines()))).isEqualTo(payload);
        assertThat(command.lines()).allSatisfy(line -> {
            assertThat(line).hasSizeLessThanOrEqualTo(Page.WIDTH);
            assertThat(Page.wrap(line)).as("a report leaves it as it is").containsExactly(line);
        });
        assertThat(payload.get("by")).contains(new JsonText(by));
    }

    /** Gives what reaches the function. */
    private JsonObject paste(String command) throws Exception {
        return (JsonObject) Json.read(run(command)).value();
    }

    private byte[] run(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(programs.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", programs + ":" + builder.environment().get("PATH"));
        Process shell = builder.start();
        shell.getOutputStream().close();
        byte[] said = shell.getInputStream().readAllBytes();
        assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue())
                .as(new String(said, StandardCharsets.UTF_8))
                .isZero();
        return said;
    }

    private void program(String name, String script) throws Exception {
        Path program = programs.resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
