package io.regent.lab.papers;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.CloudWatchMetricAlarmEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.document.RequestDocument;
import io.regent.document.RequestReading;
import io.regent.drill.Action;
import io.regent.event.AgeRule;
import io.regent.event.Intake;
import io.regent.event.Invocations;
import io.regent.event.Trigger;
import io.regent.fleet.DnsName;
import io.regent.fleet.Fleet;
import io.regent.fleet.Region;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample is read as what its name says, and AWS's own classes agree where they know the form. */
class SampleEventsTest {
    private static final Path EVENTS = Path.of("..", "events");
    private static final Pattern CURRENT = Pattern.compile("(?m)^(?<sed>sed .*) events/[a-z-]+\\.json \\|$");
    private static final DnsName SERVICE = new DnsName("registry.example.com");
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region MUMBAI = new Region("ap-south-1");

    private static final Map<String, Trigger.OfFailover> FAILOVER = Map.of(
            "verdict-changed.json",
            new Trigger.VerdictChanged(
                    Instant.parse("2026-03-01T12:00:17Z"),
                    SERVICE,
                    List.of(
                            new Verdict(
                                    MUMBAI,
                                    IRELAND,
                                    Health.UNHEALTHY,
                                    Instant.parse("2026-03-01T12:00:16.204Z"),
                                    "TCP of the origin: refused"),
                            new Verdict(
                                    MUMBAI, MUMBAI, Health.HEALTHY, Instant.parse("2026-03-01T12:00:16.204Z"), ""))),
            "drill-began.json",
            new Trigger.DrillBegan(Instant.parse("2026-03-01T12:05:00Z"), SERVICE),
            "alarm-direct.json",
            new Trigger.AlarmChanged(
                    Instant.parse("2026-03-01T12:01:04.490Z"), "registry-eu-west-1-verdict", Trigger.AlarmState.ALARM),
            "alarm-eventbridge.json",
            new Trigger.AlarmChanged(
                    Instant.parse("2026-03-01T12:31:04Z"), "registry-eu-west-1-verdict", Trigger.AlarmState.OK),
            "schedule.json",
            new Trigger.Scheduled(Instant.parse("2026-03-01T12:02:00Z")),
            "scheduled-rule.json",
            new Trigger.Scheduled(Instant.parse("2026-03-01T12:04:00Z")),
            "by-hand.json",
            new Trigger.ByHand(Set.of(SERVICE)));

    private static final Map<String, Trigger.OfProbe> PROBE = Map.of(
            "probe-session.json",
            new Trigger.Scheduled(Instant.parse("2026-03-01T12:03:00Z")),
            "second-opinion.json",
            new Trigger.SecondOpinion(SERVICE));

    /** What a schema says of requests and reports; {@code RequestDocumentTest} and the desk's tests hold to it. */
    private static final List<String> SCHEMAS = List.of("drill-request.schema.json", "drill-report.schema.json");

    /** A sample for each action, and one more for previews. */
    static Stream<String> drillSamples() {
        return Stream.concat(
                        Stream.of("preview-lost"),
                        Arrays.stream(Action.values()).map(Action::label))
                .map(name -> name + ".json");
    }

    static Stream<String> failoverSamples() {
        return FAILOVER.keySet().stream().sorted();
    }

    static Stream<String> probeSamples() {
        return PROBE.keySet().stream().sorted();
    }

    @Test
    void everySampleIsUsed() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(failoverSamples(), probeSamples(), drillSamples(), SCHEMAS.stream())
                                    .flatMap(names -> names)
                                    .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("failoverSamples")
    void aSampleStartsFailover(String name) throws IOException {
        try (InputStream payload = open(name)) {
            assertThat(Invocations.failover(payload)).isEqualTo(new Intake.Accepted<>(of(FAILOVER, name)));
        }
    }

    @ParameterizedTest
    @MethodSource("probeSamples")
    void aSampleStartsAProbe(String name) throws IOException {
        try (InputStream payload = open(name)) {
            assertThat(Invocations.probe(payload)).isEqualTo(new Intake.Accepted<>(of(PROBE, name)));
        }
    }

