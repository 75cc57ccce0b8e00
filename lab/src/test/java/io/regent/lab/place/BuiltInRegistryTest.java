package io.regent.lab.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.lab.net.Addresses;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInRegistryTest extends RegistryHostContract {
    @Override
    RegistryHost open(InetSocketAddress address) {
        return BuiltInRegistry.open(address);
    }

    @Test
    void itStandsInWhereTheProgramIsNotOnTheSearchPathAndSaysSo(@TempDir Path empty) {
        try (RegistryHost host = RegistryHost.open(Addresses.free("127.0.0.1"), ":" + empty + ":no\0path:")) {
            assertThat(host.describe()).startsWith("built-in stand-in").contains("docker-registry is not installed");
        }
    }
}
