package io.regent.lab.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/** Answers packets. Each has a thread of its own, so that slow answers hold up no others; beyond the bound it drops. */
final class UdpPort implements AutoCloseable {
    private static final int MOST_AT_ONCE = 256;

    /** Longer queries than this do not exist; the rest of one is cut off and the query found malformed. */
    private static final int LONGEST_QUERY = 4_096;

    private final DatagramSocket socket;
    private final Respondent respondent;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dns-udp-", 0).factory());

    UdpPort(DatagramSocket socket, Respondent respondent) {
        this.socket = socket;
        this.respondent = respondent;
        threads.execute(this::listen);
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[LONGEST_QUERY], LONGEST_QUERY);
                socket.receive(packet);
                if (room.tryAcquire()) {
                    byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
                    threads.execute(() -> answer(query, packet.getSocketAddress()));
                }
            } catch (IOException | RejectedExecutionException e) {
                if (socket.isClosed()) {
                    return;
                }
                // Else an ICMP message about an earlier answer, which is nobody's fault here.
            }
        }
    }

    private void answer(byte[] query, SocketAddress asker) {
        try {
            Optional<byte[]> answer = respondent.overUdp(query);
            if (answer.isPresent()) {
                socket.send(new DatagramPacket(answer.get(), answer.get().length, asker));
            }
        } catch (IOException e) {
            // The asker is gone or the port is closed. UDP promises nothing, and the asker asks again.
            return;
        } finally {
            room.release();
        }
    }

    @Override
    public void close() {
        socket.close();
        Ending.of(threads);
    }
}
