package io.regent.prober;

import io.regent.probe.Observation;
import io.regent.probe.Prober;
import io.regent.probe.Question;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Probes over plain sockets, each probe on a virtual thread of its own. The thread that calls {@link #round} is the
 * round's clock: it wakes when all probes ended, or at a probe's deadline, and then gives the observation itself. So
 * nothing that a target does, and no business of this machine, makes a round longer.
 *
 * <p>Names are resolved anew in each round, once for all of its probes, by asking name servers: neither the JVM's cache
 * ({@code networkaddress.cache.ttl}) nor {@code /etc/hosts} nor a search list plays a part. The first A record is
 * taken, or the first AAAA record where there is no A. An IP address needs no lookup, and its observation has no
 * {@link io.regent.probe.Layer#DNS}.
 *
 * <p>TLS is spoken when the target or the kind says so, except by the kind TCP, which asks for nothing but a
 * connection. No TLS session outlives a round, so that each round sees the certificates anew.
 */
public final class SocketProber implements Prober {
    /** How many questions a round may have. Each takes a socket, and a Lambda function has 1,024 file descriptors. */
    public static final int MOST_QUESTIONS = 1_000;

    private final InstantSource clock;
    private final List<InetSocketAddress> nameServers;
    private final Supplier<SSLContext> tls;

    /** Asks the name servers that the system is configured with, and trusts whom the JVM trusts. */
    public SocketProber(InstantSource clock) {
        this(clock, List.of(), SocketProber::newContext);
    }

    /**
     * Asks the given name servers, and trusts whom the JVM trusts.
     *
     * @param nameServers addresses and ports, at least one; when one is silent the next is asked
     */
    public SocketProber(InstantSource clock, List<InetSocketAddress> nameServers) {
        this(clock, nameServers, SocketProber::newContext);
        if (nameServers.isEmpty()) {
            throw new IllegalArgumentException("nameServers: expected at least one");
        }
    }

    /**
     * @param nameServers whom to ask; none for those of the system
     * @param tls gives a context without sessions, once a round that speaks TLS
     */
    SocketProber(InstantSource clock, List<InetSocketAddress> nameServers, Supplier<SSLContext> tls) {
        this.clock = clock;
        this.nameServers = List.copyOf(nameServers);
        this.tls = tls;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when there are more than {@value #MOST_QUESTIONS} questions
     */
    @Override
    public List<Observation> round(List<Question> questions) throws InterruptedException {
        if (questions.size() > MOST_QUESTIONS) {
            throw new IllegalArgumentException(
                    "questions: " + questions.size() + ", expected at most " + MOST_QUESTIONS + " a round");
        }
        long start = System.nanoTime();
        Round round = new Round(clock.instant(), new Names(nameServers, longestTimeout(questions)), tls);
        CountDownLatch running = new CountDownLatch(questions.size());
        List<Probe> probes = new ArrayList<>(questions.size());
        try {
            for (Question question : questions) {
                probes.add(Probe.begin(question, round, running));
            }
            awaitUntilDeadlines(probes, start, running);
        } finally {
            // After an interrupt this closes the connections; else all have ended.
            probes.forEach(Probe::end);
        }
        return probes.stream().map(Probe::observation).toList();
    }

    private static void awaitUntilDeadlines(List<Probe> probes, long start, CountDownLatch running)
            throws InterruptedException {
        List<Probe> byDeadline = new ArrayList<>(probes);
        byDeadline.sort(Comparator.comparing(Probe::timeout));
        for (Probe probe : byDeadline) {
            long left = start + probe.timeout().toNanos() - System.nanoTime();
            if (running.await(left, TimeUnit.NANOSECONDS)) {
                return;
            }
            probe.end();
        }
    }

    private static Duration longestTimeout(List<Question> questions) {
        return questions.stream().map(Question::timeout).reduce(Duration.ZERO, (a, b) -> a.compareTo(b) < 0 ? b : a);
    }

    private static SSLContext newContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot speak TLS", e);
        }
    }
}
