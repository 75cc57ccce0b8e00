package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.lab.twin.route53.RecordType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A new deployment of {@code routing.yaml} while an endpoint is out. */
class RedeploymentTest {
    @Test
    void aDeploymentHandsNoTrafficBackForLongerThanOneTick() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.registry(IRELAND).kill();
            world.tick(MUMBAI);
            assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));

            world.stage.redeploy("routing", Map.of("WeightEuWest1", "60"));
            assertThat(world.weights(RecordType.A))
                    .as("the template's weight, over the controller's")
                    .isEqualTo(Map.of("eu-west-1", 60L, "ap-south-1", 50L));

            JsonNode run = OnStage.run(world.tick(IRELAND));

            assertThat(run.path("rule").asText()).isEqualTo("drift");
            assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));
            assertThat(world.weights(RecordType.AAAA)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));
        }
    }

    @Test
    void aDeploymentOfTheSameTemplateLeavesTheRecordsToTheControllers() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.registry(IRELAND).kill();
            world.tick(MUMBAI);

            world.stage.redeploy("routing", Map.of());

            assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));
        }
    }
}
