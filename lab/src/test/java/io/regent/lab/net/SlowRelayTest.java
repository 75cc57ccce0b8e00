package io.regent.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SlowRelayTest {
    private static final int DEADLINE_MILLIS = 30_000;

    @Test
    void everyByteArrivesInOrderAndTheEndAsWell() throws Exception {
        byte[] sent = new byte[3_000_000];
        new Random(1).nextBytes(sent);
        try (TcpListener echo = TcpListener.open(Addresses.anyPort("127.0.0.1"), 4, SlowRelayTest::echo);
                SlowRelay relay =
                        SlowRelay.open(Addresses.anyPort("127.0.0.1"), echo.address(), () -> Duration.ofMillis(5));
                Socket socket = connected(relay.address())) {
            Thread sending = Thread.ofVirtual().start(() -> send(socket, sent));
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
            sending.join();
        }
    }

    @Test
    void anAnswerTakesTheDelayThereAndBackAndOnlyAsLongAsTheFaultLasts() throws Exception {
        AtomicReference<Duration> delay = new AtomicReference<>(Duration.ofMillis(150));
        try (TcpListener echo = TcpListener.open(Addresses.anyPort("127.0.0.1"), 4, SlowRelayTest::echo);
                SlowRelay relay = SlowRelay.open(Addresses.anyPort("127.0.0.1"), echo.address(), delay::get);
                Socket socket = connected(relay.address())) {
            assertThat(roundTrip(socket)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            delay.set(Duration.ZERO);
            assertThat(roundTrip(socket)).isPositive();
            delay.set(Duration.ofHours(1));
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> roundTrip(socket)).hasMessage("Read timed out");
        }
    }

    @Test
    void aTargetThatRefusesShowsAsAReset() throws Exception {
        InetSocketAddress nobody = Addresses.free("127.0.0.1");
        try (SlowRelay relay = SlowRelay.open(Addresses.anyPort("127.0.0.1"), nobody, () -> Duration.ofMillis(1));
                Socket socket = connected(relay.address())) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void closingItResetsWhatGoesOverItAndFreesThePort() throws Exception {
        try (TcpListener echo = TcpListener.open(Addresses.anyPort("127.0.0.1"), 4, SlowRelayTest::echo)) {
            SlowRelay relay = SlowRelay.open(Addresses.anyPort("127.0.0.1"), echo.address(), () -> Duration.ZERO);
            try (Socket socket = connected(relay.address())) {
                assertThat(roundTrip(socket)).isPositive();
                relay.close();
                assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
            }
            Loopback.requireFree(relay.address());
        }
    }

    private static Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(DEADLINE_MILLIS);
        return socket;
    }

    private static Duration roundTrip(Socket socket) throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write('x');
        assertThat(socket.getInputStream().read()).isEqualTo('x');
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void echo(Socket connection) throws IOException {
        connection.getInputStream().transferTo(connection.getOutputStream());
        connection.shutdownOutput();
    }
}
