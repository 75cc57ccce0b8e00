package io.regent.lab.place;

import io.regent.lab.net.Addresses;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program for tests to kill: opens what its first argument says, tells that it stands, and waits for its end. */
final class DoomedProgram {
    private DoomedProgram() {}

    public static void main(String[] args) throws InterruptedException {
        switch (args[0]) {
            case "sleeper" -> {
                GuardedProcess sleeper = GuardedProcess.start(List.of("sleep", "600"), Path.of("."), "NONE_SUCH");
                if (args[1].equals("stopped")) {
                    sleeper.signal("STOP");
                }
                System.out.println(sleeper.pid());
            }
            case "registry" -> {
                InetSocketAddress address = new InetSocketAddress(Addresses.of("127.0.0.1"), Integer.parseInt(args[1]));
                RegistryHost registry = RegistryHost.open(address, Installed.searchPath());
                registry.stop();
                System.out.println(registry.describe());
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
        new CountDownLatch(1).await();
    }
}
