package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static io.regent.lab.functions.OnStage.QUICK;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.fleet.Region;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.wire.WireAnswer;
import io.regent.lab.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS slow, refusing, silent or out of its mind: what a run comes to then. */
class TroubleTest {
    private static final Map<String, Long> IRELAND_OUT = Map.of("eu-west-1", 0L, "ap-south-1", 50L);
    private static final Map<String, Long> BOTH_IN = Map.of("eu-west-1", 50L, "ap-south-1", 50L);
    /** More than all the deadlines of one run together: a run that waits for nobody in vain stays far below. */
    private static final Duration GENEROUS = Duration.ofSeconds(40);

    @Test
    void aThrottledReadIsTriedAgainWithinTheRun() throws Exception {
        try (OnStage world = OnStage.settled()) {
            AtomicInteger reads = new AtomicInteger();
            world.bends.at(
                    "route53",
                    request -> reads(request) && reads.incrementAndGet() == 1,
                    Bends.refusing("Throttling", 400));
            world.stage.registry(IRELAND).kill();

            world.tick(MUMBAI);

            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
            assertThat(reads.get()).isEqualTo(2);
        }
    }

    @Test
    void anAccountThatIsThrottledThroughoutIsLeftWithTheOtherLever() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.bends.at("route53", TroubleTest::writes, Bends.refusing("Throttling", 400));
            world.stage.registry(IRELAND).kill();

            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(run.path("attempts").asInt()).isEqualTo(4);
            assertThat(world.route53Calls("POST"))
                    .as("one try for each attempt")
                    .isEqualTo(4);
            assertThat(run.path("weightsHealthy").asBoolean()).isFalse();
            assertThat(outcome(world)).startsWith("busy: Throttling");
            assertThatRoutingControlSaysThatIrelandIsOut(world);
        }
    }

    @Test
    void aZoneThatIsStillBusyIsReadAgainAndThenChanged() throws Exception {
        try (OnStage world = OnStage.settled()) {
            AtomicInteger writes = new AtomicInteger();
            world.bends.at(
                    "route53",
                    request -> writes(request) && writes.incrementAndGet() <= 2,
                    Bends.refusing("PriorRequestNotComplete", 400));
            world.stage.registry(IRELAND).kill();

            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(run.path("attempts").asInt()).isEqualTo(3);
            assertThat(run.path("changedSomething").asBoolean()).isTrue();
            assertThat(world.route53Calls("GET")).isEqualTo(3);
            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
        }
    }

    @Test
    void aZoneThatNeverEndsItsWorkIsGivenUpAfterFourAttempts() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            world.stage.route53().set(QUICK.withProcessing(Duration.ofMinutes(10)));
            world.tick(IRELAND);
            world.stage.registry(IRELAND).kill();
            world.forget();

            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(run.path("attempts").asInt()).isEqualTo(4);
            assertThat(outcome(world)).startsWith("busy: PriorRequestNotComplete");
            assertThat(world.weights(RecordType.A)).isEqualTo(BOTH_IN);
        }
    }

    @Test
    void withRoute53sControlPlaneDownRoutingControlTakesTheDeadRegistryOut() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.tick(MUMBAI);
            world.stage.faults().breakRoute53();
            world.stage.registry(IRELAND).kill();

            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(run.path("changedSomething").asBoolean()).isTrue();
            assertThat(run.path("weightsHealthy").asBoolean()).isFalse();
            assertThat(world.weights(RecordType.A)).isEqualTo(BOTH_IN);
            assertThat(outcome(world)).contains("cannot be read", "ServiceUnavailable (HTTP 503)");
            assertThatRoutingControlSaysThatIrelandIsOut(world);

            world.stage.faults().heal();
            world.tick(MUMBAI);

            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
        }
    }

    @Test
    void withRoute53SilentARunEndsAndRoutingControlTakesTheDeadRegistryOut() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.tick(MUMBAI);
            world.bends.at("route53", request -> true, Bends.silent());
            world.stage.registry(IRELAND).kill();
            Instant start = world.now();

            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(Duration.between(start, world.now())).isLessThan(GENEROUS);
            assertThat(run.path("weightsHealthy").asBoolean()).isFalse();
            assertThatRoutingControlSaysThatIrelandIsOut(world);
        }
    }

    @Test
    void aBatchWhoseAnswerWasLostIsFoundStandingAndReportedAsDone() throws Exception {
        try (OnStage world = OnStage.settled()) {
            AtomicInteger writes = new AtomicInteger();
            world.bends.at(
                    "route53", request -> writes(request) && writes.incrementAndGet() == 1, Bends.losingTheAnswer());
            world.stage.registry(IRELAND).kill();

            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(world.accepted).hasSize(1);
            assertThat(writes.get()).isEqualTo(1);
            assertThat(run.path("changedSomething").asBoolean()).isTrue();
            assertThat(run.path("rule").asText()).isEqualTo("drain");
            assertThat(world.stage.decisions().poll(20, TimeUnit.SECONDS)).contains("\"rule\":\"drain\"");
        }
    }

    @Test
    void aRefusalThatNothingMendsEndsTheRunAndSaysWhatAwsSaid() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.bends.at("route53", TroubleTest::writes, Bends.refusing("AccessDenied", 403));
            world.stage.registry(IRELAND).kill();

            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(run.path("attempts").asInt()).isEqualTo(1);
            assertThat(outcome(world)).isEqualTo("failed: AccessDenied (HTTP 403): bent by a test");
            assertThat(world.route53Calls("POST")).isEqualTo(1);
            assertThatRoutingControlSaysThatIrelandIsOut(world);
        }
    }

    @ParameterizedTest
    @CsvSource({"route53, cannot be read", "monitoring, unreadable", "lambda, abstained"})
    void anAnswerThatMakesNoSenseIsTroubleWithANameAndNoCrash(String service, String said) throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.bends.at(service, request -> true, Bends.nonsense());
            world.stage.registry(IRELAND).kill();

            world.tick(MUMBAI);

            assertThat(world.record().toString()).contains(said);
        }
    }

    @Test
    void withTheOwnCloudWatchSilentTheWeightsMoveAllTheSame() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.bends.at("monitoring", request -> request.region().equals(MUMBAI), Bends.silent());
            world.stage.registry(IRELAND).kill();
            Instant start = world.now();

            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(Duration.between(start, world.now())).isLessThan(GENEROUS);
            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
            assertThat(run.path("routingControlHealthy").asBoolean()).isFalse();
            assertThat(run.path("changedSomething").asBoolean()).isTrue();
            assertThat(world.stage.decisions().poll(20, TimeUnit.SECONDS)).contains("\"rule\":\"drain\"");
        }
    }

    @Test
    void withTheOwnCloudWatchFailingTheWeightsMoveAllTheSame() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.bends.at(
                    "monitoring",
                    request -> request.region().equals(MUMBAI),
                    Bends.refusing("InternalServiceFault", 500));
            world.stage.registry(IRELAND).kill();

            world.tick(MUMBAI);

            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
            assertThat(world.record().path("published").asText()).contains("unreadable: InternalServiceFault");
            assertThat(world.stage.log())
                    .anySatisfy(line -> assertThat(line.toString()).contains("The run's metrics were not put"));
        }
    }

    @Test
    void aDarkRegionAbstainsAndItsEndpointIsDrainedWithoutWaitingForIt() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.registry(IRELAND).kill();
            world.stage.faults().dark(IRELAND);
            Instant start = world.now();

            world.tick(MUMBAI);

            assertThat(Duration.between(start, world.now()))
                    .as("the five seconds of its second opinion, and nothing else of it")
                    .isLessThan(Duration.ofSeconds(15));
            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
            assertThat(world.record().path("secondOpinions").toString())
                    .contains("\"vantage\":\"eu-west-1\",\"abstained\":\"TIMED_OUT");
            assertThat(world.stage
                            .journal()
                            .count(call -> call.region().equals(IRELAND)
                                    && call.caller().equals(new Caller.Function(MUMBAI, "regent-failover"))))
                    .as("the controller calls another region for its opinion alone")
                    .isEqualTo(1);
        }
    }

    @Test
    void aDarkRegionMissesAProbeSessionAndDelaysItByNoMoreThanOneDeadline() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.faults().dark(IRELAND);
            Instant start = world.now();

            JsonNode answer = OnStage.answer(world.stage.probe(MUMBAI, Samples.at("probe-session.json", world.now())));

            assertThat(Duration.between(start, world.now())).isLessThan(Duration.ofSeconds(20));
            JsonNode missed = answer.path("registry.example.com").path("missed");
            assertThat(missed.has("eu-west-1")).isTrue();
            assertThat(missed.has("ap-south-1")).isFalse();
        }
    }

    @Test
    void aVantageThatFailsInsideAbstains() throws Exception {
        try (OnStage world = OnStage.settled()) {
            byte[] error = "{\"errorMessage\":\"out of memory\"}".getBytes(StandardCharsets.UTF_8);
            world.bends.at(
                    "lambda",
                    request -> request.region().equals(IRELAND),
                    (request, service) -> new WireAnswer(200, Map.of("X-Amz-Function-Error", "Unhandled"), error));
            world.stage.registry(IRELAND).kill();

            world.tick(MUMBAI);

            assertThat(opinionOf(world, IRELAND).path("abstained").asText()).contains("FAILED_INSIDE", "out of memory");
            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"refused\": \"service registry.example.com: not in the fleet's document\"} | verdicts",
                "{\"service\": \"registry.example.com\", \"verdicts\": [{\"vantage\": \"eu-west-1\"}]} | endpoint",
                "[1, 2] | expected an object",
                "null | expected an object",
                "<html> | JSON"
            })
    void aVantageThatAnswersSomethingElseAbstains(String answer, String named) throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.bends.at(
                    "lambda",
                    request -> request.region().equals(IRELAND),
                    (request, service) -> new WireAnswer(200, Map.of(), answer.getBytes(StandardCharsets.UTF_8)));
            world.stage.registry(IRELAND).kill();

            world.tick(MUMBAI);

            assertThat(opinionOf(world, IRELAND).path("abstained").asText())
                    .containsIgnoringCase("nonsense")
                    .contains(named);
            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
        }
    }

    @Test
    void aVantageThatAnswersForAnotherServiceAbstains() throws Exception {
        try (OnStage world = OnStage.settled()) {
            String answer = "{\"service\": \"other.example.com\", \"verdicts\": [{\"vantage\": \"eu-west-1\","
                    + " \"endpoint\": \"eu-west-1\", \"health\": \"HEALTHY\", \"at\": \"2026-01-01T00:00:00Z\","
                    + " \"why\": \"\"}]}";
            world.bends.at(
                    "lambda",
                    request -> request.region().equals(IRELAND),
                    (request, service) -> new WireAnswer(200, Map.of(), answer.getBytes(StandardCharsets.UTF_8)));
            world.stage.registry(IRELAND).kill();

            world.tick(MUMBAI);

            assertThat(opinionOf(world, IRELAND).path("abstained").asText()).contains("other.example.com");
            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
        }
    }

    @Test
    void anEventThatTheBusDoesNotTakeIsLoggedAndTheMoveStands() throws Exception {
        try (OnStage world = OnStage.settled()) {
            byte[] answer = "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\"ThrottlingException\"}]}"
                    .getBytes(StandardCharsets.UTF_8);
            world.bends.at("events", request -> true, (request, service) -> new WireAnswer(200, Map.of(), answer));
            world.stage.registry(IRELAND).kill();

            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(run.path("changedSomething").asBoolean()).isTrue();
            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
            assertThat(world.stage.log())
                    .anySatisfy(line -> assertThat(line.toString())
                            .contains("The run's event was not sent", "1 of 1 not taken", "ThrottlingException"));
        }
    }

    @Test
    void withoutAnyCloudWatchDataOrAnswerNothingIsDrained() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.bends.at("lambda", request -> true, Bends.refusing("ServiceException", 500));
            world.stage.registry(IRELAND).kill();

            world.tick(MUMBAI);

            assertThat(world.accepted).isEmpty();
            assertThat(world.weights(RecordType.A)).isEqualTo(BOTH_IN);
        }
    }

    private static boolean reads(WireRequest request) {
        return request.method().equals("GET");
    }

    private static boolean writes(WireRequest request) {
        return request.method().equals("POST");
    }

    private static String outcome(OnStage world) throws Exception {
        JsonNode attempts = world.record().path("attempts");
        return attempts.path(attempts.size() - 1).path("outcome").asText();
    }

    private static JsonNode opinionOf(OnStage world, Region vantage) throws Exception {
        for (JsonNode opinion : world.record().path("secondOpinions")) {
            if (opinion.path("vantage").asText().equals(vantage.id())) {
                return opinion;
            }
        }
        throw new IllegalStateException("no opinion of " + vantage);
    }

    private static void assertThatRoutingControlSaysThatIrelandIsOut(OnStage world) throws Exception {
        JsonNode control = world.record().path("routingControl");
        assertThat(control.path("serve").path("eu-west-1").asBoolean(true)).isFalse();
        assertThat(control.path("outcome").asText()).isEqualTo("put");
    }
}
