package io.regent.lab.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.net.Addresses;
import io.regent.lab.net.Loopback;
import io.regent.lab.net.TcpListener;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every registry of the lab does, as seen from outside. */
abstract class RegistryHostContract {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final InetSocketAddress address = Addresses.free("127.0.0.1");
    private RegistryHost host;

    abstract RegistryHost open(InetSocketAddress address);

    @BeforeEach
    void open() {
        host = open(address);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void itAnswersTheVersionCheckFromTheBeginning() throws Exception {
        HttpHead answer = get("/v2/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.first("Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
        assertThat(get("/").status()).isEqualTo(200);
        assertThat(get("/v2/nothing/here").status()).isEqualTo(404);
        assertThat(host.state()).isEqualTo(RegistryHost.State.RUNNING);
        assertThat(host.describe()).contains("127.0.0.1:" + address.getPort());
    }

    @Test
    void aKilledOneRefusesConnectionsUntilItIsStartedAgain() throws Exception {
        host.kill();
        assertThat(host.state()).isEqualTo(RegistryHost.State.DEAD);
        assertThatThrownBy(() -> get("/v2/")).isInstanceOf(ConnectException.class);
        host.kill();
        host.start();
        assertThat(host.state()).isEqualTo(RegistryHost.State.RUNNING);
        assertThat(get("/v2/").status()).isEqualTo(200);
    }

    @Test
    void killingItEndsItsConnections() throws Exception {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(Math.toIntExact(LONG.toMillis()));
            socket.getOutputStream().write("GET /v2/ HT".getBytes(StandardCharsets.US_ASCII));
            // An answered request on another connection proves that this one was accepted before it.
            assertThat(get("/v2/").status()).isEqualTo(200);
            host.kill();
            assertThat(endOf(socket)).isTrue();
        }
    }

    @Test
    void aStoppedOneTakesConnectionsAndAnswersWhenItGoesOn() throws Exception {
        host.stop();
        assertThat(host.state()).isEqualTo(RegistryHost.State.STOPPED);
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            request(socket, "/v2/");
            assertThatThrownBy(() -> HttpHead.read(TimedInput.within(socket, SHORT)))
                    .isInstanceOf(SocketTimeoutException.class);
            host.cont();
            assertThat(host.state()).isEqualTo(RegistryHost.State.RUNNING);
            assertThat(HttpHead.read(TimedInput.within(socket, LONG)).status()).isEqualTo(200);
        }
    }

    @Test
    void aStoppedOneCanBeKilledAndStartedAgain() throws Exception {
        host.stop();
        host.kill();
        assertThatThrownBy(() -> get("/v2/")).isInstanceOf(ConnectException.class);
        host.start();
        assertThat(get("/v2/").status()).isEqualTo(200);
    }

    @Test
    void whatItsStateDoesNotAllowIsRefusedInPlainWords() {
        host.stop();
        assertThatThrownBy(host::start)
                .isInstanceOf(PlaceFailed.class)
                .hasMessageContaining("is stopped: continue it, or kill it first");
        host.kill();
        assertThatThrownBy(host::stop).isInstanceOf(PlaceFailed.class).hasMessageContaining("dead: start it first");
        assertThatThrownBy(host::cont).isInstanceOf(PlaceFailed.class).hasMessageContaining("dead: start it first");
        host.close();
        assertThatThrownBy(host::start).isInstanceOf(PlaceFailed.class).hasMessageContaining("closed for good");
    }

    @Test
    void whatIsAlreadySoChangesNothing() throws Exception {
        host.start();
        host.cont();
        host.stop();
        host.stop();
        host.cont();
        assertThat(get("/v2/").status()).isEqualTo(200);
    }

    @Test
    void aTakenPortIsNamed() {
        assertThatThrownBy(() -> open(address).close())
                .isInstanceOf(AddressUnavailable.class)
                .hasMessageContaining("127.0.0.1:" + address.getPort())
                .hasMessageContaining("another program has it");
        assertThat(host.state()).isEqualTo(RegistryHost.State.RUNNING);
    }

    @Test
    void aPortTakenWhileItWasDeadIsNamedAndItCanBeTriedAgain() throws Exception {
        host.kill();
        try (TcpListener other = TcpListener.open(address, 1, connection -> {})) {
            assertThat(other.address()).isEqualTo(address);
            assertThatThrownBy(host::start).isInstanceOf(AddressUnavailable.class);
        }
        host.start();
        assertThat(get("/v2/").status()).isEqualTo(200);
    }

    @Test
    void aClosedOneLeavesItsPortFreeEvenWhenItWasStopped() {
        host.stop();
        host.close();
        host.close();
        Loopback.requireFree(address);
        assertThat(host.state()).isEqualTo(RegistryHost.State.DEAD);
    }

    private static boolean endOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private HttpHead get(String path) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            request(socket, path);
            return HttpHead.read(TimedInput.within(socket, LONG));
        }
    }

    private static void request(Socket socket, String path) throws IOException {
        String text = "GET " + path + " HTTP/1.1\r\nHost: registry.example.com\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
