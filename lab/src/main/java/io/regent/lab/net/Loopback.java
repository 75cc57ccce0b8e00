package io.regent.lab.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which addresses of 127.0.0.0/8 this machine can listen on. Linux has them all; macOS has 127.0.0.1 alone until a
 * person adds the others.
 */
public final class Loopback {
    private final Predicate<InetAddress> bindable;
    private final boolean mac;

    Loopback(Predicate<InetAddress> bindable, String osName) {
        this.bindable = bindable;
        this.mac = osName.toLowerCase(Locale.ROOT).startsWith("mac");
    }

    public static Loopback ofThisMachine() {
        return new Loopback(Loopback::canListenOn, System.getProperty("os.name", ""));
    }

    /** Those of the addresses that cannot be listened on, each once, in the order given. */
    public List<InetAddress> missing(Collection<InetAddress> wanted) {
        return wanted.stream().distinct().filter(bindable.negate()).toList();
    }

    /**
     * Makes sure that every address can be listened on.
     *
     * @throws AddressUnavailable naming those that cannot, with the commands that add them
     */
    public void require(Collection<InetAddress> wanted) {
        List<InetAddress> missing = missing(wanted);
        if (!missing.isEmpty()) {
            throw new AddressUnavailable(advice(missing));
        }
    }

    private String advice(List<InetAddress> missing) {
        return missing.stream()
                .map(address -> "  " + commandFor(address.getHostAddress()))
                .collect(Collectors.joining(
                        "\n",
                        "this machine's loopback interface lacks "
                                + missing.stream()
                                        .map(InetAddress::getHostAddress)
                                        .collect(Collectors.joining(", "))
                                + ". Add what is missing (it lasts until the next restart), then try again:\n",
                        ""));
    }

    private String commandFor(String address) {
        return mac ? "sudo ifconfig lo0 alias " + address + " up" : "sudo ip address add " + address + "/8 dev lo";
    }

    /**
     * Makes sure that a port is free on a loopback address, before a program is started that would listen there.
     *
     * @throws AddressUnavailable saying what is wrong with the address or the port, and what to do
     */
    public static void requireFree(InetSocketAddress address) {
        try {
            bind(address, 1).close();
        } catch (IOException e) {
            throw explain(address, e);
        }
    }

    /**
     * Binds a listening socket.
     *
     * @param backlog how many connections the kernel may hold that were not accepted yet
     * @throws IOException when the address or the port cannot be had
     * @throws IllegalArgumentException when the address is not a loopback address
     */
    static ServerSocket bind(InetSocketAddress address, int backlog) throws IOException {
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("address '" + address
                    + "': expected a loopback address (127.0.0.0/8), the lab listens on no other");
        }
        ServerSocket socket = new ServerSocket();
        try {
            // Without it, an address whose last connections are still in TIME_WAIT could not be had again.
            socket.setReuseAddress(true);
            socket.bind(address, backlog);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** What an address that could not be bound needs. */
    static AddressUnavailable explain(InetSocketAddress address, IOException cause) {
        Loopback here = ofThisMachine();
        List<InetAddress> missing = here.missing(List.of(address.getAddress()));
        if (!missing.isEmpty()) {
            return new AddressUnavailable(here.advice(missing));
        }
        String place = address.getAddress().getHostAddress() + ":" + address.getPort();
        String port = Integer.toString(address.getPort());
        String hint = here.mac && address.getPort() == 5000
                ? " (on macOS often AirPlay Receiver: System Settings, General, AirDrop & Handoff)"
                : "";
        return new AddressUnavailable("cannot listen on " + place + " (" + cause.getMessage()
                + "): another program has it" + hint + ". Find it with 'lsof -nP -iTCP:" + port
                + " -sTCP:LISTEN' or 'ss -ltnp sport = :" + port + "', end it, then try again");
    }

    private static boolean canListenOn(InetAddress address) {
        try (ServerSocket socket = bind(new InetSocketAddress(address, 0), 1)) {
            return socket.isBound();
        } catch (IOException gone) {
            return false;
        }
    }
}
