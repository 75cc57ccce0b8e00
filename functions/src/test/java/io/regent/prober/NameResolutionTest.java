package io.regent.prober;

import static io.regent.prober.Questions.BRIEF;
import static io.regent.prober.Questions.PATIENT;
import static io.regent.prober.Questions.answered;
import static io.regent.prober.Questions.ask;
import static io.regent.prober.Questions.failure;
import static io.regent.prober.Questions.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Address;
import io.regent.fleet.ProbeKind;
import io.regent.probe.Layer;
import io.regent.probe.Observation;
import io.regent.probe.Outcome;
import io.regent.probe.Question;
import io.regent.probe.Reason;
import io.regent.prober.FakeNameServer.Answer;
import io.regent.prober.FakeNameServer.Answers;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What name servers answer, and how they fail. */
final class NameResolutionTest {
    private static final String NAME = "registry.example.com";

    private static SocketProber asking(FakeNameServer... servers) {
        List<InetSocketAddress> addresses =
                Arrays.stream(servers).map(FakeNameServer::address).toList();
        return new SocketProber(InstantSource.system(), addresses);
    }

    private static Question connecting(int port, Duration timeout) {
        return question(new Address(NAME, port), ProbeKind.TCP, false, timeout);
    }

    private static Record a(Name name, String address) throws IOException {
        return new ARecord(name, DClass.IN, 60, InetAddress.ofLiteral(address));
    }

    private static Answer loopback(Record question) throws IOException {
        return question.getType() == Type.A ? Answer.of(a(question.getName(), "127.0.0.1")) : Answer.of();
    }

    @Test
    void aNameThatHasAnAddressAnswersInItsLayer() throws Exception {
        try (LoopbackServer target = LoopbackServer.that(connection -> {});
                FakeNameServer names = new FakeNameServer(NameResolutionTest::loopback)) {
            Observation observation =
                    ask(asking(names), connecting(target.address().port(), PATIENT));

            assertThat(observation.outcome()).isEqualTo(new Outcome.Answered());
            assertThat(answered(observation)).containsExactly(Layer.DNS, Layer.TCP);
        }
    }

    @Test
    void anAliasIsFollowed() throws Exception {
        Name behind = Name.fromString("lb.example.net.");
        Answers answers = question -> question.getName().equals(behind)
                ? loopback(question)
                : Answer.of(new CNAMERecord(question.getName(), DClass.IN, 60, behind));
        try (LoopbackServer target = LoopbackServer.that(connection -> {});
                FakeNameServer names = new FakeNameServer(answers)) {
            Observation observation =
                    ask(asking(names), connecting(target.address().port(), PATIENT));

            assertThat(observation.succeeded()).isTrue();
        }
    }

    @Test
    void ofSeveralAddressesTheFirstIsTaken() throws Exception {
        Answers answers =
                question -> Answer.of(a(question.getName(), "127.0.0.1"), a(question.getName(), "127.255.255.254"));
        try (FakeNameServer names = new FakeNameServer(answers)) {
            assertThat(new DnsLookup(List.of(names.address()), PATIENT)
                            .address(NAME)
                            .get())
                    .isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
        }
    }

    @Test
    void aNameWithoutAnIpv4AddressIsAskedForItsIpv6Address() throws Exception {
        Answers answers = question -> question.getType() == Type.AAAA
                ? Answer.of(new AAAARecord(question.getName(), DClass.IN, 60, InetAddress.ofLiteral("::1")))
                : Answer.of();
        try (FakeNameServer names = new FakeNameServer(answers)) {
            assertThat(new DnsLookup(List.of(names.address()), PATIENT)
                            .address(NAME)
                            .get())
                    .isEqualTo(InetAddress.ofLiteral("::1"));
        }
    }

