package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.adapter.Route53Zone;
import io.regent.aws.AwsAccess;
import io.regent.aws.AwsClients;
import io.regent.aws.CallLimits;
import io.regent.control.Controller;
import io.regent.control.Opinion;
import io.regent.control.Run;
import io.regent.control.VerdictHistory;
import io.regent.decision.Decision;
import io.regent.decision.Found;
import io.regent.decision.Policy;
import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Quorum;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Routing;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Orders;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.RoutingControl;
import io.regent.lever.Zone;
import io.regent.lever.ZoneReading;
import io.regent.plan.Plan;
import io.regent.plan.Planner;
import io.regent.plan.Records;
import io.regent.process.Environment;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Two controllers that act on the same reading of the zone, through the real adapter and over the wire. */
class RaceTest {
    private static final int ROUNDS = 1_000;

    @Test
    void ofTwoControllersThatActOnTheSameReadingOneWinsAThousandTimes() throws Exception {
        try (OnStage world = OnStage.settled();
                ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Service service = service(world);
            List<RecordSet> before = world.stage.records();
            Zone mumbais = zone(world, MUMBAI);
            Zone irelands = zone(world, IRELAND);
            for (int round = 0; round < ROUNDS; round++) {
                CyclicBarrier bothHaveRead = new CyclicBarrier(2);
                world.accepted.clear();
                Future<Run> first = tasks.submit(() -> controller(world, MUMBAI, new Together(mumbais, bothHaveRead))
                        .run(service, List.of()));
                Future<Run> second = tasks.submit(() -> controller(world, IRELAND, new Together(irelands, bothHaveRead))
                        .run(service, List.of()));
                List<Run> runs = List.of(first.get(), second.get());

                assertThat(world.accepted).as("round " + round).hasSize(1);
                assertThat(runs).as("round " + round).allMatch(Run::weightsHealthy);
                assertThat(runs.stream().filter(Run::changedSomething)).hasSize(1);
                assertThat(runs.stream().map(run -> run.attempts().size()))
                        .as("the loser looks again and finds it done")
                        .containsExactlyInAnyOrder(1, 2);
                assertThat(runs.get(0).serve()).isEqualTo(runs.get(1).serve());
                assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 0L, "ap-south-1", 50L));
                putBack(world, before);
            }
        }
    }

    @Test
    void ofTwoControllersThatFindTheSameDriftOneRestoresIt() throws Exception {
        try (OnStage world = OnStage.settled();
                ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Service service = service(world);
            Region nobody = new Region("us-east-2");
            List<RecordSet> drifted = world.stage.records().stream()
                    .map(set -> set.routing().identifier().equals(IRELAND.id())
                            ? new RecordSet(
                                    set.name(),
                                    set.type(),
                                    new Routing.Weighted(IRELAND.id(), 7),
                                    set.target(),
                                    set.healthCheckId())
                            : set)
                    .toList();
            Zone mumbais = zone(world, MUMBAI);
            Zone irelands = zone(world, IRELAND);
            for (int round = 0; round < ROUNDS / 10; round++) {
                putBack(world, drifted);
                CyclicBarrier bothHaveRead = new CyclicBarrier(2);
                world.accepted.clear();
                Future<Run> first =
                        tasks.submit(() -> controller(world, MUMBAI, new Together(mumbais, bothHaveRead), nobody)
                                .run(service, List.of()));
                Future<Run> second =
                        tasks.submit(() -> controller(world, IRELAND, new Together(irelands, bothHaveRead), nobody)
                                .run(service, List.of()));
                List<Run> runs = List.of(first.get(), second.get());

                assertThat(world.accepted).as("round " + round).hasSize(1);
                assertThat(runs).as("round " + round).allMatch(Run::weightsHealthy);
                assertThat(runs.stream().filter(Run::movedTraffic)).hasSize(1);
                assertThat(world.weights(RecordType.A)).isEqualTo(Map.of("eu-west-1", 50L, "ap-south-1", 50L));
            }
        }
    }

    @Test
    void aPlanMadeFromAnOlderReadingIsRefusedWhole() throws Exception {
        try (OnStage world = OnStage.settled()) {
            Service service = service(world);
            Zone zone = zone(world, MUMBAI);
            Records old = ((ZoneReading.Read) zone.read(service)).records();
            LedgerReading.Present ledger = (LedgerReading.Present) old.ledger(service);
            Plan plan = drain(service, old, IRELAND, world.now());
            Plan stale = drain(service, old, MUMBAI, world.now());
            assertThat(zone.apply(service, plan)).isInstanceOf(ChangeOutcome.Accepted.class);
            List<RecordSet> after = world.stage.records();

            ChangeOutcome outcome = zone.apply(service, stale);

            assertThat(outcome).isInstanceOf(ChangeOutcome.Conflict.class);
            assertThat(stale.changes()).hasSizeGreaterThan(2);
            assertThat(world.stage.records()).isEqualTo(after);
            assertThat(((ZoneReading.Read) zone.read(service)).records().ledger(service))
                    .isNotEqualTo(ledger);
        }
    }

    @Test
    void aLedgerLongerThanOneTextStringComesBackAsItWasWritten() throws Exception {
        try (OnStage world = OnStage.settled()) {
            Service service = manyEndpoints(world);
            Zone zone = zone(world, MUMBAI);
            Records records = ((ZoneReading.Read) zone.read(service)).records();
            Decision decision = Policy.adopt(service, Map.of(), Orders.none(), Map.of(), Set.of(), world.now());

            ChangeOutcome outcome = zone.apply(service, Planner.plan(service, records, decision));
            Records again = ((ZoneReading.Read) zone.read(service)).records();

            assertThat(outcome).isInstanceOf(ChangeOutcome.Accepted.class);
            assertThat(world.ledger())
                    .singleElement()
                    .asString()
                    .contains("\" \"")
                    .hasSizeGreaterThan(260);
            assertThat(again.ledger(service))
                    .isInstanceOfSatisfying(
                            LedgerReading.Present.class,
                            present -> assertThat(present.ledger().states()).isEqualTo(decision.states()));
            // And a DELETE by exactly this value is what Route 53 holds.
            assertThat(zone.apply(service, drain(service, again, IRELAND, world.now())))
                    .isInstanceOf(ChangeOutcome.Accepted.class);
        }
    }

    private static Plan drain(Service service, Records records, Region region, Instant now) {
        LedgerReading.Present ledger = (LedgerReading.Present) records.ledger(service);
        List<Verdict> verdicts = verdicts(service, region, now);
        Decision decision = Policy.decide(
                service,
                ledger.ledger().states(),
                Orders.none(),
                Found.nothing(),
                Quorum.judge(service, verdicts, now),
                now);
        return Planner.plan(service, records, decision);
    }

    private static List<Verdict> verdicts(Service service, Region dead, Instant now) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Region vantage : service.vantages()) {
            service.endpoints()
                    .forEach(endpoint -> verdicts.add(new Verdict(
                            vantage,
                            endpoint.region(),
                            endpoint.region().equals(dead) ? Health.UNHEALTHY : Health.HEALTHY,
                            now,
                            "")));
        }
        return verdicts;
    }

    /** All vantages find Ireland dead. */
    private static Controller controller(OnStage world, Region home, Zone zone) {
        return controller(world, home, zone, IRELAND);
    }

    private static Controller controller(OnStage world, Region home, Zone zone, Region dead) {
        return new Controller(
                home,
                new OneIsDead(world, dead),
                service -> service.vantages().stream()
                        .<Opinion>map(vantage -> new Opinion.Given(vantage, verdicts(service, dead, world.now())))
                        .toList(),
                zone,
                new Obedient(),
                world.clock,
                attempt -> {});
    }

    private static Service service(OnStage world) {
        return read(world.stage.document());
    }

    private static Service manyEndpoints(OnStage world) {
        StringBuilder more = new StringBuilder("    endpoints:\n");
        for (String region : List.of("us-east-1", "us-east-2", "us-west-1", "us-west-2", "sa-east-1", "ca-central-1")) {
            more.append("      ").append(region).append(": {}\n");
        }
        return read(world.stage.document().replace("    endpoints:\n", more));
    }

    private static Service read(String document) {
        return ((Reading.Read) FleetDocument.read(document)).fleet().services().getFirst();
    }

    private static Zone zone(OnStage world, Region region) {
        AwsAccess access = AwsAccess.from(Environment.of(Map.of(
                "AWS_REGION",
                region.id(),
                "AWS_ENDPOINT_URL",
                world.stage.endpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                "ASIARACE",
                "AWS_SECRET_ACCESS_KEY",
                "lab")));
        return new Route53Zone(
                new AwsClients(access, CallLimits.USUAL).route53(), new AwsClients(access, CallLimits.ONCE).route53());
    }

    /** Makes the zone what it was, past the wire. */
    private static void putBack(OnStage world, List<RecordSet> before) {
        List<RecordSet> now = world.stage.records();
        List<ChangeBatch.Change> changes = new ArrayList<>();
        Set<RecordSet> wanted = Set.copyOf(before);
        Set<RecordSet> held = Set.copyOf(now);
        now.stream()
                .filter(set -> !wanted.contains(set))
                .forEach(set -> changes.add(new ChangeBatch.Change(ChangeBatch.Action.DELETE, set)));
        before.stream()
                .filter(set -> !held.contains(set))
                .forEach(set -> changes.add(new ChangeBatch.Change(ChangeBatch.Action.CREATE, set)));
        world.stage.route53().change(new Caller.Person(), world.stage.zone(), new ChangeBatch("as before", changes));
    }

    /** A zone whose first reading ends for both at once, so that each race is one. */
    private static final class Together implements Zone {
        private final Zone zone;
        private final CyclicBarrier bothHaveRead;
        private boolean read;

        Together(Zone zone, CyclicBarrier bothHaveRead) {
            this.zone = zone;
            this.bothHaveRead = bothHaveRead;
        }

        @Override
        public ZoneReading read(Service service) {
            ZoneReading reading = zone.read(service);
            if (!read) {
                read = true;
                try {
                    bothHaveRead.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new IllegalStateException("the other one never read", e);
                }
            }
            return reading;
        }

        @Override
        public ChangeOutcome apply(Service service, Plan plan) {
            return zone.apply(service, plan);
        }
    }

    /** What all vantages published. */
    private record OneIsDead(OnStage world, Region dead) implements VerdictHistory {
        @Override
        public Glance glance(Service service, Duration back) {
            return new Glance.Unwell();
        }

        @Override
        public VerdictHistory.Reading read(Service service, Duration back) {
            return new VerdictHistory.Reading.Read(verdicts(service, dead, world.now()));
        }
    }

    /** Takes what it is told. */
    private static final class Obedient implements RoutingControl {
        @Override
        public PutOutcome put(Service service, Map<Region, Boolean> serve) {
            return new PutOutcome.Put();
        }

        @Override
        public LateReading late(Service service, Duration back) {
            return new LateReading.Read(new TreeMap<>());
        }
    }
}
