package io.regent.probe;

/** What a probe goes through, in this order. A layer is tried only when the ones before it answered. */
public enum Layer {
    /** The host's name gives an address. */
    DNS,
    /** A connection is accepted. */
    TCP,
    /** A TLS handshake succeeds, certificate and name included. */
    TLS,
    /** An accepted status and the required headers arrive. */
    HTTP,
    /** The answer is a registry's. */
    REGISTRY
}
