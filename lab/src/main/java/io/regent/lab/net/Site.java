package io.regent.lab.net;

import io.regent.fleet.Region;
import java.net.InetAddress;
import java.util.List;

/**
 * Where something of a region can be reached: a loopback address and the TCP ports that matter there.
 *
 * @param address a loopback address whose second number is 0, such as 127.0.1.1; the same address with another second
 *     number stands for it where the path to it is broken
 */
public record Site(Region region, InetAddress address, List<Integer> ports) {
    public Site {
        ports = List.copyOf(ports);
        byte[] bytes = address.getAddress();
        if (bytes.length != 4 || bytes[0] != 127 || bytes[1] != 0) {
            throw new IllegalArgumentException(
                    "address " + address.getHostAddress() + " of " + region + ": expected one in 127.0.0.0/16");
        }
        for (int port : ports) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port " + port + " of " + region + ": expected 1 to 65535");
            }
        }
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("ports of " + region + ": expected at least one");
        }
    }
}
