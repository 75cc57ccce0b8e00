package io.regent.fleet;

/** How deep a probe asks. Each kind includes what the layers before it prove. */
public enum ProbeKind {
    /** A TCP connection is accepted. Proves nothing about what stands behind a load balancer. */
    TCP,
    /** An accepted HTTP status, and the required headers. */
    HTTP,
    /** The same over TLS. */
    HTTPS,
    /**
     * A container registry: {@code /v2/} answers 200, or 401 with {@code WWW-Authenticate}, and names its API version
     * (Docker Registry HTTP API V2, "API Version Check").
     */
    REGISTRY
}
