package io.regent.lab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that is probed: answers as a registry on all of its ports but the last, which accepts and says nothing.
 * One thread, so that it leaves the machine to the prober. Prints its ports, and runs until its input ends.
 */
final class ProbeTargets {
    /** Several, since each connection uses up one of a port's 28,000 pairs for a minute. */
    private static final int PORTS = 17;

    private static final int BACKLOG = 4_096;
    private static final byte[] ANSWER = """
            HTTP/1.1 200 OK
            Content-Type: application/json; charset=utf-8
            Docker-Distribution-Api-Version: registry/2.0
            X-Content-Type-Options: nosniff
            Date: Thu, 01 Jan 2026 00:00:00 GMT
            Content-Length: 2
            Connection: close

            {}""".replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final ByteBuffer received = ByteBuffer.allocateDirect(4_096);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);

    private ProbeTargets() throws IOException {}

    public static void main(String[] arguments) throws IOException {
        ProbeTargets targets = new ProbeTargets();
        List<String> ports = new ArrayList<>();
        for (int i = 0; i < PORTS; i++) {
            ports.add(Integer.toString(targets.listen(i < PORTS - 1)));
        }
        System.out.println(String.join(" ", ports));
        Thread.ofPlatform().daemon().start(EndWithInput::await);
        targets.serve();
    }

    private int listen(boolean answering) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        channel.register(selector, SelectionKey.OP_ACCEPT, answering);
        return channel.socket().getLocalPort();
    }

    private void serve() throws IOException {
        while (true) {
            selector.select(this::ready);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel server) {
                for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
                    client.configureBlocking(false);
                    client.register(selector, SelectionKey.OP_READ, key.attachment());
                }
            } else if (key.channel() instanceof SocketChannel client) {
                answer(client, Boolean.TRUE.equals(key.attachment()));
            }
        } catch (IOException e) {
            closeQuietly(key);
        }
    }

    private void answer(SocketChannel client, boolean answering) throws IOException {
        boolean ended = client.read(received.clear()) < 0;
        if (answering && !ended) {
            // An answer this small fits any send buffer.
            client.write(answer.rewind());
        }
        if (answering || ended) {
            client.close();
        }
    }

    private static void closeQuietly(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // The client went away; there is nobody to tell.
        }
    }
}
