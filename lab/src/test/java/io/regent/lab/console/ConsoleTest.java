package io.regent.lab.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
    private static final int PATIENCE_SECONDS = 30;
    private static final Region IRELAND = new Region("eu-west-1");

    private final Grammar grammar =
            new Grammar(List.of(IRELAND, new Region("ap-south-1")), List.of("status", "evacuate"));
    private final BlockingQueue<Command> obeyed = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    private String obey(Command.Order order) {
        obeyed.add(order);
        return order instanceof Command.Heal ? "" : "done: " + order;
    }

    @Test
    void aPipeIsReadToItsEndAndEveryLineAnswered() throws Exception {
        readPipe("kill eu-west-1\n\n# nothing\nkil eu-west-1\nheal\nstatus");
        assertThat(obeyed).containsExactly(new Command.Kill(IRELAND), new Command.Heal(), new Command.Status());
        assertThat(lines())
                .hasSize(3)
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("done: Kill"))
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("command 'kil': expected one of kill, "))
                .satisfies(lines -> assertThat(lines.get(2)).startsWith("done: Status"));
    }

    @Test
    void afterQuitNothingMoreIsRead() throws Exception {
        readPipe("help\nquit\nkill eu-west-1\n");
        assertThat(obeyed).isEmpty();
        assertThat(lines()).contains("REGION is one of eu-west-1, ap-south-1");
    }

    @Test
    void anEndlessLineOfAPipeIsRefusedAndTheNextOneRead() throws Exception {
        readPipe("kill " + "x".repeat(1_000_000) + "\nstatus\n");
        assertThat(obeyed).containsExactly(new Command.Status());
        assertThat(lines().getFirst()).isEqualTo("command: expected at most 200 characters");
    }

    @Test
    void whereStandardInputIsNoTerminalItIsReadAsAPipe() throws Exception {
        try (Console console = Console.open(bytes("status\n"), out, grammar, this::obey)) {
            console.run();
        }
        assertThat(obeyed).containsExactly(new Command.Status());
    }

    @Test
    void aDumbTerminalIsReadAsAPipe() throws Exception {
        DumbTerminal terminal = new DumbTerminal(InputStream.nullInputStream(), new ByteArrayOutputStream());
        try (Console console = Console.on(terminal, bytes("status\n"), out, grammar, this::obey)) {
            console.run();
        }
        assertThat(lines()).singleElement().asString().startsWith("done: Status");
    }

    @Test
    void atATerminalTabCompletesCommandsAndRegions() throws Exception {
        try (LineDisciplineTerminal terminal = terminal()) {
            Thread running = run(terminal);
            type(terminal, "ki\teu\t\r");
            assertThat(obeyed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(new Command.Kill(IRELAND));
            type(terminal, "quit\r");
            assertEnds(running);
        }
    }

    @Test
    void atATerminalTheHistoryBringsTheLastCommandBack() throws Exception {
        try (LineDisciplineTerminal terminal = terminal()) {
            Thread running = run(terminal);
            type(terminal, "kill eu-west-1\r");
            assertThat(obeyed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(new Command.Kill(IRELAND));
            type(terminal, "\020\r");
            assertThat(obeyed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(new Command.Kill(IRELAND));
            type(terminal, "quit\r");
            assertEnds(running);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\004", "\003", "half a line\003"})
    void controlDAndControlCEndIt(String keys) throws Exception {
        try (LineDisciplineTerminal terminal = terminal()) {
            Thread running = run(terminal);
            awaitPrompt();
            type(terminal, keys);
            assertEnds(running);
            assertThat(obeyed).isEmpty();
        }
    }

    /** The prompt is shown once the keys that end the console are listened to. */
    private void awaitPrompt() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!written.toString(StandardCharsets.UTF_8).contains("regent> ") && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
    }

    private void readPipe(String text) throws IOException {
        try (Console console = Console.open(bytes(text), out, grammar, this::obey)) {
            console.run();
        }
    }

    private LineDisciplineTerminal terminal() throws IOException {
        return new LineDisciplineTerminal("test", "xterm", written, StandardCharsets.UTF_8);
    }

    private Thread run(LineDisciplineTerminal terminal) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                Console.on(terminal, InputStream.nullInputStream(), out, grammar, this::obey)
                        .run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void type(LineDisciplineTerminal terminal, String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertEnds(Thread running) throws InterruptedException {
        assertThat(running.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
