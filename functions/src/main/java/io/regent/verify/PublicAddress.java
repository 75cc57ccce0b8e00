package io.regent.verify;

import java.net.InetAddress;

/**
 * Whether an address is one that everybody means by it: not this machine, not what is on its link or in its network,
 * and not many at once (IANA, "Special-Purpose Address Registry" of IPv4 and of IPv6). Who may only look could
 * otherwise find out what listens beside a function, by asking it for a name.
 */
final class PublicAddress {
    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return !(address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isSpecial(address.getAddress()));
    }

    /** What Java has no word for. */
    private static boolean isSpecial(byte[] bytes) {
        int first = bytes[0] & 0xff;
        if (bytes.length > 4) {
            // Unique local addresses (RFC 4193), among them those of AWS's own services beside a function.
            return (first & 0xfe) == 0xfc;
        }
        boolean shared = first == 100 && (bytes[1] & 0xc0) == 64;
        return first == 0 || first >= 240 || shared;
    }
}
