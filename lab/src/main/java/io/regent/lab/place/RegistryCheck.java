package io.regent.lab.place;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a registry whether it is up, as the registry API's version check has it or otherwise. */
final class RegistryCheck {
    private RegistryCheck() {}

    /**
     * Whether a registry answers 200, or 401 since that asks for a login, over a connection of its own.
     *
     * @param timeout for all of it
     */
    static boolean passes(InetSocketAddress address, Duration timeout) {
        return passes(
                address,
                timeout,
                LoadBalancerSettings.DEFAULT.checkPath(),
                LoadBalancerSettings.DEFAULT.checkStatuses());
    }

    /**
     * Whether it answers with one of the statuses, over a connection of its own.
     *
     * @param timeout for all of it
     */
    static boolean passes(InetSocketAddress address, Duration timeout, String path, Statuses statuses) {
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(timeout.toMillis()));
            String host = address.getAddress().getHostAddress() + ":" + address.getPort();
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return statuses.accept(
                    HttpHead.read(TimedInput.within(socket, timeout)).status());
        } catch (IOException unreachable) {
            return false;
        }
    }
}
