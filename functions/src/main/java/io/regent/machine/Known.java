package io.regent.machine;

import io.regent.report.Brief;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/** Something that EC2 was asked, and what it said; or why that is not known, which is never the same as "none". */
public sealed interface Known<T> {
    /** EC2 said so. */
    record Is<T>(T value) implements Known<T> {
        public Is {
            Objects.requireNonNull(value);
        }
    }

    /**
     * Not known.
     *
     * @param why for a person, bounded
     */
    record Unknown<T>(Cause cause, String why) implements Known<T> {
        public Unknown {
            Objects.requireNonNull(cause);
            why = Brief.of(why);
        }

        @Override
        public String toString() {
            return cause.label() + ": " + why;
        }
    }

    /** Why something is not known. */
    enum Cause {
        /** Nobody answered in time, or no connection could be made. */
        NO_ANSWER,
        /** EC2 asks to slow down. */
        THROTTLED,
        /** The caller lacks a right. */
        DENIED,
        /** EC2 says that the request is wrong. */
        REFUSED,
        /** EC2 says that the fault is its own. */
        BROKEN,
        /** The answer makes no sense. */
        NONSENSE;

        /** In reports, such as {@code no answer}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Goes on with what is known; what is not stays so. */
    default <U> Known<U> then(Function<? super T, Known<U>> next) {
        return switch (this) {
            case Is<T> is -> next.apply(is.value());
            case Unknown<T> unknown -> new Unknown<>(unknown.cause(), unknown.why());
        };
    }

    /** Whether it is known, and so. */
    default boolean is(Function<? super T, Boolean> property) {
        return this instanceof Is<T> is && property.apply(is.value());
    }
}
