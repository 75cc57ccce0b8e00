package io.regent.adapter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * What an answer of AWS cannot do without. One that lacks it says nothing: its call fails as one that nobody answered,
 * and so comes to the same outcome.
 */
final class Needed {
    private Needed() {}

    /**
     * The part.
     *
     * @param what it is, such as {@code a record set's name}
     * @throws SdkClientException where it is missing
     */
    static <T> T part(@Nullable T part, String what) {
        if (part == null) {
            throw SdkClientException.create("an answer without " + what);
        }
        return part;
    }

    /** The parts, every one of them. */
    static <T> List<T> parts(@Nullable List<T> parts, String what) {
        List<T> all = part(parts, what);
        all.forEach(one -> part(one, what));
        return all;
    }
}
