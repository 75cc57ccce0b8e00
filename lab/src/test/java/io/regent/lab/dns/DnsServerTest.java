package io.regent.lab.dns;

import static io.regent.lab.twin.route53.RecordSets.alias;
import static io.regent.lab.twin.route53.RecordSets.creating;
import static io.regent.lab.twin.route53.RecordSets.simple;
import static io.regent.lab.twin.route53.RecordSets.to;
import static io.regent.lab.twin.route53.RecordSets.upserting;
import static io.regent.lab.twin.route53.RecordSets.weighted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.lab.dns.DnsServer.Bind;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.VirtualAgenda;
import io.regent.lab.twin.route53.AwsName;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.HealthView;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Route53Settings;
import io.regent.lab.twin.route53.Route53Twin;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** The server as resolvers meet it, polite ones and others. */
class DnsServerTest {
    private static final String NAME = "registry.example.com.";
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final VirtualAgenda agenda = new VirtualAgenda(Instant.parse("2026-03-01T12:00:00Z"));
    private final Route53Twin twin =
            new Route53Twin(agenda, Route53Settings.documented().withRate(1_000, 1_000));
    private final String zoneId =
            twin.createHostedZone(DnsName.of("example.com"), "first", "").zone().id();
    private final List<DnsServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(DnsServer::close);
    }

    private Answers nameServer(int number) {
        return new TwinAnswers(twin, number, bound -> 0, HealthView.ALL_HEALTHY);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(LOOPBACK, 0);
    }

    private DnsServer open(Answers... answers) throws IOException {
        List<Bind> binds = new ArrayList<>();
        for (Answers each : answers) {
            binds.add(new Bind(anyPort(), each));
        }
        DnsServer server = DnsServer.open(binds);
        servers.add(server);
        return server;
    }

    private InetSocketAddress opened() throws IOException {
        return open(nameServer(3)).addresses().getFirst();
    }

    private void change(ChangeBatch batch) {
        twin.change(new Caller.Person(), zoneId, batch);
        agenda.advance(twin.settings().propagation());
    }

    private static Message query(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
    }

    private static Message ask(InetSocketAddress address, Message query) throws IOException {
        SimpleResolver resolver = new SimpleResolver(address);
        resolver.setIgnoreTruncation(true);
        return resolver.send(query);
    }

    private static Message ask(InetSocketAddress address, String name, int type) throws IOException {
        return ask(address, query(name, type));
    }

    private static Message askOverTcp(InetSocketAddress address, String name, int type) throws IOException {
        SimpleResolver resolver = new SimpleResolver(address);
        resolver.setTCP(true);
        return resolver.send(query(name, type));
    }

    private static List<String> said(Message answer) {
        return answer.getSection(Section.ANSWER).stream()
                .map(record -> record.getName() + " " + record.getTTL() + " " + Type.string(record.getType()) + " "
                        + record.rdataToString())
                .toList();
    }

    @Test
    void itAnswersForTheZoneWithAuthorityAndTheRightTtls() throws IOException {
        String balancer = "lab-eu-west-1.eu-west-1.elb.amazonaws.com";
        twin.publish(new AwsName(DnsName.of(balancer), "Z32O12XQLNTSW2", List.of("127.0.1.80", "2001:db8::1")));
        change(creating(
                weighted(NAME, "eu-west-1", 1, 30, "192.0.2.1"),
                alias("eu-west-1." + NAME, to("Z32O12XQLNTSW2", balancer, true)),
                simple("www.example.com", RecordType.CNAME, 20, NAME),
                simple("t.example.com", RecordType.TXT, 10, "\"a \\\"b\\\" \\101\\377;\" \"c\"")));
        InetSocketAddress at = opened();
        Message answer = ask(at, NAME, Type.A);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.RA)).isFalse();
        assertThat(said(answer)).containsExactly(NAME + " 30 A 192.0.2.1");
        assertThat(said(ask(at, "eu-west-1." + NAME, Type.A)))
                .containsExactly("eu-west-1." + NAME + " 60 A 127.0.1.80");
        assertThat(said(ask(at, "WWW.example.com.", Type.A)))
                .as("in the letters of the question, which some resolvers compare")
                .containsExactly("WWW.example.com. 20 CNAME " + NAME, NAME + " 30 A 192.0.2.1");
        assertThat(said(ask(at, "example.com.", Type.NS))).hasSize(4).allMatch(line -> line.contains(" 172800 NS ns-"));
        assertThat(said(ask(at, "example.com.", Type.SOA)))
                .singleElement()
                .asString()
                .endsWith("awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400");
        TXTRecord text = (TXTRecord)
                ask(at, "t.example.com.", Type.TXT).getSection(Section.ANSWER).getFirst();
        assertThat(text.getStringsAsByteArrays().getFirst())
                .isEqualTo(new byte[] {'a', ' ', '"', 'b', '"', ' ', 'A', (byte) 0xFF, ';'});
    }

    @Test
    void itTellsAMissingNameFromAMissingTypeWithTheSoa() throws IOException {
        change(creating(simple(NAME, RecordType.A, 30, "192.0.2.1")));
        InetSocketAddress at = opened();
        for (var asked : List.of(query("gone.example.com.", Type.A), query(NAME, Type.AAAA), query(NAME, Type.MX))) {
            Message answer = ask(at, asked);
            boolean gone = asked.getQuestion().getName().toString().startsWith("gone");
            assertThat(answer.getRcode()).isEqualTo(gone ? Rcode.NXDOMAIN : Rcode.NOERROR);
            assertThat(answer.getSection(Section.ANSWER)).isEmpty();
            assertThat(answer.getSection(Section.AUTHORITY)).singleElement().satisfies(soa -> {
                assertThat(soa.getType()).isEqualTo(Type.SOA);
                assertThat(soa.getTTL()).isEqualTo(900);
            });
        }
    }

    @Test
    void addressesMayAnswerDifferently() throws IOException {
        change(creating(simple(NAME, RecordType.A, 30, "192.0.2.1")));
        List<InetSocketAddress> at = open(nameServer(0), nameServer(3)).addresses();
        twin.change(new Caller.Person(), zoneId, upserting(simple(NAME, RecordType.A, 30, "192.0.2.2")));
        agenda.advance(twin.settings().propagation().dividedBy(4));
        assertThat(said(ask(at.get(0), NAME, Type.A))).containsExactly(NAME + " 30 A 192.0.2.2");
        assertThat(said(ask(at.get(1), NAME, Type.A))).containsExactly(NAME + " 30 A 192.0.2.1");
    }

    @Test
    void whatDoesNotFitIsCutAndWholeOverTcp() throws IOException {
        change(creating(simple(
                NAME,
                RecordType.A,
                30,
                IntStream.range(0, 60).mapToObj(i -> "192.0.2." + i).toArray(String[]::new))));
        InetSocketAddress at = opened();
        Message plain = exchange(at, query(NAME, Type.A).toWire());
        assertThat(plain.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(plain.getSection(Section.ANSWER)).isEmpty();
        Message edns = query(NAME, Type.A);
        edns.addRecord(new OPTRecord(1_232, 0, 0), Section.ADDITIONAL);
        Message answer = ask(at, edns);
        assertThat(said(answer)).hasSize(60);
        assertThat(answer.getOPT()).isNotNull();
        assertThat(said(askOverTcp(at, NAME, Type.A))).hasSize(60);
    }

    @Test
    void whatIsNotItsOwnIsRefused() throws IOException {
        InetSocketAddress at = opened();
        assertThat(ask(at, "example.org.", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
        Message chaos = Message.newQuery(Record.newRecord(Name.fromString("example.com."), Type.TXT, DClass.CHAOS));
        assertThat(ask(at, chaos).getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(exchange(at, query("example.com.", Type.AXFR).toWire()).getRcode())
                .isEqualTo(Rcode.REFUSED);
        assertThat(ask(at, "example.com.", Type.ANY).getRcode()).isEqualTo(Rcode.NOTIMP);
        Message update = query("example.com.", Type.A);
        update.getHeader().setOpcode(Opcode.NOTIFY);
        assertThat(exchange(at, update.toWire()).getRcode()).isEqualTo(Rcode.NOTIMP);
        Message future = query("example.com.", Type.A);
        future.addRecord(new OPTRecord(1_232, 0, 7), Section.ADDITIONAL);
        assertThat(exchange(at, future.toWire()).getRcode()).isEqualTo(Rcode.BADVERS);
    }

    /** Sends bytes in a packet and reads the answer. */
    private static Message exchange(InetSocketAddress at, byte[] query) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(20_000);
            socket.send(new DatagramPacket(query, query.length, at));
            DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
            socket.receive(answer);
            return new Message(Arrays.copyOf(answer.getData(), answer.getLength()));
        }
    }

    @Test
    void garbageIsAFormatError() throws IOException {
        InetSocketAddress at = opened();
        byte[] garbage = query(NAME, Type.A).toWire();
        garbage[12] = 63;
        Message answer = exchange(at, garbage);
        assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
        assertThat(answer.getHeader().getID()).isEqualTo(new Header(garbage).getID());
        byte[] noQuestion = new byte[12];
        assertThat(exchange(at, noQuestion).getRcode()).isEqualTo(Rcode.FORMERR);
    }

    @Test
    void noPacketEndsIt() throws IOException {
        change(creating(simple(NAME, RecordType.A, 30, "192.0.2.1")));
        InetSocketAddress at = opened();
        Random random = new Random(53);
        byte[] good = query(NAME, Type.A).toWire();
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 1; i <= 2_000; i++) {
                byte[] bad = good.clone();
                for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                }
                socket.send(new DatagramPacket(bad, random.nextInt(bad.length + 1), at));
                // Now and then, before the packets are more than the server has room for.
                if (i % 50 == 0) {
                    assertThat(said(ask(at, NAME, Type.A))).containsExactly(NAME + " 30 A 192.0.2.1");
                }
            }
        }
    }

    @Test
    void anAnswerIsNeverAnswered() {
        byte[] answer = new byte[12];
        answer[2] = (byte) 0x80;
        Respondent respondent = new Respondent(nameServer(0));
        assertThat(respondent.overUdp(answer)).isEmpty();
        assertThat(respondent.overUdp(new byte[11])).isEmpty();
    }

    @Test
    void silenceIsNoAnswer() {
        Respondent silent = new Respondent((name, type) -> new Answers.Reply.Silence());
        assertThat(silent.overUdp(wire())).isEmpty();
        assertThat(silent.overTcp(wire())).isEmpty();
    }

    @Test
    void answersThatFailAreServerFailures() throws IOException {
        Answers failing = (name, type) -> {
            throw new IllegalStateException("the view is broken");
        };
        List<Throwable> shown = new ArrayList<>();
        Thread asking = new Thread(() -> {
            byte[] answer = new Respondent(failing).overTcp(wire()).orElseThrow();
            assertThat(answer[3] & 0xF).isEqualTo(Rcode.SERVFAIL);
        });
        asking.setUncaughtExceptionHandler((thread, failure) -> shown.add(failure));
        asking.start();
        try {
            asking.join();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        assertThat(shown).singleElement().isInstanceOf(IllegalStateException.class);
    }

    private static byte[] wire() {
        try {
            return query(NAME, Type.A).toWire();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InetSocketAddress openedWithin(TcpPort.Limits limits) throws IOException {
        DnsServer server = DnsServer.open(List.of(new Bind(anyPort(), nameServer(3))), limits);
        servers.add(server);
        return server.addresses().getFirst();
    }

    private static boolean isEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException e) {
            // A reset: the server closed it with something unread.
            return true;
        }
    }

    @Test
    void aConnectionTooManyIsClosed() throws IOException {
        InetSocketAddress at = openedWithin(new TcpPort.Limits(1, 3, LONG, LONG));
        try (Socket one = connected(at);
                Socket two = connected(at)) {
            assertThat(isEnded(two)).isTrue();
            one.getOutputStream().write(framed(wire()));
            assertThat(one.getInputStream().read())
                    .as("the first byte of an answer")
                    .isNotNegative();
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        InetSocketAddress at = openedWithin(new TcpPort.Limits(1, 3, Duration.ofMillis(100), LONG));
        try (Socket silent = connected(at)) {
            assertThat(isEnded(silent)).isTrue();
        }
    }

    @Test
    void aConnectionThatDripsIsClosedAtTheEndOfItsTime() throws IOException {
        InetSocketAddress at = openedWithin(new TcpPort.Limits(1, 3, LONG, Duration.ofMillis(300)));
        try (Socket dripping = connected(at)) {
            dripping.getOutputStream().write(0);
            assertThat(isEnded(dripping)).isTrue();
        }
    }

    @Test
    void aConnectionIsForSoManyQueries() throws IOException {
        InetSocketAddress at = openedWithin(new TcpPort.Limits(1, 3, LONG, LONG));
        try (Socket busy = connected(at)) {
            DataInputStream in = new DataInputStream(busy.getInputStream());
            for (int i = 0; i < 3; i++) {
                busy.getOutputStream().write(framed(wire()));
                assertThat(new Message(in.readNBytes(in.readUnsignedShort())).getRcode())
                        .isEqualTo(Rcode.REFUSED);
            }
            assertThat(isEnded(busy)).isTrue();
        }
    }

    private static byte[] framed(byte[] query) {
        byte[] framed = new byte[query.length + 2];
        framed[1] = (byte) query.length;
        System.arraycopy(query, 0, framed, 2, query.length);
        return framed;
    }

    private static Socket connected(InetSocketAddress at) throws IOException {
        Socket socket = new Socket(at.getAddress(), at.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Test
    void closingFreesThePortForBothProtocols() throws IOException {
        InetSocketAddress at = opened();
        for (int times = 0; times < 20; times++) {
            DnsServer server = servers.removeLast();
            try (Socket waiting = connected(at)) {
                waiting.getOutputStream().write(framed(wire()));
                DataInputStream in = new DataInputStream(waiting.getInputStream());
                in.readNBytes(in.readUnsignedShort());
                server.close();
                assertThat(isEnded(waiting)).isTrue();
            }
            servers.add(DnsServer.open(List.of(new Bind(at, nameServer(3)))));
        }
        assertThatThrownBy(
                        () -> DnsServer.open(List.of(new Bind(anyPort(), nameServer(3)), new Bind(at, nameServer(3)))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void onlyLoopbackIsListenedOn() {
        InetSocketAddress everywhere = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
        assertThatThrownBy(() -> new Bind(everywhere, nameServer(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("127.0.0.0/8");
    }
}
