package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.CheckConfigs.calculated;
import static io.regent.lab.twin.route53.CheckConfigs.metric;
import static io.regent.lab.twin.route53.CheckConfigs.tcp;
import static io.regent.lab.twin.route53.RecordSets.alias;
import static io.regent.lab.twin.route53.RecordSets.checked;
import static io.regent.lab.twin.route53.RecordSets.failover;
import static io.regent.lab.twin.route53.RecordSets.simple;
import static io.regent.lab.twin.route53.RecordSets.to;
import static io.regent.lab.twin.route53.RecordSets.upserting;
import static io.regent.lab.twin.route53.RecordSets.weighted;
import static io.regent.lab.twin.route53.RecordSets.weightedAlias;
import static io.regent.lab.twin.route53.SimulatedWorld.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.lab.twin.route53.AlarmStreams.Data;
import io.regent.lab.twin.route53.LoadBalancers.TargetGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What name servers say by the twin's own health checks. "DG" is the Route 53 Developer Guide. */
class HealthyAnswersTest extends Route53ContractBase {
    private static final String NAME = "registry.example.com";
    private static final String IRELAND = "192.0.2.1";
    private static final String MUMBAI = "192.0.2.2";
    private static final String OTHER_BALANCER = "lab-ap-south-1.ap-south-1.elb.amazonaws.com";
    private static final String OTHER_ZONE = "ZP97RAFLXTNZK";

    @Override
    protected Route53Account account() {
        return new TwinAccount(twin);
    }

