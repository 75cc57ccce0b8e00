package io.regent.lab.twin;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids in the form of UUIDs, the same ones in the same order for the same name, so that a simulation can be replayed.
 */
public final class Identities {
    private final long name;
    private final AtomicLong made = new AtomicLong();

    public Identities(String name) {
        this.name = name.hashCode() * 0x9E37_79B9_7F4A_7C15L;
    }

    public String next() {
        return new UUID(name, made.incrementAndGet()).toString();
    }
}
