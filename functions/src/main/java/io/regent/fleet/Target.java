package io.regent.fleet;

/**
 * One thing of an endpoint that is probed.
 *
 * @param part which thing
 * @param tls whether TLS is spoken there
 */
public record Target(Part part, Address address, boolean tls) {
    /** The parts of an endpoint. Clients come through the load balancer; the origin is what stands behind it. */
    public enum Part {
        /** The service's own port, at the Elastic IP. */
        ORIGIN,
        /** The load balancer in front, which the service's records point to. */
        LOAD_BALANCER
    }
}
