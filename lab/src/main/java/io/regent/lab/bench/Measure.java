package io.regent.lab.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One number.
 *
 * @param what in words
 * @param goal the most that it should be; none where it only serves to compare
 */
record Measure(String what, OptionalDouble goal, double measured, String unit) {
    static Measure against(double goal, String what, double measured, String unit) {
        return new Measure(what, OptionalDouble.of(goal), measured, unit);
    }

    static Measure plain(String what, double measured, String unit) {
        return new Measure(what, OptionalDouble.empty(), measured, unit);
    }

    /** Whether the goal was met, if there is one. */
    Optional<Boolean> met() {
        return goal.isPresent() ? Optional.of(measured <= goal.getAsDouble()) : Optional.empty();
    }

    /** One line of the table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "%-58s %12s %12s %-7s %s",
                what,
                goal.isPresent() ? "<= " + number(goal.getAsDouble()) : "",
                number(measured),
                unit,
                met().map(met -> met ? "met" : "MISSED").orElse(""));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.0f", value);
    }
}
