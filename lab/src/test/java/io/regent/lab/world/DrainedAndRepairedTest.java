package io.regent.lab.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.lab.place.RegistryHost;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.ec2.ElasticAddress;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.wire.WireCall;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the fleet's document lets Regent repair by itself, from the probe that fails to the full weight that comes back,
 * by the templates' own rule and with nobody there.
 */
@Timeout(180)
class DrainedAndRepairedTest {
    private static final Region IRELAND = World.IRELAND;
    private static final Region MUMBAI = World.MUMBAI;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    /** The end of the endpoints in the template's document, and of the document. */
    private static final String ENDPOINTS = "\"ap-south-1\":{}}";

    private static final String END = "}}}'";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private Optional<World> open = Optional.empty();

    @AfterEach
    void close() {
        open.ifPresent(World::close);
    }

    /** Armed, with both registries in service and their status checks passed, and a document that allows this. */
    private World world(String repair) throws Exception {
        Templates templates = Templates.ofRepository()
                .but("template.yaml", ENDPOINTS + END, ENDPOINTS + ",\"policy\":{\"repair\":" + repair + "}" + END);
        World world = World.open(
                templates, Tempo.BRISK, Ports.USUAL, "", InstantSource.system(), Hosting.HERE, (function, line) -> {});
        open = Optional.of(world);
        for (Region region : List.of(IRELAND, MUMBAI)) {
            for (Arn topic : world.account().in(region).topics().topics()) {
                world.account().in(region).topics().subscribe(topic, message -> told.add(message.subject()));
            }
        }
        await(
                "armed, and all serves",
                () -> ledger(world).orders().arming().isEmpty()
                        && ledger(world).states().values().stream().allMatch(EndpointState.Serving.class::isInstance));
        await(
                "the status checks are made",
                () -> List.of(IRELAND, MUMBAI).stream()
                        .noneMatch(region ->
                                world.account().in(region).ec2().failedChecks().isEmpty()));
        return world;
    }

    private static Ledger ledger(World world) {
        return world.ledger() instanceof LedgerReading.Present present
                ? present.ledger()
                : new Ledger(1, new TreeMap<>(), new Agreement.Agreed(), Orders.fresh(Instant.EPOCH));
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        for (Instant end = Instant.now().plus(LONG_ENOUGH); Instant.now().isBefore(end); ) {
            if (condition.call()) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("not within " + LONG_ENOUGH + ": " + what);
    }

    private static boolean isDrained(World world) {
        return ledger(world).states().get(IRELAND) instanceof EndpointState.Drained drained
                && drained.by() == Mover.AUTOMATIC;
    }

    private static long calls(World world, String operation) {
        return world.journal().calls().stream()
                .map(WireCall::operation)
                .filter(operation::equals)
                .count();
    }

    /** What the function that acts called in either region. */
    private static List<String> calledByDrill(World world) {
        return world.journal().calls().stream()
                .filter(call -> call.caller() instanceof Caller.Function function
                        && function.name().equals("regent-drill"))
                .map(WireCall::operation)
                .toList();
    }

    private static Map<String, Long> weights(World world) {
        DnsName service = DnsName.of(World.SERVICE);
        Map<String, Long> weights = new TreeMap<>();
        world.records().stream()
                .filter(set -> set.name().equals(service))
                .map(set -> set.routing())
                .filter(Routing.Weighted.class::isInstance)
                .map(Routing.Weighted.class::cast)
                .forEach(weighted -> weights.put(weighted.setIdentifier(), weighted.weight()));
        return weights;
    }

    private void comesBack(World world) throws Exception {
        await(
                "it serves its full share again",
                () -> ledger(world).states().get(IRELAND) instanceof EndpointState.Serving);
        assertThat(weights(world)).isEqualTo(Map.of("eu-west-1", 50L, "ap-south-1", 50L));
        await("everybody is told", () -> told.contains("Regent: repair eu-west-1 of registry.example.com: done"));
        assertThat(ledger(world).orders().repair().map(Orders.Repair::endpoint)).contains(IRELAND);
        assertThat(world.refusals()).isEmpty();
    }

    @Test
    void aRegistryThatHangsIsRebootedAndComesBackByItself() throws Exception {
        World world = world("[\"reboot\"]");

        world.registry(IRELAND).stop();

        await("it is drained", () -> isDrained(world));
        await("the registry runs again", () -> world.registry(IRELAND).state() == RegistryHost.State.RUNNING);
        comesBack(world);
        assertThat(calls(world, "RebootInstances")).isEqualTo(1);
    }

    @Test
    void anEndpointWithoutItsAddressGetsItBackAndComesBackByItself() throws Exception {
        World world = world("[\"address\",\"reboot\"]");

        String association = world.account()
                .in(IRELAND)
                .ec2()
                .addresses(List.of(), List.of())
                .getFirst()
                .association()
                .map(ElasticAddress.Association::id)
                .orElseThrow();
        world.account().in(IRELAND).ec2().disassociate(association);

        await("it is drained", () -> isDrained(world));
        comesBack(world);
        assertThat(calls(world, "AssociateAddress")).isEqualTo(1);
        assertThat(calls(world, "RebootInstances")).isZero();
    }

    @Test
    void whereTheDocumentDoesNotSaySoADeadRegistryWaitsForAPerson() throws Exception {
        World world = world("[]");

        world.registry(IRELAND).kill();

        await("it is drained", () -> isDrained(world));
        await("people hear of it", () -> told.contains("Regent: down of registry.example.com: unwell"));
        await(
                "the function that acts was started too, and read the document",
                () -> calledByDrill(world).equals(List.of("GetParameter")));
        assertThat(told).noneMatch(subject -> subject.startsWith("Regent: repair"));
        assertThat(ledger(world).orders().repair()).isEmpty();
        assertThat(world.registry(IRELAND).state()).isEqualTo(RegistryHost.State.DEAD);
        assertThat(calls(world, "RebootInstances")).isZero();
    }
}
