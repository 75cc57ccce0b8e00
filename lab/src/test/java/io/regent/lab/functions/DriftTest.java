package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.fleet.Region;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Routing;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.Mover;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Somebody else writes to the records, or nobody can for a while: what the deployed functions make of it. */
class DriftTest {
    private static final Map<String, Long> IRELAND_OUT = Map.of("eu-west-1", 0L, "ap-south-1", 50L);
    private static final Map<String, Long> BOTH_IN = Map.of("eu-west-1", 50L, "ap-south-1", 50L);

    @Test
    void aNewDeploymentOverADrainIsTakenBackByWhicheverControllerRunsNext() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.registry(IRELAND).kill();
            world.tick(MUMBAI);
            setIreland(world, 50);
            assertThat(world.weights(RecordType.A)).isEqualTo(BOTH_IN);
            probe(world);
            world.forget();

            JsonNode run = OnStage.run(world.tick(IRELAND));

            assertThat(run.path("rule").asText()).isEqualTo("drift");
            assertThat(run.path("weightsHealthy").asBoolean()).isTrue();
            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
            assertThat(world.weights(RecordType.AAAA)).isEqualTo(IRELAND_OUT);
            assertThat(world.accepted).hasSize(1);
            assertThat(world.calls("POST /2015-03-31/functions/regent-probe/invocations"))
                    .as("second opinions")
                    .isZero();
            assertThat(world.record().path("drift")).hasSize(2).allSatisfy(one -> {
                assertThat(one.path("endpoint").asText()).isEqualTo("eu-west-1");
                assertThat(one.path("weight").asInt()).isEqualTo(50);
                assertThat(one.path("expected").asInt()).isZero();
            });
            assertThat(OnStage.run(world.tick(MUMBAI)).path("rule").asText()).isEqualTo("steady");
            assertThat(world.accepted).hasSize(1);
        }
    }

    @Test
    void aRestorationIsAnEventWithWhatDiffered() throws Exception {
        try (OnStage world = OnStage.settled()) {
            setIreland(world, 7);

            world.tick(MUMBAI);

            assertThat(world.stage.decisions().poll(20, TimeUnit.SECONDS))
                    .contains("\"rule\":\"drift\"", "\"weight\":7,\"expected\":50");
        }
    }

    @Test
    void whatIsOnlyReportedIsLeftAndWrittenDownOnce() throws Exception {
        try (OnStage world = settled("stepHold: 0s", "stepHold: 0s, drift: report")) {
            setIreland(world, 7);

            world.tick(MUMBAI);
            JsonNode later = OnStage.run(world.tick(IRELAND));

            assertThat(world.weights(RecordType.A)).containsEntry("eu-west-1", 7L);
            assertThat(world.accepted).hasSize(1);
            assertThat(world.ledger()).singleElement().asString().contains(" differs=");
            assertThat(later.path("weightsHealthy").asBoolean()).isFalse();
            assertThat(world.record().path("message").asText()).isEqualTo("Failover wanted attention");
        }
    }

    @Test
    void whatRoutingControlTookOutIsCaughtUpWithInOneBatchThoughEverythingIsWellAgain() throws Exception {
        try (OnStage world = settled("stabilisation: 0s", "stabilisation: 5m")) {
            bothServeSince(world, world.now().minus(Duration.ofHours(1)));
            world.stage.faults().breakRoute53();
            world.stage.registry(IRELAND).kill();
            world.tick(MUMBAI);
            assertThat(serves(world, IRELAND)).isFalse();
            world.stage.registry(IRELAND).start();
            probe(world);
            world.tick(MUMBAI);
            assertThat(serves(world, IRELAND)).as("kept out").isFalse();

            world.stage.faults().heal();
            world.forget();
            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(run.path("rule").asText()).isEqualTo("drain");
            assertThat(world.record().path("rulings").path(0).path("ruling").asText())
                    .isEqualTo("catch up");
            assertThat(world.weights(RecordType.A)).isEqualTo(IRELAND_OUT);
            assertThat(world.accepted).hasSize(1);
            assertThat(serves(world, IRELAND)).isFalse();
            world.tick(IRELAND);
            assertThat(world.accepted).hasSize(1);
        }
    }

    @Test
    void withFailoverRecordsADrainIsRoutingControlAndTheLedgerAlone() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            world.stage.deploy(pairOf(world.stage.document()));
            makeThePair(world);
            world.tick(IRELAND);
            List<RecordSet> before = world.own().toList();
            world.forget();
            world.stage.registry(IRELAND).kill();

            JsonNode run = OnStage.run(world.tick(MUMBAI));

            assertThat(run.path("rule").asText()).isEqualTo("drain");
            assertThat(world.own().toList()).isEqualTo(before);
            assertThat(world.readLedger().states().get(IRELAND)).isInstanceOf(EndpointState.Drained.class);
            assertThat(serves(world, IRELAND)).isFalse();
            assertThat(serves(world, MUMBAI)).isTrue();
            assertThat(world.record().path("attempts").path(0).path("problems"))
                    .as("the pair is as it should be")
                    .isEmpty();

            world.stage.registry(IRELAND).start();
            probe(world);
            JsonNode back = OnStage.run(world.tick(IRELAND));

            assertThat(back.path("rule").asText()).isEqualTo("return");
            assertThat(world.readLedger().states().get(IRELAND)).isInstanceOf(EndpointState.Serving.class);
            assertThat(world.own().toList()).isEqualTo(before);
            assertThat(world.accepted).hasSize(2);
        }
    }

    /** Both endpoints serve, by the usual document with something else in it. */
    private static OnStage settled(String usual, String instead) throws Exception {
        OnStage world = OnStage.withoutDocument();
        world.stage.deploy(world.stage.document().replace(usual, instead));
        world.tick(IRELAND);
        world.forget();
        return world;
    }

    private static void setIreland(OnStage world, long weight) {
        world.change(
                ChangeBatch.Action.UPSERT,
                world.own()
                        .filter(set -> set.routing().identifier().equals(IRELAND.id()))
                        .map(set -> with(set, new Routing.Weighted(IRELAND.id(), weight)))
                        .toArray(RecordSet[]::new));
    }

    private static void makeThePair(OnStage world) {
        List<RecordSet> weighted = world.own().toList();
        world.change(ChangeBatch.Action.DELETE, weighted.toArray(RecordSet[]::new));
        world.change(
                ChangeBatch.Action.CREATE,
                weighted.stream()
                        .map(set -> with(
                                set,
                                new Routing.Failover(
                                        set.routing().identifier(),
                                        set.routing().identifier().equals(IRELAND.id())
                                                ? Routing.Role.PRIMARY
                                                : Routing.Role.SECONDARY)))
                        .toArray(RecordSet[]::new));
    }

    private static RecordSet with(RecordSet set, Routing routing) {
        return new RecordSet(set.name(), set.type(), routing, set.target(), set.healthCheckId());
    }

    private static String pairOf(String document) {
        AtomicBoolean first = new AtomicBoolean(true);
        // The regions stand in their order: Mumbai before Ireland.
        return document.lines()
                        .map(line -> line.contains("weight: 50") && first.getAndSet(false)
                                ? line.replace("weight: 50", "weight: 0")
                                : line)
                        .map(line -> line.strip().startsWith("zone:") ? line + "\n    routing: failover" : line)
                        .reduce((a, b) -> a + "\n" + b)
                        .orElseThrow()
                + "\n";
    }

    /** As if nothing had happened for long. */
    private static void bothServeSince(OnStage world, Instant since) {
        EndpointState serving = new EndpointState.Serving(since, Mover.AUTOMATIC);
        world.write(new Ledger(7, new TreeMap<>(Map.of(IRELAND, serving, MUMBAI, serving))));
    }

    /** Both vantages publish what they find. */
    private static void probe(OnStage world) throws Exception {
        for (Region vantage : List.of(IRELAND, MUMBAI)) {
            OnStage.answer(world.stage.probe(vantage, Samples.at("probe-session.json", world.now())));
        }
    }

    private static boolean serves(OnStage world, Region endpoint) throws Exception {
        return world.record()
                .path("routingControl")
                .path("serve")
                .path(endpoint.id())
                .asBoolean();
    }
}