    /** Every answer that can be drawn. */
    private Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        int[] bound = {1};
        for (int number = 0; number < bound[0]; number++) {
            int drawn = number;
            ZoneAnswer answer = twin.answer(
                    3,
                    DnsName.of(NAME),
                    "A",
                    most -> {
                        bound[0] = most;
                        return drawn;
                    },
                    twin.healthChecks());
            if (answer instanceof ZoneAnswer.Found found) {
                found.records().forEach(dnsRecord -> answers.add(dnsRecord.value()));
            }
        }
        return answers;
    }

    /** A health check of a metric's data, which are good until told otherwise. */
    private String check(String name) {
        world.alarm("eu-west-1", name, settings(name));
        say(name, Data.OK);
        return twin.healthChecks().create(name, metric("eu-west-1", name)).id();
    }

    private void say(String name, Data data) {
        world.data("eu-west-1", name, data);
        later(Duration.ofSeconds(10));
    }

    private static TargetGroup group(int targets, int healthy) {
        return new TargetGroup(targets, healthy);
    }

    @Test
    @DisplayName("DG: no health check is always healthy; all unhealthy are all treated as healthy")
    void recordsWithoutAHealthCheckAreHealthyAndAllUnhealthyAreAllHealthy() {
        holds(
                checked(weighted(NAME, "eu-west-1", 1, 60, IRELAND), check("ireland")),
                weighted(NAME, "ap-south-1", 1, 60, MUMBAI));
        settle();
        assertThat(answers()).containsExactly(IRELAND, MUMBAI);
        say("ireland", Data.ALARM);
        assertThat(answers()).containsExactly(MUMBAI);
        account().change(zoneId, upserting(checked(weighted(NAME, "ap-south-1", 1, 60, MUMBAI), check("mumbai"))));
        settle();
        say("mumbai", Data.ALARM);
        assertThat(answers()).containsExactly(IRELAND, MUMBAI);
    }

    @ParameterizedTest
    @CsvSource({
        "50, 50, OK, OK, 192.0.2.1 192.0.2.2",
        "50, 50, ALARM, OK, 192.0.2.2",
        "50, 50, ALARM, ALARM, 192.0.2.1 192.0.2.2",
        "50, 0, OK, OK, 192.0.2.1",
        "50, 0, ALARM, OK, 192.0.2.2",
        "50, 0, OK, ALARM, 192.0.2.1",
        "50, 0, ALARM, ALARM, 192.0.2.1",
        "0, 0, OK, OK, 192.0.2.1 192.0.2.2",
        "0, 0, ALARM, OK, 192.0.2.2",
        "0, 0, ALARM, ALARM, 192.0.2.1 192.0.2.2"
    })
    @DisplayName("DG, How Route 53 chooses records when health checking is configured: weights and health together")
    void weightsAndHealthDecideTogether(int ireland, int mumbai, Data first, Data second, String expected) {
        holds(
                checked(weighted(NAME, "eu-west-1", ireland, 60, IRELAND), check("ireland")),
                checked(weighted(NAME, "ap-south-1", mumbai, 60, MUMBAI), check("mumbai")));
        settle();
        say("ireland", first);
        say("mumbai", second);
        assertThat(String.join(" ", answers())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"OK, OK, 192.0.2.1", "OK, ALARM, 192.0.2.1", "ALARM, OK, 192.0.2.2", "ALARM, ALARM, 192.0.2.1"})
    @DisplayName("DG, Active-passive failover: an unhealthy secondary makes the primary answer whatever its health")
    void theSecondaryAnswersWhileItAloneIsHealthy(Data first, Data second, String expected) {
        holds(
                checked(failover(NAME, "one", Routing.Role.PRIMARY, IRELAND), check("ireland")),
                checked(failover(NAME, "two", Routing.Role.SECONDARY, MUMBAI), check("mumbai")));
        settle();
        say("ireland", first);
        say("mumbai", second);
        assertThat(answers()).containsExactly(expected);
    }

    @Test
    void aFailoverRecordAloneAnswersWhateverItsHealth() {
        holds(checked(failover(NAME, "two", Routing.Role.SECONDARY, MUMBAI), check("mumbai")));
        settle();
        say("mumbai", Data.ALARM);
        assertThat(answers()).containsExactly(MUMBAI);
    }

    private void aliasesToLoadBalancers(String healthCheckId) {
        twin.publish(new AwsName(DnsName.of(OTHER_BALANCER), OTHER_ZONE, List.of(MUMBAI)));
        holds(
                alias("eu-west-1." + NAME, to(BALANCER_ZONE, BALANCER, true)),
                alias("ap-south-1." + NAME, to(OTHER_ZONE, OTHER_BALANCER, true)),
                checked(weightedAlias(NAME, "eu-west-1", 50, to(zoneId, "eu-west-1." + NAME, true)), healthCheckId),
                weightedAlias(NAME, "ap-south-1", 50, to(zoneId, "ap-south-1." + NAME, true)));
        world.targetGroups(OTHER_BALANCER, group(1, 1));
        settle();
    }

    @ParameterizedTest
    @CsvSource({"OK, 1, true", "OK, 0, false", "ALARM, 1, false", "ALARM, 0, false"})
    @DisplayName(
            "DG, How health checks work in complex configurations: with EvaluateTargetHealth and HealthCheckId both"
                    + " have to be healthy")
    void anAliasNeedsItsHealthCheckAndItsTarget(Data data, int healthyTargets, boolean answers) {
        aliasesToLoadBalancers(check("ireland"));
        world.targetGroups(BALANCER, group(1, healthyTargets));
        say("ireland", data);
        assertThat(answers()).isEqualTo(answers ? Set.of("127.0.1.80", MUMBAI) : Set.of(MUMBAI));
    }

    @ParameterizedTest
    @CsvSource({
        "'1/1', true",
        "'2/1', true",
        "'1/0', false",
        "'1/1 2/1', true",
        "'1/1 2/0', false",
        "'0/0', false",
        "'1/1 0/0', false",
        "'', false"
    })
    @DisplayName(
            "API, EvaluateTargetHealth: a healthy target in every target group; a group without targets is unhealthy")
    void aLoadBalancerIsHealthyWithAHealthyTargetInEveryGroup(String groups, boolean healthy) {
        aliasesToLoadBalancers("");
        List<TargetGroup> all = new ArrayList<>();
        for (String one : groups.isEmpty() ? new String[0] : groups.split(" ", -1)) {
            String[] counts = one.split("/", -1);
            all.add(group(Integer.parseInt(counts[0]), Integer.parseInt(counts[1])));
        }
        world.targetGroups(BALANCER, all.toArray(TargetGroup[]::new));
        assertThat(answers()).isEqualTo(healthy ? Set.of("127.0.1.80", MUMBAI) : Set.of(MUMBAI));
    }

    @Test
    @DisplayName("API, EvaluateTargetHealth: another record in the zone, or a group of them, of which one is healthy")
    void anAliasFollowsARecordOfTheZone() {
        holds(
                checked(weighted("pool.example.com", "a", 1, 60, IRELAND), check("a")),
                checked(weighted("pool.example.com", "b", 1, 60, IRELAND), check("b")),
                simple("spare.example.com", RecordType.A, 60, MUMBAI),
                weightedAlias(NAME, "pool", 1, to(zoneId, "pool.example.com", true)),
                weightedAlias(NAME, "spare", 0, to(zoneId, "spare.example.com", true)));
        settle();
        say("a", Data.ALARM);
        assertThat(answers()).containsExactly(IRELAND);
        say("b", Data.ALARM);
        assertThat(answers()).containsExactly(MUMBAI);
    }

    /**
     * The records and health checks of the routing stack: an endpoint leaves when two of three say so, be they the
     * controllers or Route 53's own checkers, and comes back the same way.
     */
    @Test
    void aMajorityOfControllersAndCheckersTakesAnEndpointOut() {
        String ireland = twin.healthChecks()
                .create(
                        "ireland",
                        calculated(2, check("from-ireland"), check("from-mumbai"), direct("ireland", IRELAND)))
                .id();
        String mumbai = twin.healthChecks()
                .create("mumbai", calculated(2, check("m1"), check("m2"), direct("mumbai", MUMBAI)))
                .id();
        holds(
                checked(weighted(NAME, "eu-west-1", 50, 60, IRELAND), ireland),
                checked(weighted(NAME, "ap-south-1", 50, 60, MUMBAI), mumbai));
        settle();
        assertThat(answers()).containsExactly(IRELAND, MUMBAI);
        say("from-mumbai", Data.ALARM);
        assertThat(answers()).as("one voice of three").containsExactly(IRELAND, MUMBAI);
        world.endpoint(attempt -> Optional.of(
                attempt.address().equals(IRELAND)
                        ? new Attempt.Result.Failed("dark")
                        : new Attempt.Result.Connected(Duration.ofMillis(1))));
        later(Duration.ofMinutes(2));
        assertThat(answers()).as("a controller and the checkers").containsExactly(MUMBAI);
        say("from-ireland", Data.INSUFFICIENT);
        assertThat(answers()).as("a silent controller keeps its last vote").containsExactly(MUMBAI);
        world.up();
        later(Duration.ofMinutes(2));
        assertThat(answers()).containsExactly(IRELAND, MUMBAI);
    }

    private String direct(String name, String address) {
        return twin.healthChecks().create("direct " + name, tcp(address)).id();
    }
}
