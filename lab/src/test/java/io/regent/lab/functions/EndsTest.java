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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What people asked for, and its end, by the functions as they are deployed. */
class EndsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void anOutageDrillThatBeganIsPlayedWithAllInGoodHealthAndUndoneAtItsEnd() throws Exception {
        try (OnStage world = OnStage.settled()) {
            Instant began = now(world);
            Instant end = began.plus(HOUR);
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

            passes(world, HOUR);
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
            Instant end = now(world).plus(HOUR);
            write(world, Orders.none().withHold(Optional.of(new Orders.Hold(new Mark("0123abcd"), now(world), end))));
            world.stage.registry(IRELAND).kill();

            JsonNode held = OnStage.run(world.tick(MUMBAI));

            assertThat(held.path("rule").asText()).isEqualTo("held");
            assertThat(world.accepted).isEmpty();
            assertThat(world.record().path("rulings").path(0).path("ruling").asText())
                    .isEqualTo("withhold: drain");

            passes(world, HOUR);
            assertThat(OnStage.run(world.tick(IRELAND)).path("rule").asText()).isEqualTo("drain");
            assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));
        }
    }

    private static Instant now(OnStage world) {
        return world.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** As if what the ledger holds were as much older. */
    private static void passes(OnStage world, Duration time) {
        Ledger ledger = world.readLedger();
        SortedMap<Region, EndpointState> states = new TreeMap<>();
        ledger.states()
                .forEach((region, state) -> states.put(
                        region,
                        state instanceof EndpointState.Drained drained
                                ? new EndpointState.Drained(
                                        drained.since().minus(time),
                                        drained.by(),
                                        drained.end().map(end -> end.minus(time)))
                                : state));
        Orders orders = ledger.orders();
        world.write(new Ledger(
                ledger.generation(),
                states,
                ledger.agreement(),
                orders.withHold(orders.hold()
                                .map(hold -> new Orders.Hold(
                                        hold.by(),
                                        hold.since().minus(time),
                                        hold.until().minus(time))))
                        .withOutage(orders.outage()
                                .map(outage -> new Orders.Outage(
                                        outage.endpoint(),
                                        outage.since().minus(time),
                                        outage.until().minus(time))))));
    }

    /** Both serve since long ago, and the ledger holds this beside. */
    private static void write(OnStage world, Orders orders) {
        EndpointState serving = new EndpointState.Serving(world.now().minus(Duration.ofHours(1)), Mover.AUTOMATIC);
        world.write(new Ledger(
                7, new TreeMap<>(Map.of(IRELAND, serving, MUMBAI, serving)), new Agreement.Agreed(), orders));
        world.forget();
    }
}
