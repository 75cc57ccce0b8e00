package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.fleet.Region;
import io.regent.lab.twin.route53.RecordType;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.Mark;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What people asked for, and its end, by the functions as they are deployed. */
class EndsTest {
    private static final Duration BRIEF = Duration.ofSeconds(3);

    @Test
    void anOutageDrillThatBeganIsPlayedWithAllInGoodHealthAndUndoneAtItsEnd() throws Exception {
        try (OnStage world = OnStage.settled()) {
            Instant began = now(world);
            Instant end = began.plus(BRIEF);
            write(world, Orders.none().withOutage(Optional.of(new Orders.Outage(IRELAND, began, end))));

            JsonNode drained =
                    OnStage.run(OnStage.answer(world.stage.failover(MUMBAI, Samples.at("drill-began.json", began))));

            assertThat(drained.path("rule").asText()).isEqualTo("drain");
            assertThat(drained.path("changeId").asText()).startsWith("C");
            assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));
            assertThat(world.calls("POST /2015-03-31/functions/regent-probe/invocations"))
                    .as("the vantages are asked in earnest")
                    .isEqualTo(2);
            assertThat(world.stage.decisions().poll(20, TimeUnit.SECONDS))
                    .contains("\"drill\":true", "drill: an outage until " + end);

            until(world, end);
            for (Region vantage : List.of(IRELAND, MUMBAI)) {
                OnStage.answer(world.stage.probe(vantage, Samples.at("probe-session.json", world.now())));
            }
            JsonNode back = OnStage.run(world.tick(IRELAND));

            assertThat(back.path("rule").asText()).isEqualTo("return");
            assertThat(world.record()
                            .path("attempts")
                            .path(0)
                            .path("ended")
                            .path(0)
                            .asText())
                    .isEqualTo("outage");
            assertThat(world.ledger()).singleElement().asString().doesNotContain("outage=");
        }
    }

    @Test
    void aHoldKeepsADeadRegistryInServiceUntilItsEnd() throws Exception {
        try (OnStage world = OnStage.settled()) {
            Instant end = now(world).plus(BRIEF);
            write(world, Orders.none().withHold(Optional.of(new Orders.Hold(new Mark("0123abcd"), now(world), end))));
            world.stage.registry(IRELAND).kill();

            JsonNode held = OnStage.run(world.tick(MUMBAI));

            assertThat(held.path("rule").asText()).isEqualTo("held");
            assertThat(world.accepted).isEmpty();
            assertThat(world.record().path("rulings").path(0).path("ruling").asText())
                    .isEqualTo("withhold: drain");

            until(world, end);
            assertThat(OnStage.run(world.tick(IRELAND)).path("rule").asText()).isEqualTo("drain");
            assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));
        }
    }

    private static Instant now(OnStage world) {
        return world.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void until(OnStage world, Instant end) throws InterruptedException {
        Thread.sleep(Math.max(0, Duration.between(world.now(), end).toMillis()));
    }

    /** Both serve since long ago, and the ledger holds this beside. */
    private static void write(OnStage world, Orders orders) {
        EndpointState serving = new EndpointState.Serving(world.now().minus(Duration.ofHours(1)), Mover.AUTOMATIC);
        world.write(new Ledger(
                7, new TreeMap<>(Map.of(IRELAND, serving, MUMBAI, serving)), new Agreement.Agreed(), orders));
        world.forget();
    }
}