    static Stream<Arguments> failures() {
        Answers noSuchName = question -> new Answer(Rcode.NXDOMAIN, List.of());
        Answers noAddress = question -> Answer.of();
        Answers broken = question -> new Answer(Rcode.SERVFAIL, List.of());
        Answers refusing = question -> new Answer(Rcode.REFUSED, List.of());
        Answers silent = question -> Answer.SILENCE;
        Answers circle = question -> Answer.of(new CNAMERecord(question.getName(), DClass.IN, 60, question.getName()));
        return Stream.of(
                Arguments.of(noSuchName, PATIENT, Reason.NO_ADDRESS, NAME + " does not exist"),
                Arguments.of(noAddress, PATIENT, Reason.NO_ADDRESS, NAME + " has no address"),
                Arguments.of(broken, PATIENT, Reason.NO_ADDRESS, "the name servers failed on " + NAME),
                Arguments.of(refusing, PATIENT, Reason.NO_ADDRESS, "looking up " + NAME),
                Arguments.of(circle, PATIENT, Reason.NO_ADDRESS, "looking up " + NAME),
                Arguments.of(silent, BRIEF, Reason.TIMED_OUT, ""));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aNameServersFailureIsAFailureOfTheDnsLayer(Answers answers, Duration timeout, Reason reason, String detail)
            throws Exception {
        try (FakeNameServer names = new FakeNameServer(answers)) {
            Observation observation = ask(asking(names), connecting(1, timeout));

            assertThat(failure(observation).layer()).isEqualTo(Layer.DNS);
            assertThat(failure(observation).reason()).isEqualTo(reason);
            assertThat(failure(observation).detail()).startsWith(detail);
            assertThat(observation.answered()).isEmpty();
        }
    }

    @Test
    void aHostThatCannotBeANameFailsInTheDnsLayer() throws Exception {
        try (FakeNameServer names = new FakeNameServer(NameResolutionTest::loopback)) {
            Question question = question(new Address("a..b", 1), ProbeKind.TCP, false, PATIENT);

            assertThat(failure(ask(asking(names), question)).reason()).isEqualTo(Reason.NO_ADDRESS);
            assertThat(names.questions()).isEmpty();
        }
    }

    @Test
    void aSilentNameServerIsPassedOver() throws Exception {
        try (LoopbackServer target = LoopbackServer.that(connection -> {});
                FakeNameServer silent = new FakeNameServer(question -> Answer.SILENCE);
                FakeNameServer names = new FakeNameServer(NameResolutionTest::loopback)) {
            Question question = connecting(target.address().port(), Duration.ofSeconds(6));

            assertThat(ask(asking(silent, names), question).succeeded()).isTrue();
        }
    }

    @Test
    void aChangedAnswerIsSeenInTheNextRound() throws Exception {
        AtomicInteger round = new AtomicInteger();
        Answers answers = question -> round.get() == 0 ? loopback(question) : new Answer(Rcode.NXDOMAIN, List.of());
        try (LoopbackServer target = LoopbackServer.that(connection -> {});
                FakeNameServer names = new FakeNameServer(answers)) {
            SocketProber prober = asking(names);
            Question question = connecting(target.address().port(), PATIENT);

            assertThat(ask(prober, question).succeeded()).isTrue();
            round.incrementAndGet();
            assertThat(failure(ask(prober, question)).reason()).isEqualTo(Reason.NO_ADDRESS);
        }
    }

    @Test
    void aNameIsAskedForOnceInARound() throws Exception {
        try (LoopbackServer target = LoopbackServer.that(connection -> {});
                FakeNameServer names = new FakeNameServer(NameResolutionTest::loopback)) {
            Question question = connecting(target.address().port(), PATIENT);

            List<Observation> observations = asking(names).round(Collections.nCopies(50, question));

            assertThat(observations).allMatch(Observation::succeeded);
            assertThat(names.questions()).hasSize(1);
        }
    }

    @Test
    void aProberOfGivenNameServersNeedsOne() {
        assertThatThrownBy(() -> new SocketProber(InstantSource.system(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nameServers");
    }

    static Stream<Arguments> hosts() {
        return Stream.of(
                Arguments.of("127.0.0.1", true),
                Arguments.of("::1", true),
                Arguments.of("2001:db8::5", true),
                Arguments.of("host1", false),
                Arguments.of("registry.example.com", false),
                Arguments.of("1.2.3.example", false));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void onlyAnIpAddressIsTakenAsOne(String host, boolean literal) {
        assertThat(Names.literal(host).isPresent()).isEqualTo(literal);
    }

    @Test
    void ipAddressesAreProbedWithoutTheDnsLibrary() throws Exception {
        String withoutDnsjava = Arrays.stream(
                        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> !entry.contains("dnsjava"))
                .collect(Collectors.joining(File.pathSeparator));
        try (LoopbackServer target = LoopbackServer.answering("HTTP/1.1 200 OK\n\n")) {
            Process probing = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            withoutDnsjava,
                            ProbeOnce.class.getName(),
                            Integer.toString(target.address().port()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();

            assertThat(probing.waitFor()).isZero();
        }
    }

    /** A program that exits with 0 when a port of the loopback answers HTTP. */
    static final class ProbeOnce {
        private ProbeOnce() {}

        public static void main(String[] arguments) throws InterruptedException {
            Address address = new Address("127.0.0.1", Integer.parseInt(arguments[0]));
            Observation observation =
                    ask(new SocketProber(InstantSource.system()), question(address, ProbeKind.HTTP, false, PATIENT));
            System.exit(observation.succeeded() ? 0 : 1);
        }
    }
}
