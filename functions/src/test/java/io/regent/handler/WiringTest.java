package io.regent.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import io.regent.process.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WiringTest {
    @Test
    void homeIsTheRegionThatLambdaNames() {
        assertThat(wiring(Map.of()).home()).isEqualTo(new Region("eu-west-1"));
    }

    @Test
    void withoutARegionThereIsNothing() {
        assertThatThrownBy(() -> new Wiring(Environment.of(Map.of()), line -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "environment variable AWS_REGION is not set: expected an AWS region code such as eu-west-1");
    }

    @Test
    void aSessionUsuallyTakesFiftySeconds() {
        assertThat(wiring(Map.of()).session()).isEqualTo(Duration.ofSeconds(50));
        assertThat(wiring(Map.of("REGENT_SESSION", " ")).session()).isEqualTo(Duration.ofSeconds(50));
    }

    @ParameterizedTest
    @CsvSource({"1s, PT1S", "9s, PT9S", "10s, PT10S", "59s, PT59S", "60s, PT1M", "burst, PT0S"})
    void aSessionTakesUpToAMinuteOrIsABurst(String text, Duration session) {
        assertThat(wiring(Map.of("REGENT_SESSION", text)).session()).isEqualTo(session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "61s", "999s", "50", "50 s", "050s", "-1s", "1m", "Burst"})
    void anyOtherSessionIsRefused(String text) {
        assertRefused(
                "environment variable REGENT_SESSION: expected 1s to 60s, or burst",
                wiring(Map.of("REGENT_SESSION", text))::session);
    }

    @Test
    void aMinuteIsOneButInTheLab() {
        assertThat(wiring(Map.of()).minute()).isEqualTo(Duration.ofMinutes(1));
        assertThat(wiring(Map.of("REGENT_MINUTE", "60s")).minute()).isEqualTo(Duration.ofMinutes(1));
        assertThat(wiring(Map.of("REGENT_MINUTE", "3s")).minute()).isEqualTo(Duration.ofSeconds(3));
        for (String text : List.of("0s", "61s", "3", "1m", "burst")) {
            assertRefused(
                    "environment variable REGENT_MINUTE: expected 1s to 60s",
                    wiring(Map.of("REGENT_MINUTE", text))::minute);
        }
    }

    @Test
    void theFleetMayStandInTheEnvironmentWhichComesFirst() {
        Wiring wiring = wiring(Map.of(
                "REGENT_FLEET",
                "services: {registry.example.com: {zone: Z1, endpoints: {eu-west-1: {}, ap-south-1: {}}}}",
                "REGENT_FLEET_PARAMETER",
                "/regent/fleet"));

        assertThat(wiring.fleet().get().services()).hasSize(1);
    }

    @Test
    void theParameterOfTheFleetIsNotLookedForWhileWiring() {
        assertThatCode(wiring(Map.of("REGENT_FLEET_PARAMETER", "/regent/fleet"))::fleet)
                .doesNotThrowAnyException();
    }

    @Test
    void aFleetHasToBeSomewhere() {
        assertRefused(
                "environment variable REGENT_FLEET_PARAMETER is not set: expected the name of the parameter that holds"
                        + " the fleet's document, or the document in REGENT_FLEET",
                wiring(Map.of())::fleet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"regent-probe", "regent-probe:live", "regent-probe:$LATEST", "regent-probe:7"})
    void theProbeFunctionMayHaveAnAlias(String text) {
        assertThatCode(wiring(Map.of("REGENT_PROBE_FUNCTION", text))::controller)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":live",
                "regent-probe:",
                "regent-probe:live:live",
                "regent probe",
                "arn:aws:lambda:eu-west-1:123456789012:function:regent-probe"
            })
    void anyOtherProbeFunctionIsRefused(String text) {
        assertRefused(
                "environment variable REGENT_PROBE_FUNCTION: expected 1 to 64 letters, digits, hyphens or underscores,"
                        + " after a colon $LATEST, or a version or alias of 1 to 128 letters, digits, hyphens or"
                        + " underscores",
                wiring(Map.of("REGENT_PROBE_FUNCTION", text))::controller);
    }

    @Test
    void aControllerNeedsAProbeFunction() {
        assertRefused(
                "environment variable REGENT_PROBE_FUNCTION is not set: expected the probe function's name, or"
                        + " NAME:ALIAS",
                wiring(Map.of())::controller);
    }

    @Test
    void theNameServerIsTheSystemsOrTheOneThatIsNamed() {
        assertThatCode(wiring(Map.of())::vantage).doesNotThrowAnyException();
        assertThatCode(wiring(Map.of("REGENT_NAME_SERVER", "127.0.0.1:5353"))::vantage)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "localhost:53", "[::1]:53", "127.0.0.256:53", "127.0.0.1:0", "127.0.0.1:65536"})
    void anyOtherNameServerIsRefused(String text) {
        assertRefused(
                "environment variable REGENT_NAME_SERVER: expected IPV4-ADDRESS:PORT",
                wiring(Map.of("REGENT_NAME_SERVER", text))::vantage);
    }

    private static final Map<String, String> DESK = Map.of(
            "REGENT_PROBE_FUNCTION", "regent-probe:live",
            "REGENT_FAILOVER_FUNCTION", "regent-failover:live",
            "REGENT_LOOK_FUNCTION", "regent-look:live",
            "REGENT_NAME", "regent",
            "REGENT_TOPIC", "arn:aws:sns:eu-west-1:123456789012:regent",
            "REGENT_DRILLS", "act");

    @Test
    void aDeskActsOrLooks() {
        assertThatCode(deskWiring(DESK)::desk).doesNotThrowAnyException();
        Map<String, String> look = new TreeMap<>(DESK);
        look.put("REGENT_DRILLS", "look");
        look.put("REGENT_LOAD_BALANCER", "app/regent/50dc6c495c0c9188");
        look.put("REGENT_TARGET_GROUP", "targetgroup/regent/73e2d6bc24d8a067");
        assertThatCode(deskWiring(look)::desk).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REGENT_DRILLS | both | look or act",
                "REGENT_TOPIC | regent | the ARN of an SNS topic",
                "REGENT_NAME | my regent | the name of the stacks, 1 to 32 letters, digits or hyphens",
                "REGENT_LOOK_FUNCTION | a b | 1 to 64 letters, digits, hyphens or underscores, after a colon $LATEST,"
                        + " or a version or alias of 1 to 128 letters, digits, hyphens or underscores",
            })
    void anythingElseIsRefused(String variable, String value, String accepted) {
        Map<String, String> wrong = new TreeMap<>(DESK);
        wrong.put(variable, value);
        assertRefused("environment variable " + variable + ": expected " + accepted, deskWiring(wrong)::desk);
    }

    private static void assertRefused(String message, ThrowingCallable wire) {
        assertThatThrownBy(wire).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static DeskWiring deskWiring(Map<String, String> more) {
        return new DeskWiring(environment(more), wiring(more));
    }

    private static Wiring wiring(Map<String, String> more) {
        return new Wiring(environment(more), line -> {});
    }

    private static Environment environment(Map<String, String> more) {
        Map<String, String> variables = new TreeMap<>(more);
        variables.put("AWS_REGION", "eu-west-1");
        variables.put("AWS_ACCESS_KEY_ID", "nobody");
        variables.put("AWS_SECRET_ACCESS_KEY", "nothing");
        return Environment.of(variables);
    }
}
