package io.regent.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import io.regent.lab.twin.Faults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopbackNetworkTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region MUMBAI = new Region("ap-south-1");
    private static final List<Region> VANTAGES = List.of(IRELAND, MUMBAI);

    private final InetSocketAddress ireland = Addresses.free("127.0.81.1");
    private final InetSocketAddress mumbai = Addresses.free("127.0.82.1");
    private final Faults faults = new Faults();
    private final LoopbackNetwork network = LoopbackNetwork.open(
            faults,
            List.of(
                    new Site(IRELAND, ireland.getAddress(), List.of(ireland.getPort())),
                    new Site(MUMBAI, mumbai.getAddress(), List.of(mumbai.getPort()))),
            VANTAGES);

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void anOpenPathLeadsToTheAddressItself() {
        assertThat(network.seenFrom(MUMBAI, ireland.getAddress())).isEqualTo(ireland.getAddress());
    }

    @Test
    void aDarkRegionIsDarkToAllAndSeesNothing() {
        faults.dark(IRELAND);
        assertThat(network.seenFrom(MUMBAI, ireland.getAddress())).isEqualTo(Addresses.of("127.1.81.1"));
        assertThat(network.seenFrom(IRELAND, mumbai.getAddress())).isEqualTo(Addresses.of("127.1.82.1"));
        assertThat(network.seenFrom(MUMBAI, mumbai.getAddress())).isEqualTo(mumbai.getAddress());
        InetSocketAddress dark = new InetSocketAddress(Addresses.of("127.1.81.1"), ireland.getPort());
        assertThatThrownBy(() -> read(dark, 300)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aCutIsSeenFromItsTwoEndsOnly() {
        faults.cut(IRELAND, MUMBAI);
        assertThat(network.seenFrom(MUMBAI, ireland.getAddress())).isEqualTo(Addresses.of("127.1.81.1"));
        assertThat(network.seenFrom(IRELAND, mumbai.getAddress())).isEqualTo(Addresses.of("127.1.82.1"));
        assertThat(network.seenFrom(IRELAND, ireland.getAddress())).isEqualTo(ireland.getAddress());
        faults.heal();
        assertThat(network.seenFrom(MUMBAI, ireland.getAddress())).isEqualTo(ireland.getAddress());
    }

    @Test
    void aSlowPathIsAnAddressOfEachVantagesOwnThatLeadsToTheSamePort() throws Exception {
        faults.slow(IRELAND, Duration.ofMillis(50));
        InetAddress fromIreland = network.seenFrom(IRELAND, ireland.getAddress());
        InetAddress fromMumbai = network.seenFrom(MUMBAI, ireland.getAddress());
        assertThat(fromIreland).isEqualTo(Addresses.of("127.2.81.1"));
        assertThat(fromMumbai).isEqualTo(Addresses.of("127.3.81.1"));
        try (TcpListener endpoint = TcpListener.open(
                ireland, 4, connection -> connection.getOutputStream().write('i'))) {
            long start = System.nanoTime();
            assertThat(read(new InetSocketAddress(fromMumbai, endpoint.address().getPort()), 30_000))
                    .isEqualTo('i');
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        }
    }

    @Test
    void fromOutsideARegionIsDarkOrSlowButNeverCutOff() throws Exception {
        assertThat(network.seenFromOutside(ireland.getAddress())).isEqualTo(ireland.getAddress());
        faults.cut(IRELAND, MUMBAI);
        assertThat(network.seenFromOutside(ireland.getAddress())).isEqualTo(ireland.getAddress());
        faults.slow(MUMBAI, Duration.ofMillis(50));
        assertThat(network.seenFromOutside(ireland.getAddress())).isEqualTo(ireland.getAddress());
        faults.slow(IRELAND, Duration.ofMillis(50));
        InetAddress slow = network.seenFromOutside(ireland.getAddress());
        assertThat(slow).isEqualTo(Addresses.of("127.4.81.1"));
        try (TcpListener endpoint = TcpListener.open(
                ireland, 4, connection -> connection.getOutputStream().write('i'))) {
            long start = System.nanoTime();
            assertThat(read(new InetSocketAddress(slow, endpoint.address().getPort()), 30_000))
                    .isEqualTo('i');
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        }
        faults.dark(IRELAND);
        assertThat(network.seenFromOutside(ireland.getAddress())).isEqualTo(Addresses.of("127.1.81.1"));
    }

    @Test
    void whatIsNoPlaceInARegionIsLeftAlone() {
        faults.dark(IRELAND);
        assertThat(network.seenFromOutside(Addresses.of("127.0.0.1"))).isEqualTo(Addresses.of("127.0.0.1"));
        assertThat(network.seenFrom(IRELAND, Addresses.of("127.0.0.1"))).isEqualTo(Addresses.of("127.0.0.1"));
    }

    @Test
    void aVantageThatTheNetworkDoesNotKnowIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.seenFrom(new Region("us-west-2"), ireland.getAddress()))
                .withMessageContaining("us-west-2")
                .withMessageContaining("eu-west-1, ap-south-1");
    }

    @Test
    void whenOnePortIsTakenNothingStaysOpen() throws Exception {
        InetSocketAddress third = Addresses.free("127.0.83.1");
        Site site = new Site(IRELAND, third.getAddress(), List.of(third.getPort()));
        InetSocketAddress lastWay = new InetSocketAddress(Addresses.of("127.4.83.1"), third.getPort());
        try (TcpListener taken = TcpListener.open(lastWay, 1, connection -> {})) {
            assertThatThrownBy(() -> LoopbackNetwork.open(faults, List.of(site), VANTAGES))
                    .isInstanceOf(AddressUnavailable.class)
                    .hasMessageContaining("127.4.83.1:" + taken.address().getPort());
        }
        LoopbackNetwork.open(faults, List.of(site), VANTAGES).close();
        Loopback.requireFree(lastWay);
    }

    @Test
    void theAddressesThatAMachineMustHaveAreKnownBeforehand() {
        Site site = new Site(IRELAND, Addresses.of("127.0.1.1"), List.of(5000, 8080));
        assertThat(LoopbackNetwork.addresses(List.of(site), VANTAGES))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.1.1", "127.1.1.1", "127.2.1.1", "127.3.1.1", "127.4.1.1");
    }

    @Test
    void aSiteOutsideTheLabsAddressesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Site(IRELAND, Addresses.of("127.1.1.1"), List.of(5000)))
                .withMessageContaining("expected one in 127.0.0.0/16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Site(IRELAND, Addresses.of("127.0.1.1"), List.of(70_000)))
                .withMessageContaining("port 70000 of eu-west-1: expected 1 to 65535");
    }

    private static int read(InetSocketAddress address, int millis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            return socket.getInputStream().read();
        }
    }
}
