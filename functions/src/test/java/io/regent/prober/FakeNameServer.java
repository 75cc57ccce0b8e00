package io.regent.prober;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A name server on UDP that answers as a test says. */
final class FakeNameServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final Queue<Record> questions = new ConcurrentLinkedQueue<>();

    FakeNameServer(Answers answers) {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(() -> serve(answers));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    /** What was asked so far. */
    List<Record> questions() {
        return List.copyOf(questions);
    }

    private void serve(Answers answers) {
        byte[] bytes = new byte[4_096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                socket.receive(packet);
                Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                questions.add(query.getQuestion());
                Answer answer = answers.to(query.getQuestion());
                if (answer.rcode() >= 0) {
                    byte[] reply = reply(query, answer);
                    socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // Closed by the test.
            }
        }
    }

    private static byte[] reply(Message query, Answer answer) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        reply.getHeader().setRcode(answer.rcode());
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        answer.records().forEach(record -> reply.addRecord(record, Section.ANSWER));
        return reply.toWire();
    }

    @Override
    public void close() {
        socket.close();
    }

    /** What a question gets. */
    interface Answers {
        Answer to(Record question) throws IOException;
    }

    /** @param rcode below 0 for silence */
    record Answer(int rcode, List<Record> records) {
        static final Answer SILENCE = new Answer(-1, List.of());

        static Answer of(Record... records) {
            return new Answer(0, List.of(records));
        }
    }
}