    @ParameterizedTest
    @MethodSource("drillSamples")
    void aSampleIsARequestToTheFleetAsItIsDeployed(String name) throws IOException {
        Fleet fleet = ((Reading.Read) FleetDocument.read(Files.readString(Path.of("..", "fleet.yaml")))).fleet();
        try (InputStream payload = open(name)) {
            assertThat(Invocations.drill(payload)).isInstanceOfSatisfying(Intake.Accepted.class, accepted -> {
                Trigger.Asked asked = (Trigger.Asked) accepted.trigger();
                assertThat(RequestDocument.read(asked.request(), fleet, "1"))
                        .isInstanceOfSatisfying(
                                RequestReading.Read.class,
                                read -> assertThat(name)
                                        .startsWith(
                                                read.asked().request().action().label()));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("failoverSamples")
    void aSampleOfLongAgoIsRefusedUnlessAPersonSentIt(String name) throws IOException {
        try (InputStream payload = open(name)) {
            Intake<Trigger.OfFailover> later =
                    AgeRule.USUAL.check(Invocations.failover(payload), Instant.parse("2026-03-01T18:00:00Z"));

            assertThat(later instanceof Intake.Accepted<Trigger.OfFailover>).isEqualTo(name.equals("by-hand.json"));
        }
    }

    /** What the README says to make a sample current with. */
    @ParameterizedTest
    @MethodSource("timedSamples")
    void theCommandOfTheReadmeMakesASampleCurrent(String name) throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        Matcher line = CURRENT.matcher(readme);
        assertThat(line.find()).as("a line of sed in the README").isTrue();
        Process process = new ProcessBuilder("sh", "-c", line.group("sed") + " " + EVENTS.resolve(name)).start();
        byte[] current = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();

        Instant now = Instant.now();
        Intake<? extends Trigger> intake = name.equals("probe-session.json")
                ? AgeRule.USUAL.check(Invocations.probe(new ByteArrayInputStream(current)), now)
                : AgeRule.USUAL.check(Invocations.failover(new ByteArrayInputStream(current)), now);
        assertThat(intake).isInstanceOf(Intake.Accepted.class);
        assertThat(((Trigger.Timed) ((Intake.Accepted<? extends Trigger>) intake).trigger()).time())
                .isBetween(now.minusSeconds(60), now.plusSeconds(1));
    }

    /** The README names each of them. */
    static Stream<String> timedSamples() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        String section = readme.substring(readme.indexOf("### The sample events"));
        List<String> timed = Stream.concat(failoverSamples(), probeSamples())
                .filter(name -> of(name) instanceof Trigger.Timed)
                .toList();
        assertThat(timed).allSatisfy(name -> assertThat(section).contains("`" + name.replace(".json", "") + "`"));
        return timed.stream();
    }

    private static Trigger of(String name) {
        Trigger ofFailover = FAILOVER.get(name);
        return ofFailover == null ? of(PROBE, name) : ofFailover;
    }

    @ParameterizedTest
    @CsvSource({
        "verdict-changed.json, regent, Verdict changed, ap-south-1",
        "drill-began.json, regent, Drill began, ap-south-1",
        "alarm-eventbridge.json, aws.cloudwatch, CloudWatch Alarm State Change, ap-south-1",
        "scheduled-rule.json, aws.events, Scheduled Event, eu-west-1",
    })
    void theClassOfEventBridgeEventsAgrees(String name, String source, String type, String region) throws IOException {
        ScheduledEvent event = readByAws(name, ScheduledEvent.class);

        assertThat(event.getSource()).isEqualTo(source);
        assertThat(event.getDetailType()).isEqualTo(type);
        assertThat(event.getAccount()).isEqualTo("123456789012");
        assertThat(event.getRegion()).isEqualTo(region);
        assertThat(event.getId()).hasSize(36);
        assertThat(Instant.ofEpochMilli(event.getTime().getMillis()))
                .isEqualTo(((Trigger.Timed) of(FAILOVER, name)).time());
    }

    @Test
    void theClassOfAlarmActionsAgrees() throws IOException {
        CloudWatchMetricAlarmEvent event = readByAws("alarm-direct.json", CloudWatchMetricAlarmEvent.class);
        Trigger.AlarmChanged alarm = (Trigger.AlarmChanged) of(FAILOVER, "alarm-direct.json");

        assertThat(event.getSource()).isEqualTo("aws.cloudwatch");
        assertThat(event.getAlarmArn()).endsWith(":alarm:" + alarm.alarm());
        assertThat(event.getTime()).isEqualTo("2026-03-01T12:01:04.490+0000");
        assertThat(event.getAlarmData().getAlarmName()).isEqualTo(alarm.alarm());
        assertThat(event.getAlarmData().getState().getValue())
                .isEqualTo(alarm.state().name());
    }

    private static <T> T readByAws(String name, Class<T> type) throws IOException {
        try (InputStream payload = open(name)) {
            return LambdaEventSerializers.serializerFor(type, SampleEventsTest.class.getClassLoader())
                    .fromJson(payload);
        }
    }

    private static <T> T of(Map<String, T> triggers, String name) {
        return Objects.requireNonNull(triggers.get(name), name);
    }

    private static InputStream open(String name) throws IOException {
        return Files.newInputStream(EVENTS.resolve(name));
    }
}
