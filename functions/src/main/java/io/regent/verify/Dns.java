package io.regent.verify;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;

/**
 * The DNS as it is seen from here.
 *
 * @param resolvers where the name servers' names and addresses are looked up, at least one; when one fails the next is
 *     asked
 * @param port where authoritative name servers listen
 * @param askable where a resolver may be that a person names
 */
public record Dns(DnsTransport transport, List<InetSocketAddress> resolvers, int port, Predicate<InetAddress> askable) {
    private static final int USUAL_PORT = 53;

    public Dns {
        resolvers = List.copyOf(resolvers);
        if (resolvers.isEmpty()) {
            throw new IllegalArgumentException("resolvers: expected at least one");
        }
    }

    /** With the resolvers that the system is configured with. */
    public static Dns ofSystem() {
        return new Dns(new DnsSockets(), DnsSockets.systemResolvers(), USUAL_PORT, PublicAddress::is);
    }

    /**
     * With this resolver, whose port is that of every authoritative name server too: a DNS on a port of its own, in
     * which a resolver may be anywhere.
     */
    public static Dns through(InetSocketAddress resolver) {
        return new Dns(new DnsSockets(), List.of(resolver), resolver.getPort(), anywhere -> true);
    }
}
