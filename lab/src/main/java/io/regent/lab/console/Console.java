package io.regent.lab.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Reads commands until it is told to quit, or its input ends, and tells the answers. While a person types at a
 * terminal, other threads can say things without tearing the line that is being typed.
 */
public final class Console implements AutoCloseable {
    private static final String PROMPT = "regent> ";

    private final Grammar grammar;
    private final CommandHandler handler;
    private final Lines lines;

    private Console(Grammar grammar, CommandHandler handler, Lines lines) {
        this.grammar = grammar;
        this.handler = handler;
        this.lines = lines;
    }

    /**
     * The console of this process: with history and completion where its input and output are a terminal, else plainly
     * line by line.
     *
     * @param in standard input
     * @param out standard output
     */
    public static Console open(InputStream in, PrintStream out, Grammar grammar, CommandHandler handler)
            throws IOException {
        // Without a terminal there may be no console at all: that depends on the release of the JDK.
        boolean atTerminal = Optional.ofNullable(System.console())
                .filter(java.io.Console::isTerminal)
                .isPresent();
        return atTerminal
                ? on(systemTerminal(), in, out, grammar, handler)
                : new Console(grammar, handler, new PipeLines(in, out));
    }

    /** A console on a terminal; on one that can only print lines it falls back to the streams. */
    static Console on(Terminal terminal, InputStream in, PrintStream out, Grammar grammar, CommandHandler handler)
            throws IOException {
        if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            terminal.close();
            return new Console(grammar, handler, new PipeLines(in, out));
        }
        return new Console(grammar, handler, new TerminalLines(terminal, grammar, PROMPT));
    }

    // The exec provider asks stty; the others load native code, of which the JVM warns on the screen. A dumb terminal
    // is expected, so that jline does not warn of it either.
    private static Terminal systemTerminal() throws IOException {
        return TerminalBuilder.builder()
                .system(true)
                .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
                .dumb(true)
                .build();
    }

    /** Reads and answers until {@code quit}, the end of the input, Ctrl-C or Ctrl-D. */
    public void run() throws IOException {
        boolean goesOn = true;
        while (goesOn) {
            Optional<String> line = lines.next();
            goesOn = line.isPresent() && answer(line.get());
        }
    }

    /** Whether there is more to come after this line. */
    private boolean answer(String line) {
        return switch (grammar.parse(line)) {
            case Grammar.Meaning.Nothing nothing -> true;
            case Grammar.Meaning.Misunderstood wrong -> {
                say(wrong.why());
                yield true;
            }
            case Grammar.Meaning.Understood understood -> carryOut(understood.command());
        };
    }

    private boolean carryOut(Command command) {
        return switch (command) {
            case Command.Order order -> {
                say(handler.obey(order));
                yield true;
            }
            case Command.Help help -> {
                say(grammar.help());
                yield true;
            }
            case Command.Quit quit -> false;
        };
    }

    /** Tells the person something, above the line that is being typed; safe from every thread. */
    public void say(String text) {
        if (!text.isEmpty()) {
            lines.say(text);
        }
    }

    /** Gives the terminal back as it was found. */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
