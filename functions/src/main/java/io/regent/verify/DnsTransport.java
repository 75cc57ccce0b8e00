package io.regent.verify;

import java.net.InetSocketAddress;
import java.time.Duration;

/** The way to name servers. Called from many threads at once. */
@FunctionalInterface
public interface DnsTransport {
    /**
     * Asks a server once, without a cache and without asking again.
     *
     * @param timeout how long it may take altogether, above zero; the reply is there by then
     * @throws InterruptedException when the caller is to end
     */
    DnsReply ask(InetSocketAddress server, Protocol protocol, DnsQuestion question, Duration timeout)
            throws InterruptedException;
}
