package io.regent.aws;

import java.util.Objects;
import java.util.function.Function;

/** What became of a call. That a call fails is expected; so it is a value, and whoever calls has to look at it. */
public sealed interface Answer<T> {
    /** The call did what it should, and this is what it gave. */
    record Given<T>(T value) implements Answer<T> {
        public Given {
            Objects.requireNonNull(value);
        }
    }

    /**
     * The call gave nothing.
     *
     * @param detail what happened, for a person to read; never holds a secret
     */
    record Failed<T>(Trouble trouble, String detail) implements Answer<T> {
        public Failed {
            Objects.requireNonNull(trouble);
            Objects.requireNonNull(detail);
        }
    }

    /** Goes on with what was given; a failure stays as it is. */
    default <U> Answer<U> then(Function<? super T, Answer<U>> next) {
        return switch (this) {
            case Given<T> given -> next.apply(given.value());
            case Failed<T> failed -> new Failed<>(failed.trouble(), failed.detail());
        };
    }
}
