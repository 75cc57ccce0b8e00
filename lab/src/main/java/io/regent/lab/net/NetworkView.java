package io.regent.lab.net;

import io.regent.fleet.Region;
import java.net.InetAddress;

/**
 * The network as each vantage has it. DNS only maps names to addresses, so a broken path is an address of its own, on
 * which the same ports fare as they would over that path.
 */
@FunctionalInterface
public interface NetworkView {
    /**
     * The address that a vantage gets for an address, as things stand at this moment: the address itself over an open
     * path, and for whatever is no place in a region.
     */
    InetAddress seenFrom(Region vantage, InetAddress address);
}
