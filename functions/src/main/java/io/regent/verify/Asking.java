package io.regent.verify;

import io.regent.verify.DnsReply.Answered;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Asks servers within what is left of a deadline. Past it nobody is asked, and a reply is silence.
 *
 * @param patience how long a question may take at most
 */
record Asking(Dns dns, InstantSource clock, Duration patience, Instant deadline) {
    /** A server near or far answers in much less; a packet that is lost costs this much. */
    static final Duration USUAL_PATIENCE = Duration.ofSeconds(2);

    /** Asks over this protocol alone. */
    DnsReply ask(InetSocketAddress server, Protocol protocol, DnsQuestion question) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), deadline);
        Duration timeout = left.compareTo(patience) < 0 ? left : patience;
        return timeout.isPositive() ? dns.transport().ask(server, protocol, question, timeout) : new DnsReply.Silent();
    }

    /** Asks as clients do: over UDP, and where the answer is cut over TCP. */
    DnsReply ask(InetSocketAddress server, DnsQuestion question) throws InterruptedException {
        DnsReply reply = ask(server, Protocol.UDP, question);
        return reply instanceof Answered answered && answered.truncated() ? ask(server, Protocol.TCP, question) : reply;
    }

    boolean isOver() {
        return !clock.instant().isBefore(deadline);
    }
}
