package io.regent.probe;

/** Why a layer failed. */
public enum Reason {
    /** The name has no address, or the name servers would not say. */
    NO_ADDRESS,
    /** Nothing came before the probe's timeout. */
    TIMED_OUT,
    /** The host is there and nothing listens. */
    REFUSED,
    /** No way to the host. */
    UNREACHABLE,
    /** The connection was closed or reset before the answer was complete. */
    CLOSED,
    /** The TLS handshake failed: protocol, certificate or name. */
    TLS_REJECTED,
    /** What came is not HTTP, or longer than is read. */
    MALFORMED,
    /** A status that is not accepted. */
    STATUS,
    /** A required header is missing or has another value. */
    HEADER
}
