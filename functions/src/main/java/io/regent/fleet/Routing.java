package io.regent.fleet;

/** How Route 53 chooses between the endpoints. */
public enum Routing {
    /** By weight: both levers work. */
    WEIGHTED,
    /** PRIMARY and SECONDARY records: routing control is the only lever. */
    FAILOVER
}
