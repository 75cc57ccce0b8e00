package io.regent.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.json.Json;
import io.regent.process.Environment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrimingTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final List<String> log = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    private void prime(Function<Environment, Priming.Primed> function, String payload) {
        new Priming(new Region("eu-west-1"), CLOCK, line -> log.add(Json.write(line)))
                .run(
                        environment -> input -> {
                            byte[] answer = function.apply(environment).answer(input);
                            answers.add(new String(answer, StandardCharsets.UTF_8));
                            return answer;
                        },
                        payload);
    }

    @Test
    void theControllerReadsDecidesAndWrites() {
        prime(environment -> new FailoverFunction(environment, line -> {})::answer, "{\"by\": \"hand\"}");

        assertThat(log).isEmpty();
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer)
                        .contains(
                                "\"changedSomething\":true",
                                "\"weightsHealthy\":true",
                                "\"routingControlHealthy\":true"));
    }

    @Test
    void theProberProbesAndTells() {
        prime(
                environment -> new ProbeFunction(environment, line -> {})::answer,
                "{\"source\": \"regent.schedule\", \"time\": \"" + Instant.now() + "\"}");

        assertThat(log).isEmpty();
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer).contains("\"endpoint\":\"eu-west-1\"", "\"missed\":{}"));
    }

    @Test
    void theDeskLooks() {
        prime(
                environment -> {
                    DrillFunction function = new DrillFunction(environment, line -> {});
                    return payload -> function.answer(payload, Duration.ofSeconds(30), "primed");
                },
                "{\"action\": \"status\"}");

        assertThat(log).isEmpty();
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer)
                        .contains("\"action\":\"status\"", "\"outcome\":\"done\"", "\"ledger\":\"missing\""));
    }

    @Test
    void aPrimingThatFailsIsLoggedAndEndsThere() {
        prime(
                environment -> input -> {
                    throw new IllegalStateException("no luck");
                },
                "{}");

        assertThat(log).singleElement().satisfies(line -> assertThat(line).contains("\"Not primed\"", "no luck"));
    }
}
