package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.world.Templates;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the functions do without one of the rights that the template gives them: AWS denies it, and they say so. */
@Timeout(180)
class MissingRightsTest {
    private static final Map<String, Long> BOTH_IN = Map.of("eu-west-1", 50L, "ap-south-1", 50L);
    private static final Map<String, Long> IRELAND_OUT = Map.of("eu-west-1", 0L, "ap-south-1", 50L);

    /** A stage on which a statement denies what it allows in the template. */
    private static OnStage without(String sid) throws IOException {
        return OnStage.fresh(Templates.ofRepository()
                .but(
                        "template.yaml",
                        "Sid: " + sid + "\n                Effect: Allow",
                        "Sid: " + sid + "\n                Effect: Deny"));
    }

    private static void onlyRefused(OnStage world, String action) {
        assertThat(world.stage.refusals())
                .isNotEmpty()
                .allSatisfy(refusal -> assertThat(refusal)
                        .contains("is not authorized to perform: " + action)
                        .contains("with an explicit deny in an identity-based policy"));
    }

    @Test
    void withAllOfThemNothingIsRefused() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.registry(IRELAND).kill();
            world.stage.probe(IRELAND, Samples.at("probe-session.json", world.now()));
            world.stage.probe(MUMBAI, Samples.at("probe-session.json", world.now()));
            world.tick(MUMBAI);

            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
            assertThat(world.stage.refusals()).isEmpty();
        }
    }

    @Test
    void withoutTheWeightsTheLeverIsNotWellAndTheOtherOneIs() throws Exception {
        try (OnStage world = without("PullTheWeights")) {
            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(run.path("weightsHealthy").asBoolean(true)).isFalse();
            assertThat(run.path("routingControlHealthy").asBoolean(false)).isTrue();
            assertThat(lastOutcome(world))
                    .startsWith("failed: AccessDenied (HTTP 403): User: arn:aws:sts::123456789012:");
            assertThat(world.ledger()).isEmpty();
            onlyRefused(world, "route53:ChangeResourceRecordSets");
        }
    }

    @Test
    void withoutTheZoneRoutingControlAloneTakesTheDeadRegistryOut() throws Exception {
        try (OnStage world = without("ReadTheZone")) {
            world.stage.registry(IRELAND).kill();

            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(run.path("weightsHealthy").asBoolean(true)).isFalse();
            assertThat(world.weights(RecordType.A)).isEqualTo(BOTH_IN);
            assertThat(world.record()
                            .path("routingControl")
                            .path("serve")
                            .path("eu-west-1")
                            .asBoolean(true))
                    .isFalse();
            onlyRefused(world, "route53:ListResourceRecordSets");
        }
    }

    @Test
    void withoutItsVantagesAControllerDrainsNothing() throws Exception {
        try (OnStage world = without("AskEveryVantage")) {
            world.tick(IRELAND);
            world.stage.registry(IRELAND).kill();

            world.tick(MUMBAI);

            assertThat(world.weights(RecordType.A)).isEqualTo(BOTH_IN);
            assertThat(world.record().path("secondOpinions"))
                    .isNotEmpty()
                    .allSatisfy(opinion -> assertThat(opinion.path("abstained").asText())
                            .startsWith("REFUSED: status 403 AccessDeniedException"));
            onlyRefused(world, "lambda:InvokeFunction");
        }
    }

    @Test
    void withoutTheVerdictsAControllerAsksForFreshOnes() throws Exception {
        try (OnStage world = without("ReadVerdicts")) {
            world.tick(IRELAND);
            world.stage.registry(IRELAND).kill();

            world.tick(MUMBAI);

            assertThat(world.record().path("published").asText()).startsWith("unreadable: AccessDenied (HTTP 403)");
            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
            onlyRefused(world, "cloudwatch:GetMetricData");
        }
    }

    @Test
    void withoutItsMetricsRoutingControlIsNotWellAndTheWeightsAre() throws Exception {
        try (OnStage world = without("PullRoutingControlAndReport")) {
            JsonNode run = OnStage.run(world.tick(IRELAND));

            assertThat(run.path("routingControlHealthy").asBoolean(true)).isFalse();
            assertThat(run.path("weightsHealthy").asBoolean(false)).isTrue();
            assertThat(world.ledger()).hasSize(1);
            onlyRefused(world, "cloudwatch:PutMetricData");
        }
    }

    @Test
    void withoutTheBusAMoveStandsAndIsLogged() throws Exception {
        try (OnStage world = without("TellOfMoves")) {
            world.tick(IRELAND);
            world.stage.registry(IRELAND).kill();

            world.tick(MUMBAI);

            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
            assertThat(world.stage.log())
                    .anySatisfy(line -> assertThat(line.toString())
                            .contains("The run's event was not sent", "AccessDeniedException"));
            onlyRefused(world, "events:PutEvents");
        }
    }

    @Test
    void withoutTheMetricsOfARegionAProberMissesThatRegion() throws Exception {
        try (OnStage world = without("TellVerdictsToEveryRegion")) {
            JsonNode answer = OnStage.answer(world.stage.probe(IRELAND, Samples.at("probe-session.json", world.now())));

            assertThat(answer.path("registry.example.com")
                            .path("missed")
                            .path("ap-south-1")
                            .asText())
                    .startsWith("AccessDenied (HTTP 403)");
            onlyRefused(world, "cloudwatch:PutMetricData");
        }
    }

    /** The condition bounds the names: somebody else's records in the same zone are safe from the controller. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- !Join ['.', [_regent, !FindInMap [Fleet, Service, Name]]]",
                "route53:ChangeResourceRecordSetsActions: [CREATE, DELETE, UPSERT]",
                "route53:ChangeResourceRecordSetsRecordTypes: [A, AAAA, TXT]",
            })
    void aConditionThatLeavesOutTheLedgerDeniesTheWholeBatch(String piece) throws Exception {
        String otherwise =
                piece.replace("_regent,", "_other,").replace("CREATE, ", "").replace(", TXT", "");
        try (OnStage world = OnStage.fresh(Templates.ofRepository().but("template.yaml", piece, otherwise))) {
            world.tick(IRELAND);

            assertThat(lastOutcome(world)).startsWith("failed: AccessDenied (HTTP 403)");
            assertThat(world.stage.refusals())
                    .singleElement()
                    .satisfies(
                            refusal -> assertThat(refusal)
                                    .endsWith(
                                            "because no identity-based policy allows the route53:ChangeResourceRecordSets action"));
        }
    }

    @Test
    void withoutTheRightToLogNothingIsLogged() throws Exception {
        String piece = "Resource: !GetAtt FailoverLog.Arn";
        try (OnStage world =
                OnStage.fresh(Templates.ofRepository().but("template.yaml", piece, "Resource: !GetAtt ProbeLog.Arn"))) {
            world.tick(IRELAND);

            assertThat(world.stage.log()).isEmpty();
            assertThat(world.stage.refusals())
                    .isNotEmpty()
                    .allSatisfy(refusal -> assertThat(refusal)
                            .contains("perform: logs:CreateLogStream on resource: arn:aws:logs:eu-west-1:"));
        }
    }

    private static String lastOutcome(OnStage world) throws IOException {
        JsonNode attempts = world.record().path("attempts");
        return attempts.path(attempts.size() - 1).path("outcome").asText();
    }
}
