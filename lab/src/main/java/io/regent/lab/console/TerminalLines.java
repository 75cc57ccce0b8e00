package io.regent.lab.console;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** A terminal, with a history that lasts as long as the console, and completion of commands and regions. */
final class TerminalLines implements Lines {
    private static final int MOST_HISTORY = 500;

    private final Terminal terminal;
    private final LineReader reader;
    private final String prompt;

    TerminalLines(Terminal terminal, Grammar grammar, String prompt) {
        this.terminal = terminal;
        this.prompt = prompt;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(completer(grammar))
                .variable(LineReader.HISTORY_SIZE, MOST_HISTORY)
                // An exclamation mark is a character like any other.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    private static Completer completer(Grammar grammar) {
        return (LineReader reader, ParsedLine line, List<Candidate> candidates) -> grammar.next(
                        line.words().subList(0, line.wordIndex()))
                .forEach(word -> candidates.add(new Candidate(word)));
    }

    @Override
    public Optional<String> next() {
        try {
            return Optional.of(reader.readLine(prompt));
        } catch (UserInterruptException | EndOfFileException ended) {
            return Optional.empty();
        }
    }

    @Override
    public void say(String text) {
        reader.printAbove(text);
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
