package io.regent.lab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that is probed: answers as a registry on all of its TCP ports but the last, which accepts and says
 * nothing, and on a UDP port as a name server that knows every name as 127.0.0.1. One thread, so that it leaves the
 * machine to the prober. Prints the UDP port and then the others, and runs until its input ends.
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

    /** The flags of an answer, one question, one answer, nothing more (RFC 1035, section 4.1.1). */
    private static final byte[] DNS_HEADER = {(byte) 0x81, (byte) 0x80, 0, 1, 0, 1, 0, 0, 0, 0};

    /** The question's name, A, IN, a minute, 127.0.0.1 (section 4.1.3). */
    private static final byte[] DNS_ANSWER = {(byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1};

    private final Selector selector = Selector.open();
    private final ByteBuffer received = ByteBuffer.allocateDirect(4_096);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);

    private ProbeTargets() throws IOException {}

    public static void main(String[] arguments) throws IOException {
        ProbeTargets targets = new ProbeTargets();
        List<String> ports = new ArrayList<>();
        ports.add(Integer.toString(targets.listenForNames()));
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

    private int listenForNames() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 * 1024 * 1024);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.register(selector, SelectionKey.OP_READ);
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
            } else if (key.channel() instanceof DatagramChannel names) {
                tellAddresses(names);
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

    private void tellAddresses(DatagramChannel names) throws IOException {
        for (SocketAddress asker = names.receive(received.clear());
                asker != null;
                asker = names.receive(received.clear())) {
            int end = 12;
            while (received.get(end) != 0) {
                end += received.get(end) + 1;
            }
            int afterTypeAndClass = end + 5;
            received.put(2, DNS_HEADER);
            received.limit(afterTypeAndClass + DNS_ANSWER.length);
            received.put(afterTypeAndClass, DNS_ANSWER);
            names.send(received.position(0), asker);
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
