package io.regent.json;

import java.math.BigDecimal;

/** A number, exactly as written but for trailing zeros: {@code 1}, {@code 1.0} and {@code 10e-1} are equal. */
public record JsonNumber(BigDecimal value) implements JsonValue {
    private static final int PLAIN_ZEROS = 20;

    public JsonNumber {
        value = value.stripTrailingZeros();
        // Whole numbers in plain digits as long as any number of the outside world: 100, not 1E+2.
        if (value.scale() < 0 && value.scale() > -PLAIN_ZEROS) {
            value = value.setScale(0);
        }
    }

    public static JsonNumber of(long value) {
        return new JsonNumber(BigDecimal.valueOf(value));
    }

    /**
     * The number as the shortest decimal that names this double.
     *
     * @throws IllegalArgumentException when the value is not finite: JSON has no word for that
     */
    public static JsonNumber of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("number " + value + ": expected a finite number");
        }
        return new JsonNumber(BigDecimal.valueOf(value));
    }
}
