package io.regent.lab.console;

/** Carries out what the console was told. */
@FunctionalInterface
public interface CommandHandler {
    /**
     * Carries an order out.
     *
     * @return what to tell the person: lines without a last line break, or the empty text. What could not be done is
     *     told in the same way; an exception ends the console.
     */
    String obey(Command.Order order);
}
