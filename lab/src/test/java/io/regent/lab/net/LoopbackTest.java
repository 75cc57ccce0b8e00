package io.regent.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackTest {
    private static final InetAddress FIRST = Addresses.of("127.0.0.1");
    private static final InetAddress IRELAND = Addresses.of("127.0.1.1");
    private static final InetAddress MUMBAI = Addresses.of("127.0.2.1");

    @Test
    void everyLoopbackAddressThatCanBeBoundIsEnough() {
        Loopback.ofThisMachine().require(List.of(FIRST));
        assertThat(Loopback.ofThisMachine().missing(List.of(FIRST))).isEmpty();
    }

    @Test
    void aMacIsToldTheCommandsThatAddWhatItLacks() {
        Loopback mac = new Loopback(FIRST::equals, "Mac OS X");
        assertThat(mac.missing(List.of(FIRST, IRELAND, MUMBAI, IRELAND))).containsExactly(IRELAND, MUMBAI);
        assertThatThrownBy(() -> mac.require(List.of(FIRST, IRELAND, MUMBAI)))
                .isInstanceOf(AddressUnavailable.class)
                .hasMessage("""
                        this machine's loopback interface lacks 127.0.1.1, 127.0.2.1. \
                        Add what is missing (it lasts until the next restart), then try again:
                          sudo ifconfig lo0 alias 127.0.1.1 up
                          sudo ifconfig lo0 alias 127.0.2.1 up""");
    }

    @Test
    void otherSystemsAreToldTheirs() {
        assertThatThrownBy(() -> new Loopback(FIRST::equals, "Linux").require(List.of(IRELAND)))
                .hasMessageContaining("sudo ip address add 127.0.1.1/8 dev lo");
    }

    @Test
    void aTakenPortIsNamedWithWhatToDoAboutIt() throws Exception {
        try (ServerSocket taken = Loopback.bind(new InetSocketAddress(FIRST, 0), 1)) {
            InetSocketAddress address = new InetSocketAddress(FIRST, taken.getLocalPort());
            assertThatThrownBy(() -> Loopback.requireFree(address))
                    .isInstanceOf(AddressUnavailable.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("another program has it")
                    .hasMessageContaining("lsof -nP -iTCP:" + taken.getLocalPort());
            assertThatThrownBy(() -> TcpListener.open(address, 1, connection -> {}))
                    .isInstanceOf(AddressUnavailable.class);
        }
    }

    @Test
    void nothingOutsideLoopbackIsListenedOn() {
        InetSocketAddress everywhere = new InetSocketAddress(Addresses.of("0.0.0.0"), 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TcpListener.open(everywhere, 1, connection -> {}))
                .withMessageContaining("expected a loopback address");
    }
}
