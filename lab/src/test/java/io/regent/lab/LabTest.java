package io.regent.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.lab.net.Addresses;
import io.regent.lab.net.Loopback;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lab as a person starts and ends it: a JVM of its own, of which no process and no port stays. */
class LabTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LAST_LINE_OF_THE_GREETING = "The lab ends with";

    @TempDir
    private Path temporary;

    private final int aws = Addresses.free("127.0.0.1").getPort();
    private final int dns = Addresses.free("127.0.0.1").getPort();
    private List<ProcessHandle> started = List.of();

    @AfterEach
    void endWhatATestLeftBehind() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void itObeysAPipeAndQuits() throws Exception {
        Process lab = lab();
        write(lab, """
                kill eu-west-1
                slow ap-south-1
                cut eu-west-1 ap-south-1
                break route53
                status
                heal
                start eu-west-1
                nonsense
                status
                quit
                """);
        assertThat(text(lab))
                .contains("eu-west-1: registry killed")
                .containsPattern("eu-west-1 +registry dead")
                .contains(
                        "faults      ap-south-1 is slow by 250 ms, ap-south-1 and eu-west-1 are cut off from each other,"
                                + " Route 53's control plane fails")
                .contains("command 'nonsense': expected one of kill")
                .containsPattern("serves +registry.example.com from ap-south-1 50 %, eu-west-1 50 %")
                .containsPattern("weights +A and AAAA: ap-south-1 50, eu-west-1 50")
                .doesNotContain("Exception");
        ended(lab, 0);
        assertThat(temporary.resolve("lab.log")).exists();
    }

    @Test
    void withoutAnyInputItEndsAtOnce() throws Exception {
        Process lab = lab();
        lab.getOutputStream().close();
        assertThat(text(lab)).contains(LAST_LINE_OF_THE_GREETING).doesNotContain("Exception");
        ended(lab, 0);
    }

    /** INT and HUP do as TERM does, unless they are ignored where the tests run, as in the background of a shell. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "KILL, 137"})
    void aSignalEndsAllOfIt(String signal, int status) throws Exception {
        Process lab = lab();
        stands(lab);
        started = Stream.concat(Stream.of(lab.toHandle()), lab.descendants()).toList();
        send(signal, lab);
        ended(lab, status);
    }

    @Test
    void aSignalDuringItsStartEndsAllOfIt() throws Exception {
        Process lab = lab();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // The registry of the first region is the first thing that listens.
        while (isFree(address("127.0.1.1", 5000)) && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        started = Stream.concat(Stream.of(lab.toHandle()), lab.descendants()).toList();
        send("TERM", lab);
        ended(lab, 143);
    }

    @Test
    void aTakenPortForAwsClientsIsNamedWithItsVariable() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, Addresses.of("127.0.0.1"))) {
            Process lab = lab(taken.getLocalPort(), dns);
            assertThat(text(lab))
                    .contains("The lab does not run: cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .contains("LAB_AWS_PORT")
                    .doesNotContain("\tat ");
            endedApartFrom(lab, 1, taken.getLocalPort());
        }
    }

    @Test
    void aTakenPortForDnsIsNamedWithItsVariable() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(address("127.0.2.53", 0))) {
            Process lab = lab(aws, taken.getLocalPort());
            assertThat(text(lab))
                    .contains("The lab does not run: cannot listen on port " + taken.getLocalPort())
                    .contains("127.0.2.53")
                    .contains("LAB_DNS_PORT")
                    .doesNotContain("\tat ");
            endedApartFrom(lab, 1, taken.getLocalPort());
        }
    }

    @Test
    void aTakenPortOfARegistryIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(5000, 1, Addresses.of("127.0.2.1"))) {
            Process lab = lab();
            assertThat(text(lab))
                    .contains("cannot listen on " + taken.getInetAddress().getHostAddress() + ":5000")
                    .contains("another program has it");
            endedApartFrom(lab, 1, 5000);
        }
    }

    @Test
    void aVariableThatIsNoPortIsNamed() throws Exception {
        Process lab = lab(aws, 0);
        assertThat(text(lab)).contains("The lab does not run: LAB_DNS_PORT '0': expected a port from 1 to 65535");
        ended(lab, 1);
    }

    private Process lab() throws IOException {
        return lab(aws, dns);
    }

    private Process lab(int awsPort, int dnsPort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lab.class.getName(),
                        temporary.resolve("lab.log").toString())
                .redirectErrorStream(true);
        builder.environment().put("LAB_AWS_PORT", Integer.toString(awsPort));
        builder.environment().put("LAB_DNS_PORT", Integer.toString(dnsPort));
        Process lab = builder.start();
        started = List.of(lab.toHandle());
        return lab;
    }

    /** Returns once the lab has greeted. */
    private static void stands(Process lab) throws IOException {
        BufferedReader output = lab.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LAST_LINE_OF_THE_GREETING)) {
                return;
            }
        }
        throw new AssertionError("the lab ended before it stood");
    }

    /** All that the lab says before its end. */
    private static String text(Process lab) throws IOException {
        return new String(lab.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void write(Process lab, String commands) throws IOException {
        lab.getOutputStream().write(commands.getBytes(StandardCharsets.UTF_8));
        lab.getOutputStream().flush();
    }

    private static void send(String signal, Process lab) throws IOException, InterruptedException {
        int status = new ProcessBuilder("sh", "-c", "kill -\"$1\" \"$2\"", "sh", signal, Long.toString(lab.pid()))
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    private void ended(Process lab, int status) throws Exception {
        endedApartFrom(lab, status, -1);
    }

    /** Waits for the end of the lab and of all that it started, and for its ports but the one that the test holds. */
    private void endedApartFrom(Process lab, int status, int held) throws Exception {
        assertThat(lab.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(lab.exitValue()).isEqualTo(status);
        for (ProcessHandle process : started) {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (InetSocketAddress address : addresses()) {
            while (address.getPort() != held && !isFree(address)) {
                assertThat(System.nanoTime()).as("deadline for " + address).isLessThan(deadline);
                Thread.sleep(10);
            }
        }
    }

    private List<InetSocketAddress> addresses() {
        return List.of(
                address("127.0.0.1", aws),
                address("127.0.0.1", dns),
                address("127.0.1.53", dns),
                address("127.0.2.53", dns),
                address("127.0.53.1", dns),
                address("127.0.53.2", dns),
                address("127.0.53.3", dns),
                address("127.0.53.4", dns),
                address("127.0.1.1", 5000),
                address("127.0.1.1", 8080),
                address("127.0.2.1", 5000),
                address("127.0.2.1", 8080));
    }

    private static boolean isFree(InetSocketAddress address) {
        try {
            Loopback.requireFree(address);
            new DatagramSocket(address).close();
            return true;
        } catch (RuntimeException | IOException taken) {
            return false;
        }
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(Addresses.of(host), port);
    }
}
