package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.lab.twin.lambda.Outcome;
import io.regent.lab.twin.route53.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sample event, handled by the functions as they are deployed. */
class HandlersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "verdict-changed.json",
                "drill-began.json",
                "alarm-direct.json",
                "alarm-eventbridge.json",
                "schedule.json",
                "scheduled-rule.json",
                "by-hand.json"
            })
    void whateverStartsTheControllerADeadRegistryIsDrained(String sample) throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.registry(IRELAND).kill();

            JsonNode answer = OnStage.answer(world.stage.failover(MUMBAI, Samples.at(sample, world.now())));

            assertThat(OnStage.run(answer).path("rule").asText()).isEqualTo("drain");
            assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));
            assertThat(world.weights(RecordType.AAAA)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));
            assertThat(world.accepted).hasSize(1);
            assertThat(world.record().path("message").asText()).isEqualTo("Failover decided");
            assertThat(world.stage.decisions().poll(20, TimeUnit.SECONDS))
                    .contains("\"rule\":\"drain\"", "\"controller\":\"ap-south-1\"");
        }
    }

    @Test
    void aReportOfADeadRegistryMovesNothingWhereTheVantagesFindItAlive() throws Exception {
        try (OnStage world = OnStage.settled()) {
            JsonNode answer =
                    OnStage.answer(world.stage.failover(MUMBAI, Samples.at("verdict-changed.json", world.now())));

            assertThat(OnStage.run(answer).path("rule").asText()).isEqualTo("steady");
            assertThat(world.calls("POST /2015-03-31/functions/regent-probe/invocations"))
                    .isEqualTo(2);
            assertThat(world.accepted).isEmpty();
        }
    }

    @Test
    void aProbeSessionTellsBothRegionsWhatItSaw() throws Exception {
        try (OnStage world = OnStage.settled()) {
            JsonNode answer = OnStage.answer(world.stage.probe(MUMBAI, Samples.at("probe-session.json", world.now())));

            JsonNode session = answer.path("registry.example.com");
            assertThat(session.path("rounds").asInt()).isEqualTo(3);
            assertThat(session.path("missed")).isEmpty();
            assertThat(session.path("told").path("verdicts"))
                    .hasSize(2)
                    .allSatisfy(one -> assertThat(one.path("health").asText()).isEqualTo("HEALTHY"));
            assertThat(world.calls("PutMetricData")).isEqualTo(2);
            assertThat(world.calls("PutEvents")).as("nothing changed").isZero();
        }
    }

    @Test
    void aProbeSessionThatSeesARegistryDieSendsTheEventToBothRegions() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.registry(IRELAND).kill();

            OnStage.answer(world.stage.probe(MUMBAI, Samples.at("probe-session.json", world.now())));

            assertThat(world.calls("PutEvents")).isEqualTo(2);
            assertThat(world.calls("PutMetricData"))
                    .as("at once, and at the end")
                    .isEqualTo(4);
        }
    }

    @Test
    void aSecondOpinionIsGivenToTheAskerAndPublishedNowhere() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.registry(IRELAND).kill();

            JsonNode answer = OnStage.answer(world.stage.probe(MUMBAI, Samples.at("second-opinion.json", world.now())));

            assertThat(answer.path("verdicts").findValuesAsText("health"))
                    .containsExactlyInAnyOrder("UNHEALTHY", "HEALTHY");
            assertThat(world.callsBeyondTheDocument()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verdict-changed.json",
                "drill-began.json",
                "alarm-direct.json",
                "alarm-eventbridge.json",
                "schedule.json",
                "scheduled-rule.json"
            })
    void anOldEventIsRefusedByItsAgeAndNobodyIsCalled(String sample) throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.registry(IRELAND).kill();

            JsonNode answer = OnStage.answer(
                    world.stage.failover(MUMBAI, Samples.at(sample, world.now().minusSeconds(121))));

            assertThat(answer.path("refused").asText()).contains(" s old, expected at most ");
            assertThat(world.stage.journal().calls()).isEmpty();
        }
    }

    @Test
    void anOldTickStartsNoSession() throws Exception {
        try (OnStage world = OnStage.settled()) {
            String old = Samples.at("probe-session.json", world.now().minusSeconds(121));

            assertThat(OnStage.answer(world.stage.probe(IRELAND, old)).has("refused"))
                    .isTrue();
            assertThat(world.stage.journal().calls()).isEmpty();
        }
    }

    @Test
    void anEventThatComesTwiceIsActedUponOnce() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.registry(IRELAND).kill();
            String event = Samples.at("verdict-changed.json", world.now());

            OnStage.answer(world.stage.failover(MUMBAI, event));
            JsonNode again = OnStage.answer(world.stage.failover(MUMBAI, event));

            assertThat(world.accepted).hasSize(1);
            assertThat(OnStage.run(again).path("changedSomething").asBoolean()).isFalse();
            assertThat(OnStage.run(again).path("weightsHealthy").asBoolean()).isTrue();
        }
    }

    @Test
    void anEventThatComesToBothRegionsFourTimesAtOnceIsActedUponOnce() throws Exception {
        try (OnStage world = OnStage.settled();
                ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            world.stage.registry(IRELAND).kill();
            String event = Samples.at("verdict-changed.json", world.now());
            List<Callable<Outcome>> deliveries = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                deliveries.add(() -> world.stage.failover(MUMBAI, event));
                deliveries.add(() -> world.stage.failover(IRELAND, event));
            }

            int changed = 0;
            for (Future<Outcome> delivery : tasks.invokeAll(deliveries)) {
                JsonNode run = OnStage.run(OnStage.answer(delivery.get()));
                changed += run.path("changedSomething").asBoolean() ? 1 : 0;
                assertThat(run.path("weightsHealthy").asBoolean()).isTrue();
            }

            assertThat(world.accepted).hasSize(1);
            assertThat(changed).isEqualTo(1);
            assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"source\": \"aws.ec2\"}",
                "{\"by\": \"nobody\"}",
                "{\"service\": \"registry\"}",
                "{\"servise\": \"registry.example.com\"}"
            })
    void whatNobodyKnowsIsRefusedWithWhatIsAcceptedAndNotTriedAgain(String payload) throws Exception {
        try (OnStage world = OnStage.settled()) {
            assertThat(OnStage.answer(world.stage.failover(IRELAND, payload))
                            .path("refused")
                            .asText())
                    .contains("expected", "accepted:", "{\"by\": \"hand\"}");
            assertThat(OnStage.answer(world.stage.probe(IRELAND, payload))
                            .path("refused")
                            .asText())
                    .contains("accepted:", "second-opinion");
            assertThat(world.stage.journal().calls()).isEmpty();
        }
    }

    @Test
    void aServiceThatIsNotInTheFleetIsRefusedByName() throws Exception {
        try (OnStage world = OnStage.settled()) {
            String wanted = "\"service\": \"other.example.com\"";

            assertThat(OnStage.answer(world.stage.failover(IRELAND, "{" + wanted + "}"))
                            .path("refused")
                            .asText())
                    .isEqualTo("service other.example.com: not in the fleet's document");
            assertThat(OnStage.answer(world.stage.probe(IRELAND, "{\"ask\": \"second-opinion\", " + wanted + "}"))
                            .path("refused")
                            .asText())
                    .isEqualTo("service other.example.com: not in the fleet's document");
            assertThat(world.callsBeyondTheDocument()).isEmpty();
        }
    }

    @Test
    void aDocumentThatWasNeverGoodEndsInAnErrorThatNamesEveryProblem() throws Exception {
        try (OnStage world = OnStage.withoutDocument()) {
            world.stage.deploy(world.stage.document().replace("controls: []", "controls: 7\nsevices: {}"));

            Outcome failover = world.stage.failover(IRELAND, "{}");
            Outcome probe = world.stage.probe(IRELAND, Samples.at("probe-session.json", world.now()));

            assertThat(failover.failed()).isTrue();
            assertThat(failover.text()).contains("no fleet to look after", "controls", "sevices");
            assertThat(probe.failed()).isTrue();
            assertThat(probe.text()).contains("no fleet to look after", "controls", "sevices");
            assertThat(world.callsBeyondTheDocument()).isEmpty();
        }
    }

    @Test
    void aDocumentThatIsMissingIsNamedAndFoundAsSoonAsItIsThere() throws Exception {
        try (OnStage world = OnStage.withoutDocument()) {
            Outcome without = world.stage.failover(IRELAND, "{}");
            world.stage.deploy(world.stage.document());

            assertThat(without.text()).contains("parameter /regent/fleet", "ParameterNotFound");
            assertThat(OnStage.run(world.tick(IRELAND)).path("changedSomething").asBoolean())
                    .isTrue();
        }
    }
}
