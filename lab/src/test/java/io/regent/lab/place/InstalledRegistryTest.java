package io.regent.lab.place;

import java.net.InetSocketAddress;

/** The contract with whatever this machine has; the test's output says what that is. */
class InstalledRegistryTest extends RegistryHostContract {
    @Override
    RegistryHost open(InetSocketAddress address) {
        RegistryHost host = RegistryHost.open(address, Installed.searchPath());
        System.out.println("registry under test: " + host.describe());
        return host;
    }
}
