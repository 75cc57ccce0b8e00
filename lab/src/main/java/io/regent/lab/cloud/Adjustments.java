package io.regent.lab.cloud;

import io.regent.fleet.Region;

/** What the lab changes of a template's values, or AWS would give and the lab has to: no more than this. */
public interface Adjustments {
    /** A parameter's value as the functions are to read it. */
    String parameter(Region region, String name, String value);

    /** The public IPv4 address of a region of the lab: its Elastic IP, and its load balancer's. */
    String ipv4(Region region);

    /** The public IPv6 address of its load balancer. */
    String ipv6(Region region);
}
