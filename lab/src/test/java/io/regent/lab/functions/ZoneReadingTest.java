package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.twin.route53.Target;
import io.regent.lab.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run reads of Route 53, and what it makes of what it finds there. */
class ZoneReadingTest {
    private static final DnsName LEDGER = DnsName.of("_regent." + World.SERVICE);

    @Test
    void aSteadyTickReadsOnePageInEachRegionAndWritesNothing() throws Exception {
        try (OnStage world = OnStage.settled()) {
            for (int tick = 0; tick < 3; tick++) {
                world.forget();
                world.stage.probe(IRELAND, Samples.at("probe-session.json", world.now()));
                world.stage.probe(MUMBAI, Samples.at("probe-session.json", world.now()));
                world.stage.failover(IRELAND, Samples.at("schedule.json", world.now()));
                world.stage.failover(MUMBAI, Samples.at("schedule.json", world.now()));

                assertThat(world.route53Calls("POST")).isZero();
                assertThat(world.route53Calls("GET")).isEqualTo(2);
                assertThat(world.calls("PutEvents")).isZero();
                assertThat(world.calls("POST /2015-03-31/functions/regent-probe/invocations"))
                        .as("nobody is asked where there is nothing to suspect")
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "z"})
    void howeverManyRecordsAreBelowTheServiceTwoPagesFindTheLedger(String firstLetter) throws Exception {
        try (OnStage world = OnStage.settled()) {
            addBelow(world, firstLetter, 950);
            addBelow(world, firstLetter + firstLetter, 950);
            world.forget();

            JsonNode answer = world.tick(MUMBAI);

            assertThat(OnStage.run(answer).path("weightsHealthy").asBoolean()).isTrue();
            assertThat(OnStage.run(answer).path("changedSomething").asBoolean()).isFalse();
            // Digits stand before the underscore, letters behind it.
            assertThat(world.route53Calls("GET")).isEqualTo(firstLetter.equals("0") ? 2 : 1);
        }
    }

    @Test
    void aLedgerThatIsNotThereYetIsMissedAfterTwoPages() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            addBelow(world, "0", 950);
            addBelow(world, "z", 950);
            world.forget();

            JsonNode answer = world.tick(MUMBAI);

            assertThat(OnStage.run(answer).path("changedSomething").asBoolean()).isTrue();
            assertThat(world.route53Calls("GET")).isEqualTo(2);
            assertThat(world.ledger()).hasSize(1);
        }
    }

    @Test
    void aStrangersTextInTheLedgersPlaceIsReplacedAndNothingMovesInThatRun() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            world.stage.registry(IRELAND).kill();
            world.change(
                    ChangeBatch.Action.CREATE,
                    new RecordSet(
                            LEDGER,
                            RecordType.TXT,
                            new Routing.Simple(),
                            new Target.Values(
                                    Duration.ofMinutes(5), List.of("\"v=spf1 -all\"", "\"quoted \\\"text\\\"\""))));

            JsonNode first = world.tick(IRELAND);

            assertThat(OnStage.run(first).path("rule").asText()).isEqualTo("steady");
            assertThat(world.record().path("attempts").path(0).path("ledger").asText())
                    .isEqualTo("foreign");
            assertThat(world.ledger()).singleElement().asString().startsWith("\"regent");
            assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 50L, "ap-south-1", 50L));

            world.tick(IRELAND);

            assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));
        }
    }

    @Test
    void aStrangersRecordThatRoute53ChoosesInAnotherWayIsNamedAndNotTouched() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            RecordSet stranger = new RecordSet(
                    LEDGER,
                    RecordType.TXT,
                    new Routing.Failover("mine", Routing.Role.PRIMARY),
                    new Target.Values(Duration.ofMinutes(5), List.of("\"mine\"")));
            world.change(ChangeBatch.Action.CREATE, stranger);

            JsonNode answer = world.tick(IRELAND);

            assertThat(OnStage.run(answer).path("weightsHealthy").asBoolean()).isFalse();
            assertThat(OnStage.run(answer).path("routingControlHealthy").asBoolean())
                    .isTrue();
            assertThat(world.record().path("attempts").path(0).path("outcome").asText())
                    .contains("failed", "_regent.registry.example.com TXT mine", "weighted or simple");
            assertThat(world.accepted).isEmpty();
            assertThat(world.stage.records()).contains(stranger);
        }
    }

    @Test
    void aRecordSetKeepsEverythingButItsWeight() throws Exception {
        try (OnStage world = OnStage.settled()) {
            List<RecordSet> plain = world.own().toList();
            String otherCheck = plain.stream()
                    .filter(set -> set.routing().identifier().equals("ap-south-1"))
                    .map(RecordSet::healthCheckId)
                    .findFirst()
                    .orElseThrow();
            RecordSet checked = plain.stream()
                    .filter(set -> set.routing().identifier().equals("eu-west-1"))
                    .map(set -> new RecordSet(set.name(), set.type(), set.routing(), set.target(), otherCheck))
                    .findFirst()
                    .orElseThrow();
            RecordSet withoutHealth = plain.stream()
                    .filter(set -> set.routing().identifier().equals("eu-west-1") && set.type() != checked.type())
                    .map(set -> {
                        Target.Alias alias = (Target.Alias) set.target();
                        return new RecordSet(
                                set.name(),
                                set.type(),
                                set.routing(),
                                new Target.Alias(alias.hostedZoneId(), alias.name(), !alias.evaluateTargetHealth()));
                    })
                    .findFirst()
                    .orElseThrow();
            world.change(ChangeBatch.Action.UPSERT, checked, withoutHealth);
            List<RecordSet> before = world.own().toList();
            world.stage.registry(IRELAND).kill();

            world.tick(MUMBAI);

            assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));
            assertThat(world.own().map(ZoneReadingTest::asIfHeavy).toList())
                    .isEqualTo(before.stream().map(ZoneReadingTest::asIfHeavy).toList());
            assertThat(before).contains(checked, withoutHealth);
        }
    }

    @Test
    void failoverRecordsAreLeftAlone() throws Exception {
        try (OnStage world = OnStage.withoutDocument()) {
            world.stage.deploy(world.stage
                    .document()
                    .replace("    policy:", "    routing: failover\n    policy:")
                    .replaceFirst("weight: 50(?![\\s\\S]*weight: 50)", "weight: 0"));
            List<RecordSet> weighted = world.own().toList();
            world.change(ChangeBatch.Action.DELETE, weighted.toArray(RecordSet[]::new));
            List<RecordSet> pair = weighted.stream()
                    .map(set -> new RecordSet(
                            set.name(),
                            set.type(),
                            new Routing.Failover(
                                    set.routing().identifier(),
                                    set.routing().identifier().equals("ap-south-1")
                                            ? Routing.Role.PRIMARY
                                            : Routing.Role.SECONDARY),
                            set.target()))
                    .toList();
            world.change(ChangeBatch.Action.CREATE, pair.toArray(RecordSet[]::new));
            world.tick(IRELAND);
            world.stage.registry(MUMBAI).kill();

            JsonNode answer = world.tick(IRELAND);

            assertThat(OnStage.run(answer).path("rule").asText()).isEqualTo("drain");
            assertThat(world.own()).containsExactlyInAnyOrderElementsOf(pair);
            assertThat(world.record()
                            .path("routingControl")
                            .path("serve")
                            .path("ap-south-1")
                            .asBoolean(true))
                    .isFalse();
        }
    }

    private static RecordSet asIfHeavy(RecordSet set) {
        return set.routing() instanceof Routing.Weighted weighted
                ? new RecordSet(
                        set.name(),
                        set.type(),
                        new Routing.Weighted(weighted.setIdentifier(), 255),
                        set.target(),
                        set.healthCheckId())
                : set;
    }

    private static void addBelow(OnStage world, String firstLetters, int count) {
        Target target = new Target.Values(Duration.ofMinutes(1), List.of("192.0.2.1"));
        world.change(
                ChangeBatch.Action.CREATE,
                IntStream.range(0, count)
                        .mapToObj(i -> new RecordSet(
                                DnsName.of(firstLetters + i + "." + World.SERVICE),
                                RecordType.A,
                                new Routing.Simple(),
                                target))
                        .toArray(RecordSet[]::new));
        assertThat(Optional.of(world.stage.records().size()))
                .hasValueSatisfying(size -> assertThat(size).isGreaterThan(count));
    }
}
