package io.regent.lab.twin.scheduler;

import io.regent.lab.twin.TwinError;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rate-based schedule expression, {@code rate(value unit)} ("Schedule types in EventBridge Scheduler").
 *
 * @param minutes whole minutes, from 1
 */
record Rate(int minutes) {
    private static final Pattern FORM = Pattern.compile("rate\\(\\s*([1-9]\\d{0,5})\\s+(minute|hour|day)s?\\s*\\)");
    private static final int MINUTES_PER_HOUR = 60;
    private static final int MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;
    private static final int MOST_MINUTES = 365 * MINUTES_PER_DAY;

    /**
     * Reads an expression.
     *
     * @throws TwinError ValidationException
     */
    static Rate parse(String expression) {
        Matcher parts = FORM.matcher(expression);
        if (!parts.matches()) {
            throw new TwinError(
                    "ValidationException",
                    400,
                    "Invalid Schedule Expression " + expression
                            + ": the twin takes rate(N minutes), rate(N hours) and rate(N days)");
        }
        int value = Integer.parseInt(parts.group(1));
        long minutes = (long) value
                * switch (parts.group(2)) {
                    case "minute" -> 1;
                    case "hour" -> MINUTES_PER_HOUR;
                    default -> MINUTES_PER_DAY;
                };
        if (minutes > MOST_MINUTES) {
            throw new TwinError("ValidationException", 400, "Schedule Expression " + expression + ": at most one year");
        }
        return new Rate((int) minutes);
    }

    /** How long it is from one tick to the next, where a minute lasts as long as given. */
    Duration period(Duration minute) {
        return minute.multipliedBy(minutes);
    }
}
