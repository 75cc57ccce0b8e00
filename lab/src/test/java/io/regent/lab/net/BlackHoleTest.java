package io.regent.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BlackHoleTest {
    private static final int PATIENCE_MILLIS = 400;

    @Test
    void connectingHangsUntilTheCallersOwnDeadline() {
        try (BlackHole hole = BlackHole.open(Addresses.anyPort("127.0.0.1"))) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> ask(hole.address())).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void onLinuxNotEvenTheConnectionIsMade() {
        try (BlackHole hole = BlackHole.open(Addresses.anyPort("127.0.0.1"))) {
            boolean linux =
                    System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
            assertThat(hole.kind() == BlackHole.Kind.DROPS || !linux).isTrue();
        }
    }

    @Test
    void whereConnectsCannotBeDroppedNothingIsEverAnswered() {
        try (BlackHole hole = BlackHole.ignoring(Addresses.anyPort("127.0.0.1"))) {
            assertThat(hole.kind()).isEqualTo(BlackHole.Kind.IGNORES);
            assertThatThrownBy(() -> ask(hole.address()))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("Read timed out");
        }
    }

    @Test
    void aClosedOneIsAnOrdinaryFreePortAgain() {
        BlackHole hole = BlackHole.open(Addresses.anyPort("127.0.0.1"));
        hole.close();
        assertThatThrownBy(() -> ask(hole.address())).isInstanceOf(ConnectException.class);
        Loopback.requireFree(hole.address());
    }

    private static void ask(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write('?');
            assertThat(socket.getInputStream().read())
                    .as("an answer out of the dark")
                    .isEqualTo(Integer.MIN_VALUE);
        }
    }
}
