package io.regent.lab;

import io.regent.lab.world.Ports;
import java.time.InstantSource;

/** What the lab's programs take from the process: the one place in the lab that reads the environment and the clock. */
final class Settings {
    private Settings() {}

    static InstantSource clock() {
        return InstantSource.system();
    }

    /** Where the programs of this machine are. */
    static String searchPath() {
        String path = System.getenv("PATH");
        return path == null ? "" : path;
    }

    /** The usual ports, unless {@code LAB_AWS_PORT} and {@code LAB_DNS_PORT} say otherwise. */
    static Ports ports() {
        return new Ports(port(Ports.AWS_VARIABLE, Ports.USUAL.aws()), port(Ports.DNS_VARIABLE, Ports.USUAL.dns()));
    }

    private static int port(String variable, int usual) {
        String text = System.getenv(variable);
        if (text == null || text.isBlank()) {
            return usual;
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException(variable + " '" + text + "': expected a port from 1 to 65535");
        }
        return Integer.parseInt(text);
    }
}
