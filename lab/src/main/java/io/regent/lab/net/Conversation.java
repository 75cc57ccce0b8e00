package io.regent.lab.net;

import java.io.IOException;
import java.net.Socket;

/** What a {@link TcpListener} does with one connection. */
@FunctionalInterface
public interface Conversation {
    /**
     * Holds the conversation to its end, on a thread of its own. The listener closes the connection afterwards: in
     * peace on return, by a reset when this throws.
     *
     * @throws InterruptedException when the listener is closed meanwhile
     */
    void hold(Socket connection) throws IOException, InterruptedException;
}
