package io.regent.lab.place;

import io.regent.lab.net.TcpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A stand-in for machines without {@code docker-registry}: it answers the registry API's version check as a registry
 * does, and holds no images. It fails in the same ways, as seen from outside.
 */
final class BuiltInRegistry implements RegistryHost {
    private static final int MOST_CONNECTIONS = 256;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final InetSocketAddress address;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition goesOn = lock.newCondition();
    private State state = State.RUNNING;
    private boolean closed;
    private TcpListener listener;

    private BuiltInRegistry(InetSocketAddress wanted) {
        listener = listen(wanted);
        address = listener.address();
    }

    static BuiltInRegistry open(InetSocketAddress address) {
        return new BuiltInRegistry(address);
    }

    private TcpListener listen(InetSocketAddress where) {
        return TcpListener.open(where, MOST_CONNECTIONS, this::answer);
    }

    private void answer(Socket connection) throws IOException, InterruptedException {
        String path =
                HttpHead.read(TimedInput.within(connection, REQUEST_TIMEOUT)).path();
        awaitRunning();
        connection.getOutputStream().write(answerTo(path).getBytes(StandardCharsets.ISO_8859_1));
    }

    private void awaitRunning() throws InterruptedException {
        lock.lock();
        try {
            while (state == State.STOPPED) {
                goesOn.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private static String answerTo(String path) {
        boolean found = path.equals("/") || path.equals("/v2/");
        String body = found
                ? "{}"
                : "{\"errors\":[{\"code\":\"UNSUPPORTED\",\"message\":\"the lab's built-in registry holds no images\"}]}";
        String version = path.startsWith("/v2/") ? "Docker-Distribution-Api-Version: registry/2.0\r\n" : "";
        return (found ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 404 Not Found\r\n")
                + version
                + "Content-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public String describe() {
        return "built-in stand-in without images at " + PlaceFailed.text(address)
                + " (docker-registry is not installed)";
    }

    @Override
    public State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void kill() {
        become(State.DEAD);
    }

    @Override
    public void stop() {
        become(State.STOPPED);
    }

    @Override
    public void cont() {
        become(State.RUNNING);
    }

    private void become(State next) {
        lock.lock();
        try {
            if (state == State.DEAD && next != State.DEAD) {
                throw PlaceFailed.dead(address);
            }
            state = next;
            goesOn.signalAll();
            if (next == State.DEAD) {
                listener.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        lock.lock();
        try {
            if (closed || state == State.STOPPED) {
                throw closed ? PlaceFailed.closed(address) : PlaceFailed.stopped(address);
            }
            if (state == State.DEAD) {
                listener = listen(address);
                state = State.RUNNING;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            become(State.DEAD);
        } finally {
            lock.unlock();
        }
    }
}
