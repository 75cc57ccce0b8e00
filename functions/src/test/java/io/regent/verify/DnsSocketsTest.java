package io.regent.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.DnsName;
import io.regent.verify.DnsReply.Answered;
import io.regent.verify.DnsReply.Found;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** Real sockets, and servers on loopback that do all that servers do. */
@Timeout(60)
class DnsSocketsTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration BRIEF = Duration.ofMillis(300);
    private static final DnsName NAME = new DnsName("registry.example.com");
    private static final DnsQuestion QUESTION = new DnsQuestion(NAME, QueryType.A, false);

    private final DnsSockets sockets = new DnsSockets();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<Message> questions = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    /** What a server sends for a question, message by message. */
    private interface Script {
        List<byte[]> to(Message question) throws IOException;
    }

    private InetSocketAddress server(Protocol protocol, Script script) {
        try {
            return switch (protocol) {
                case UDP -> overUdp(script);
                case TCP ->
                    overTcp((question, out) -> {
                        for (byte[] message : script.to(question)) {
                            out.write(new byte[] {(byte) (message.length >> 8), (byte) message.length});
                            out.write(message);
                        }
                    });
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InetSocketAddress overUdp(Script script) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, LOOPBACK);
        open.add(socket);
        Thread.startVirtualThread(() -> {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
                    socket.receive(packet);
                    Message question = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                    questions.add(question);
                    for (byte[] message : script.to(question)) {
                        socket.send(new DatagramPacket(message, message.length, packet.getSocketAddress()));
                    }
                }
            } catch (IOException e) {
                // Closed by the test.
            }
        });
        return new InetSocketAddress(LOOPBACK, socket.getLocalPort());
    }

    private interface Conversation {
        void with(Message question, OutputStream out) throws IOException, InterruptedException;
    }

    private InetSocketAddress overTcp(Conversation conversation) throws IOException {
        ServerSocket server = new ServerSocket(0, 0, LOOPBACK);
        open.add(server);
        Thread.startVirtualThread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    DataInputStream in = new DataInputStream(socket.getInputStream());
                    Message question = new Message(in.readNBytes(in.readUnsignedShort()));
                    questions.add(question);
                    conversation.with(question, socket.getOutputStream());
                } catch (IOException | InterruptedException e) {
                    // The asker left, or the test is over.
                }
            }
        });
        return new InetSocketAddress(LOOPBACK, server.getLocalPort());
    }

    private static Message answer(Message question, Record... records) {
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.AA);
        answer.addRecord(question.getQuestion(), Section.QUESTION);
        Stream.of(records).forEach(record -> answer.addRecord(record, Section.ANSWER));
        return answer;
    }

    private static Record a(Message question, String address) {
        return new ARecord(question.getQuestion().getName(), DClass.IN, 60, InetAddress.ofLiteral(address));
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void anAnswerIsReadWholly(Protocol protocol) throws InterruptedException {
        InetSocketAddress server = server(
                protocol,
                question -> List.of(answer(question, a(question, "192.0.2.1"), a(question, "192.0.2.2"))
                        .toWire()));

        assertThat(sockets.ask(server, protocol, QUESTION, PATIENT))
                .isEqualTo(new Answered(
                        "NOERROR",
                        true,
                        false,
                        List.of(new Found(NAME.value(), 60, "192.0.2.1"), new Found(NAME.value(), 60, "192.0.2.2"))));
        Message asked = questions.take();
        assertThat(asked.getHeader().getFlag(Flags.RD)).isFalse();
        assertThat(asked.getOPT().getPayloadSize()).isEqualTo(1_232);
    }

    @Test
    void aResolverIsAskedToAskOthers() throws InterruptedException {
        InetSocketAddress server =
                server(Protocol.UDP, question -> List.of(answer(question).toWire()));

        sockets.ask(server, Protocol.UDP, new DnsQuestion(NAME, QueryType.NS, true), PATIENT);

        assertThat(questions.take().getHeader().getFlag(Flags.RD)).isTrue();
    }

    @Test
    void nameServersAndTextsAreReadAsTheyAreMeant() throws InterruptedException {
        InetSocketAddress server = server(
                Protocol.UDP,
                question -> List.of(answer(
                                question,
                                new NSRecord(name("example.com."), DClass.IN, 172_800, name("NS-1.awsdns-01.NET.")),
                                new TXTRecord(name("example.com."), DClass.IN, 30, List.of("regent1 g=1 ", "sum=x")))
                        .toWire()));

        DnsName zone = new DnsName("example.com");
        assertThat(sockets.ask(server, Protocol.UDP, new DnsQuestion(zone, QueryType.NS, true), PATIENT))
                .isEqualTo(new Answered(
                        "NOERROR", true, false, List.of(new Found("example.com", 172_800, "ns-1.awsdns-01.net"))));
        assertThat(sockets.ask(server, Protocol.UDP, new DnsQuestion(zone, QueryType.TXT, true), PATIENT))
                .isEqualTo(new Answered(
                        "NOERROR", true, false, List.of(new Found("example.com", 30, "regent1 g=1 sum=x"))));
    }

    @Test
    void aCutAnswerIsSaidToBeCut() throws InterruptedException {
        InetSocketAddress server = server(Protocol.UDP, question -> {
            Message answer = answer(question);
            answer.getHeader().setFlag(Flags.TC);
            return List.of(answer.toWire());
        });

        assertThat(sockets.ask(server, Protocol.UDP, QUESTION, PATIENT))
                .isEqualTo(new Answered("NOERROR", true, true, List.of()));
    }

    /** RFC 1035 leaves open what a refusal repeats of the question; some servers send a header alone. */
    @Test
    void aRefusalMayLeaveTheQuestionOut() throws InterruptedException {
        InetSocketAddress server = server(Protocol.UDP, question -> {
            Message refusal = new Message(question.getHeader().getID());
            refusal.getHeader().setFlag(Flags.QR);
            refusal.getHeader().setRcode(Rcode.REFUSED);
            return List.of(refusal.toWire());
        });

        assertThat(sockets.ask(server, Protocol.UDP, QUESTION, PATIENT))
                .isEqualTo(new Answered("REFUSED", false, false, List.of()));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void silenceEndsWithTheTime(Protocol protocol) throws InterruptedException {
        InetSocketAddress server = protocol == Protocol.UDP ? server(protocol, question -> List.of()) : mute();
        long start = System.nanoTime();

        assertThat(sockets.ask(server, protocol, QUESTION, BRIEF)).isEqualTo(new DnsReply.Silent());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(BRIEF.dividedBy(2), PATIENT);
    }

    private InetSocketAddress mute() {
        try {
            return overTcp((question, out) -> Thread.sleep(PATIENT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aServerThatSendsAByteNowAndThenIsSilentToo() throws IOException, InterruptedException {
        InetSocketAddress server = overTcp((question, out) -> {
            out.write(new byte[] {1, 0});
            while (true) {
                out.write(0);
                Thread.sleep(20);
            }
        });
        long start = System.nanoTime();

        assertThat(sockets.ask(server, Protocol.TCP, QUESTION, BRIEF)).isEqualTo(new DnsReply.Silent());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENT.dividedBy(2));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void whereNobodyListensItIsOutOfReach(Protocol protocol) throws IOException, InterruptedException {
        int port;
        try (ServerSocket once = new ServerSocket(0, 0, LOOPBACK)) {
            port = once.getLocalPort();
        }

        assertThat(sockets.ask(new InetSocketAddress(LOOPBACK, port), protocol, QUESTION, PATIENT))
                .isInstanceOf(DnsReply.Unreachable.class);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void garbageIsNonsense(Protocol protocol) throws InterruptedException {
        InetSocketAddress server = server(protocol, question -> List.of(new byte[] {1, 2, 3}));

        assertThat(sockets.ask(server, protocol, QUESTION, PATIENT))
                .isEqualTo(new DnsReply.Nonsense("its answer is malformed"));
    }

    @Test
    void overUdpAnAnswerToAnotherQuestionIsPassedOver() throws InterruptedException {
        InetSocketAddress server = server(Protocol.UDP, question -> {
            Message forged = answer(question, a(question, "192.0.2.66"));
            forged.getHeader().setID(question.getHeader().getID() ^ 1);
            Message other = new Message(question.getHeader().getID());
            other.getHeader().setFlag(Flags.QR);
            other.addRecord(Record.newRecord(name("other.example."), 1, DClass.IN), Section.QUESTION);
            return List.of(
                    forged.toWire(),
                    other.toWire(),
                    question.toWire(),
                    answer(question, a(question, "192.0.2.1")).toWire());
        });

        assertThat(sockets.ask(server, Protocol.UDP, QUESTION, PATIENT))
                .isEqualTo(new Answered("NOERROR", true, false, List.of(new Found(NAME.value(), 60, "192.0.2.1"))));
    }

    @Test
    void overTcpAnAnswerToAnotherQuestionIsNonsense() throws InterruptedException {
        InetSocketAddress server = server(Protocol.TCP, question -> List.of(question.toWire()));

        assertThat(sockets.ask(server, Protocol.TCP, QUESTION, PATIENT))
                .isEqualTo(new DnsReply.Nonsense("it answered another question"));
    }

    @Test
    void aConnectionClosedWithoutAnAnswerIsNonsense() throws InterruptedException {
        InetSocketAddress server = server(Protocol.TCP, question -> List.of());

        assertThat(sockets.ask(server, Protocol.TCP, QUESTION, PATIENT))
                .isEqualTo(new DnsReply.Nonsense("it closed the connection without an answer"));
    }

    @Test
    void anInterruptEndsIt() throws InterruptedException {
        InetSocketAddress server = server(Protocol.UDP, question -> List.of());
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        Thread asking = Thread.startVirtualThread(() -> {
            try {
                ended.add("answered " + sockets.ask(server, Protocol.UDP, QUESTION, Duration.ofMinutes(5)));
            } catch (InterruptedException e) {
                ended.add("interrupted");
            }
        });
        questions.take();

        asking.interrupt();

        assertThat(ended.take()).isEqualTo("interrupted");
    }
}
