package io.regent.prober;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The addresses of one round's hosts. A name is asked for once, however many probes want it. */
final class Names {
    private final List<InetSocketAddress> nameServers;
    private final Duration timeout;
    private final Map<String, CompletableFuture<InetAddress>> asked = new ConcurrentHashMap<>();
    private @Nullable DnsLookup lookup;

    /**
     * @param nameServers whom to ask; none for those of the system
     * @param timeout after which nobody waits for an answer any more
     */
    Names(List<InetSocketAddress> nameServers, Duration timeout) {
        this.nameServers = nameServers;
        this.timeout = timeout;
    }

    /** The address that a host is, if it is no name. */
    static Optional<InetAddress> literal(String host) {
        // Only a host that ends like an address is worth the exception that a name costs.
        boolean perhaps = host.indexOf(':') >= 0 || Character.isDigit(host.charAt(host.length() - 1));
        if (!perhaps) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The address of a name, or a {@link Refusal}. */
    CompletableFuture<InetAddress> address(String name) {
        return asked.computeIfAbsent(name, unasked -> lookup().address(unasked));
    }

    /** Made on first use: a fleet of IP addresses never loads a DNS library. */
    private synchronized DnsLookup lookup() {
        if (lookup == null) {
            lookup = new DnsLookup(nameServers, timeout);
        }
        return lookup;
    }
}
