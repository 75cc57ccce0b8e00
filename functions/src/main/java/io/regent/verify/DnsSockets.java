package io.regent.verify;

import io.regent.verify.DnsReply.Found;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks over sockets, each question over one of its own. The library writes and reads the messages; its own client is
 * not used, since it keeps connections and looks at its clock once a second only.
 */
final class DnsSockets implements DnsTransport {
    /** The most that fits a packet that is not fragmented (DNS flag day 2020). */
    private static final int UDP_SIZE = 1_232;

    /** Room for what a server sends beyond what it was told to. */
    private static final int LONGEST_PACKET = 4_096;

    private static final DnsReply ANOTHER = new DnsReply.Nonsense("it answered another question");

    static List<InetSocketAddress> systemResolvers() {
        return ResolverConfig.getCurrentConfig().servers();
    }

    @Override
    public DnsReply ask(InetSocketAddress server, Protocol protocol, DnsQuestion question, Duration timeout)
            throws InterruptedException {
        Message query = query(question);
        Ending ending = new Ending(System.nanoTime() + timeout.toNanos());
        try {
            return switch (protocol) {
                case UDP -> overUdp(server, query, ending);
                case TCP -> overTcp(server, query, ending);
            };
        } catch (SocketTimeoutException e) {
            return new DnsReply.Silent();
        } catch (EOFException e) {
            return new DnsReply.Nonsense("it closed the connection without an answer");
        } catch (IOException e) {
            // An interrupt closes the sockets of a virtual thread.
            if (Thread.interrupted()) {
                throw new InterruptedException("asking a name server");
            }
            return new DnsReply.Unreachable(String.valueOf(e.getMessage()));
        }
    }

    private static Message query(DnsQuestion question) {
        try {
            Name name = Name.fromString(question.name().value(), Name.root);
            Message query = Message.newQuery(
                    Record.newRecord(name, Type.value(question.type().name()), DClass.IN));
            if (!question.recursive()) {
                query.getHeader().unsetFlag(Flags.RD);
            }
            query.addRecord(new OPTRecord(UDP_SIZE, 0, 0), Section.ADDITIONAL);
            return query;
        } catch (TextParseException e) {
            throw new IllegalStateException("a DnsName is a DNS name: " + question.name(), e);
        }
    }

    /** Waits on after what answers another question: anybody can send a packet. */
    private static DnsReply overUdp(InetSocketAddress server, Message query, Ending ending) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            // Connected, it takes packets from this server only and hears that nobody listens there.
            socket.connect(server);
            byte[] bytes = query.toWire();
            socket.send(new DatagramPacket(bytes, bytes.length));
            DatagramPacket packet = new DatagramPacket(new byte[LONGEST_PACKET], LONGEST_PACKET);
            while (true) {
                socket.setSoTimeout(ending.left());
                packet.setLength(LONGEST_PACKET);
                socket.receive(packet);
                DnsReply reply = read(query, Arrays.copyOf(packet.getData(), packet.getLength()));
                if (!reply.equals(ANOTHER)) {
                    return reply;
                }
            }
        }
    }

    private static DnsReply overTcp(InetSocketAddress server, Message query, Ending ending) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, ending.left());
            byte[] bytes = query.toWire();
            byte[] framed = new byte[bytes.length + 2];
            framed[0] = (byte) (bytes.length >> 8);
            framed[1] = (byte) bytes.length;
            System.arraycopy(bytes, 0, framed, 2, bytes.length);
            socket.getOutputStream().write(framed);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] length = read(socket, in, 2, ending);
            return read(query, read(socket, in, ((length[0] & 0xFF) << 8) | (length[1] & 0xFF), ending));
        }
    }

    /** Each read gets what is left of the time, so that a server that sends a byte now and then holds up nobody. */
    private static byte[] read(Socket socket, DataInputStream in, int count, Ending ending) throws IOException {
        byte[] bytes = new byte[count];
        int got = 0;
        while (got < count) {
            socket.setSoTimeout(ending.left());
            int more = in.read(bytes, got, count - got);
            if (more < 0) {
                throw new EOFException();
            }
            got += more;
        }
        return bytes;
    }

    private static DnsReply read(Message query, byte[] bytes) {
        Message answer;
        try {
            answer = new Message(bytes);
        } catch (IOException | RuntimeException e) {
            // The library throws unchecked exceptions too for some malformed records.
            return new DnsReply.Nonsense("its answer is malformed");
        }
        // A server that refuses may leave the question out (RFC 9619 has one question or none).
        Record asked = query.getQuestion();
        Record echoed = answer.getQuestion();
        boolean same = answer.getHeader().getID() == query.getHeader().getID()
                && answer.getHeader().getFlag(Flags.QR)
                && (echoed == null ? answer.getRcode() != Rcode.NOERROR : echoed.equals(asked));
        if (!same) {
            return ANOTHER;
        }
        List<Found> records = answer.getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == asked.getType())
                .flatMap(record ->
                        value(record).map(value -> new Found(text(record.getName()), record.getTTL(), value)).stream())
                .toList();
        return new DnsReply.Answered(
                Rcode.string(answer.getRcode()),
                answer.getHeader().getFlag(Flags.AA),
                answer.getHeader().getFlag(Flags.TC),
                records);
    }

    private static Optional<String> value(Record record) {
        return switch (record) {
            case ARecord a -> Optional.of(Objects.requireNonNull(a.getAddress().getHostAddress()));
            case AAAARecord aaaa ->
                Optional.of(Objects.requireNonNull(aaaa.getAddress().getHostAddress()));
            case NSRecord ns -> Optional.of(text(ns.getTarget()));
            case TXTRecord txt -> {
                StringBuilder whole = new StringBuilder();
                txt.getStringsAsByteArrays()
                        .forEach(string -> whole.append(new String(string, StandardCharsets.ISO_8859_1)));
                yield Optional.of(whole.toString());
            }
            default -> Optional.empty();
        };
    }

    private static String text(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }

    /** @param nanos when a question has to have ended, on the clock of elapsed time */
    private record Ending(long nanos) {
        /** The milliseconds left, for sockets, to which 0 means forever. */
        int left() throws SocketTimeoutException {
            long left = Duration.ofNanos(nanos - System.nanoTime()).toMillis();
            if (left < 1) {
                throw new SocketTimeoutException();
            }
            return Math.toIntExact(left);
        }
    }
}
