package io.regent.lab.twin.cloudwatch;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the samples of a period become one number. */
sealed interface Statistic {
    /** What the twin accepts where a statistic is asked for. */
    String ACCEPTED = "SampleCount, Average, Sum, Minimum, Maximum, or a percentile such as p99";

    /** The number; nothing where this bucket cannot say, which counts as missing data. */
    OptionalDouble of(Bucket bucket);

    /** Reads a statistic as the API writes it; nothing when the twin has none of that name. */
    static Optional<Statistic> parse(String text) {
        for (Basic basic : Basic.values()) {
            if (basic.text.equals(text)) {
                return Optional.of(basic);
            }
        }
        Matcher percentile = Percentile.FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (percentile.matches()) {
            double percent = Double.parseDouble(percentile.group(1));
            return percent <= 100 ? Optional.of(new Percentile(percent)) : Optional.empty();
        }
        return Optional.empty();
    }

    /** The five that every metric has. */
    enum Basic implements Statistic {
        SAMPLE_COUNT("SampleCount") {
            @Override
            public OptionalDouble of(Bucket bucket) {
                return OptionalDouble.of(bucket.count());
            }
        },
        AVERAGE("Average") {
            @Override
            public OptionalDouble of(Bucket bucket) {
                return OptionalDouble.of(bucket.sum() / bucket.count());
            }
        },
        SUM("Sum") {
            @Override
            public OptionalDouble of(Bucket bucket) {
                return OptionalDouble.of(bucket.sum());
            }
        },
        MINIMUM("Minimum") {
            @Override
            public OptionalDouble of(Bucket bucket) {
                return OptionalDouble.of(bucket.min());
            }
        },
        MAXIMUM("Maximum") {
            @Override
            public OptionalDouble of(Bucket bucket) {
                return OptionalDouble.of(bucket.max());
            }
        };

        private final String text;

        Basic(String text) {
            this.text = text;
        }
    }

    /** By nearest rank over the values that were put; AWS interpolates a little. */
    record Percentile(double percent) implements Statistic {
        private static final Pattern FORM = Pattern.compile("p(\\d{1,3}(?:\\.\\d{1,10})?)");

        @Override
        public OptionalDouble of(Bucket bucket) {
            return bucket.percentile(percent);
        }
    }
}
