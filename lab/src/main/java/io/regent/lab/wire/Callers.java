package io.regent.lab.wire;

import io.regent.lab.twin.Caller;

/** Tells who signed a request. */
@FunctionalInterface
public interface Callers {
    /** Whose access key this is; a key that nobody was given is a {@link Caller.Person}'s. */
    Caller of(String accessKeyId);
}
