package io.regent.prober;

import io.regent.fleet.Address;
import io.regent.fleet.ProbeKind;
import io.regent.probe.Layer;
import io.regent.probe.Observation;
import io.regent.probe.Outcome;
import io.regent.probe.Question;
import io.regent.probe.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One probe, on a virtual thread of its own. It watches no clock: {@link #end} decides its observation and interrupts
 * the thread, which closes the socket in whatever layer it waits (java.net.Socket, "virtual thread").
 */
final class Probe {
    private final Question question;
    private final Address address;
    private final Round round;
    private final CountDownLatch running;
    private final Thread thread;
    private final CompletableFuture<Observation> observation = new CompletableFuture<>();
    private volatile Progress progress;

    private Probe(Question question, Round round, CountDownLatch running) {
        this.question = question;
        this.address = question.target().address();
        this.round = round;
        this.running = running;
        this.progress = Progress.at(Layer.DNS);
        this.thread = Thread.ofVirtual().name("probe").unstarted(this::run);
    }

    /** @param running is counted down when the probe's connection is closed */
    static Probe begin(Question question, Round round, CountDownLatch running) {
        Probe probe = new Probe(question, round, running);
        probe.thread.start();
        return probe;
    }

    Duration timeout() {
        return question.timeout();
    }

    /** Ends the probe, if it has not ended, as timed out in the layer that it waits for. Returns at once. */
    void end() {
        Progress now = progress;
        if (conclude(
                now,
                failed(now, Reason.TIMED_OUT, "no answer within " + timeout().toMillis() + " ms"))) {
            thread.interrupt();
        }
    }

    /** What the probe found; it must have ended. */
    Observation observation() {
        return observation.resultNow();
    }

    private void run() {
        try {
            Outcome outcome = outcome();
            conclude(progress, outcome);
        } finally {
            running.countDown();
        }
    }

    private boolean conclude(Progress at, Outcome outcome) {
        return observation.complete(new Observation(question.target(), round.at(), at.answered(), outcome));
    }

    private Outcome outcome() {
        try {
            ask();
            return new Outcome.Answered();
        } catch (Refusal e) {
            return failed(progress, e.reason(), Words.of(e));
        } catch (IOException e) {
            return failed(progress, Reasons.of(progress.layer(), e), Words.of(e));
        } catch (InterruptedException e) {
            return failed(progress, Reason.TIMED_OUT, "interrupted");
        } catch (RuntimeException e) {
            // A library that stumbles over what one target sent must not cost the others their round.
            return failed(progress, Reason.MALFORMED, Words.of(e));
        }
    }

    private static Outcome failed(Progress at, Reason reason, String detail) {
        return new Outcome.Failed(at.layer(), reason, detail);
    }

    private void ask() throws IOException, InterruptedException, Refusal {
        Optional<InetAddress> literal = Names.literal(address.host());
        InetAddress host = literal.isPresent() ? literal.get() : through(Layer.DNS, this::resolve);
        // Closing the plain socket under TLS is meant: SSLSocket.close may wait for what the peer has to say.
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            through(Layer.TCP, () -> connect(socket, host));
            ProbeKind kind = question.settings().kind();
            if (kind == ProbeKind.TCP) {
                return;
            }
            boolean tls = question.target().tls() || kind == ProbeKind.HTTPS;
            Socket channel = tls ? through(Layer.TLS, () -> handshake(socket)) : socket;
            Head head = through(Layer.HTTP, () -> Http.get(channel, address, tls, question.settings()));
            if (kind == ProbeKind.REGISTRY) {
                through(Layer.REGISTRY, () -> Registry.check(head));
            }
        }
    }

    private <T> T through(Layer layer, Step<T> step) throws IOException, InterruptedException, Refusal {
        progress = progress.entering(layer);
        long start = System.nanoTime();
        T result = step.take();
        progress = progress.answered(Duration.ofNanos(System.nanoTime() - start));
        return result;
    }

    private InetAddress resolve() throws InterruptedException, Refusal {
        try {
            return round.names().address(address.host()).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refusal refusal
                    ? refusal
                    : new Refusal(Reason.NO_ADDRESS, "looking up " + address.host() + ": " + e.getCause());
        }
    }

    private Socket connect(Socket socket, InetAddress host) throws IOException {
        socket.connect(new InetSocketAddress(host, address.port()));
        return socket;
    }

    /** The certificate must be trusted and bear the host's name; a name is sent as SNI (RFC 6066, section 3). */
    private Socket handshake(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) round.tls().createSocket(socket, address.host(), address.port(), false);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** What one layer does. */
    private interface Step<T> {
        T take() throws IOException, InterruptedException, Refusal;
    }
}
