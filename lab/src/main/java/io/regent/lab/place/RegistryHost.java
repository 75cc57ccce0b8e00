package io.regent.lab.place;

import io.regent.lab.net.AddressUnavailable;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A region's container registry, and the ways in which it can be made to fail. Thread-safe; it listens from the moment
 * it is opened.
 */
public interface RegistryHost extends AutoCloseable {
    /** What the registry is doing. */
    enum State {
        RUNNING,
        /** Stands still, with its port open: connections are made and never answered. */
        STOPPED,
        /** Is no more; its port refuses connections. */
        DEAD
    }

    /**
     * Opens the real {@code docker-registry} where it is installed, and otherwise the small built-in one;
     * {@link #describe} says which it is. Returns once the registry answers.
     *
     * @param address a loopback address and port
     * @param searchPath directories to look in for the program, in the form of the {@code PATH} variable
     * @throws AddressUnavailable when the address or the port cannot be had
     * @throws PlaceFailed when the program does not start to answer in time; nothing of it is left then
     */
    static RegistryHost open(InetSocketAddress address, String searchPath) {
        Optional<Path> program = DockerRegistry.find(searchPath);
        return program.isPresent() ? DockerRegistry.open(address, program.get()) : BuiltInRegistry.open(address);
    }

    InetSocketAddress address();

    /** What kind of registry this is and where, in a line. */
    String describe();

    State state();

    /** Ends it as SIGKILL does: at once, its connections reset. Without effect on a dead one. */
    void kill();

    /**
     * Makes it stand still as SIGSTOP does.
     *
     * @throws PlaceFailed when it is dead
     */
    void stop();

    /**
     * Makes a stopped one go on as SIGCONT does. Without effect on a running one.
     *
     * @throws PlaceFailed when it is dead
     */
    void cont();

    /**
     * Starts a dead one again, with what it held when it died. Returns once it answers; without effect on a running
     * one.
     *
     * @throws AddressUnavailable when the port was taken meanwhile
     * @throws PlaceFailed when it is stopped, or closed for good, or does not start to answer in time
     */
    void start();

    /** Kills it whatever its state is, and deletes what it held. It cannot be started again. */
    @Override
    void close();
}
