package io.regent.prober;

import io.regent.probe.Layer;
import io.regent.probe.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the exceptions of sockets mean. */
final class Reasons {
    private Reasons() {}

    static Reason of(Layer layer, IOException failure) {
        if (layer == Layer.TCP) {
            return ofConnecting(failure);
        }
        // TLS wraps the loss of a connection, and calls the end of one in a handshake a failed handshake.
        return failure instanceof SSLException && !lostConnection(failure.getCause())
                ? Reason.TLS_REJECTED
                : Reason.CLOSED;
    }

    private static Reason ofConnecting(IOException failure) {
        if (failure instanceof ConnectException) {
            // The kernel gave up before the probe did: ETIMEDOUT has no exception of its own.
            return says(failure, "timed out") ? Reason.TIMED_OUT : Reason.REFUSED;
        }
        return says(failure, "reset") ? Reason.CLOSED : Reason.UNREACHABLE;
    }

    private static boolean says(IOException failure, String words) {
        String message = failure.getMessage();
        return message != null && message.contains(words);
    }

    private static boolean lostConnection(@Nullable Throwable cause) {
        return cause instanceof EOFException || cause instanceof SocketException;
    }
}
