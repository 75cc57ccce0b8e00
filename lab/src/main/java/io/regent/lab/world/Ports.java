package io.regent.lab.world;

/**
 * Where the lab listens on 127.0.0.1.
 *
 * @param aws the wire front's TCP port
 * @param dns the DNS server's port, UDP and TCP
 */
public record Ports(int aws, int dns) {
    /** The environment variables by which somebody says otherwise. */
    public static final String AWS_VARIABLE = "LAB_AWS_PORT";

    public static final String DNS_VARIABLE = "LAB_DNS_PORT";

    /** Unless somebody says otherwise. */
    public static final Ports USUAL = new Ports(4580, 1053);
}
