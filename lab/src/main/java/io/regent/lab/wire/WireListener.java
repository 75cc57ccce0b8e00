package io.regent.lab.wire;

/** Hears what goes over the wire. Called on the request's own thread, so it must be thread-safe and quick. */
public interface WireListener {
    /** A call got its answer, or was found to get none. */
    void heard(WireCall call);

    /** Something in the lab itself broke; the client was told {@code InternalFailure}. */
    void broke(WireCall call, RuntimeException failure);
}
