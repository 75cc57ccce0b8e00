package io.regent.prober;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.probe.Layer;
import io.regent.probe.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What sockets throw, among it what a loopback cannot be made to do. */
final class ReasonsTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(Layer.TCP, new ConnectException("Connection refused"), Reason.REFUSED),
                Arguments.of(Layer.TCP, new ConnectException("Connection timed out"), Reason.TIMED_OUT),
                Arguments.of(Layer.TCP, new NoRouteToHostException("No route to host"), Reason.UNREACHABLE),
                Arguments.of(Layer.TCP, new SocketException("Network is unreachable"), Reason.UNREACHABLE),
                Arguments.of(Layer.TCP, new SocketException(), Reason.UNREACHABLE),
                Arguments.of(Layer.TCP, new SocketException("Connection reset by peer"), Reason.CLOSED),
                Arguments.of(Layer.TLS, new SSLHandshakeException("bad_certificate"), Reason.TLS_REJECTED),
                Arguments.of(Layer.TLS, new SSLException("reset", new SocketException("reset")), Reason.CLOSED),
                Arguments.of(Layer.TLS, new SSLException("ended", new EOFException()), Reason.CLOSED),
                Arguments.of(Layer.HTTP, new SSLException("certificate_required"), Reason.TLS_REJECTED),
                Arguments.of(Layer.HTTP, new SocketException("Broken pipe"), Reason.CLOSED),
                Arguments.of(Layer.HTTP, new EOFException(), Reason.CLOSED));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureOfASocketHasItsReason(Layer layer, IOException failure, Reason reason) {
        assertThat(Reasons.of(layer, failure)).isEqualTo(reason);
    }
}
