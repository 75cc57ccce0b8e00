package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.RecordSets.alias;
import static io.regent.lab.twin.route53.RecordSets.checked;
import static io.regent.lab.twin.route53.RecordSets.creating;
import static io.regent.lab.twin.route53.RecordSets.failover;
import static io.regent.lab.twin.route53.RecordSets.simple;
import static io.regent.lab.twin.route53.RecordSets.to;
import static io.regent.lab.twin.route53.RecordSets.upserting;
import static io.regent.lab.twin.route53.RecordSets.weighted;
import static io.regent.lab.twin.route53.RecordSets.weightedAlias;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What name servers say. "DG" is the Route 53 Developer Guide. */
class NameServerAnswersTest extends Route53ContractBase {
    private static final String NAME = "registry.example.com";
    private static final String IRELAND = "192.0.2.1";
    private static final String MUMBAI = "192.0.2.2";

    @Override
    protected Route53Account account() {
        return new TwinAccount(twin);
    }

    /** Health checks and resources by what is wrong with them. */
    private record Sick(Set<String> checks, Set<DnsName> targets) implements HealthView {
        @Override
        public boolean checkHealthy(String healthCheckId) {
            return !checks.contains(healthCheckId);
        }

        @Override
        public boolean targetHealthy(AwsName target) {
            return !targets.contains(target.name());
        }
    }

    private Sick sick(String... checks) {
        return new Sick(Arrays.stream(checks).map(this::healthCheck).collect(Collectors.toSet()), Set.of());
    }

    private ZoneAnswer ask(int nameServer, String name, String type) {
        return twin.answer(nameServer, DnsName.of(name), type, bound -> 0, HealthView.ALL_HEALTHY);
    }

    private static List<String> values(ZoneAnswer answer) {
        return answer instanceof ZoneAnswer.Found found
                ? found.records().stream().map(DnsRecord::value).toList()
                : List.of();
    }

    /** How often each value is the answer when every number that can be drawn is drawn once. */
    private Map<String, Integer> shares(HealthView health) {
        Map<String, Integer> shares = new HashMap<>();
        int[] bounds = {1};
        for (int drawn = 0; drawn < bounds[0]; drawn++) {
            int number = drawn;
            ZoneAnswer answer = twin.answer(
                    3,
                    DnsName.of(NAME),
                    "A",
                    bound -> {
                        bounds[0] = bound;
                        return number;
                    },
                    health);
            shares.merge(String.join(" ", values(answer)), 1, Integer::sum);
        }
        return shares;
    }

    private void weights(int ireland, int mumbai) {
        account()
                .change(
                        zoneId,
                        upserting(
                                checked(weighted(NAME, "eu-west-1", ireland, 60, IRELAND), healthCheck("ireland")),
                                checked(weighted(NAME, "ap-south-1", mumbai, 60, MUMBAI), healthCheck("mumbai"))));
        settle();
    }

    @Test
    @DisplayName("API reference, GetChange: INSYNC when the change has propagated to all Route 53 DNS servers")
    void nameServersSeeAChangeOneAfterAnotherAndTheLastMakesItInSync() {
        twin.set(twin.settings().withPropagation(Duration.ofSeconds(40)));
        ChangeInfo change = account().change(zoneId, creating(simple(NAME, RecordType.A, 60, IRELAND)));
        for (int seconds = 0; seconds <= 40; seconds += 10) {
            for (int server = 0; server < 4; server++) {
                assertThat(values(ask(server, NAME, "A")))
                        .as("name server %s after %s s", server, seconds)
                        .isEqualTo(seconds >= (server + 1) * 10 ? List.of(IRELAND) : List.of());
            }
            assertThat(account().getChange(change.id()).status())
                    .isEqualTo(seconds == 40 ? ChangeInfo.Status.INSYNC : ChangeInfo.Status.PENDING);
            later(Duration.ofSeconds(10));
        }
    }

    @Test
    void aChangeThatOvertakesAnOlderOneIsNotUndoneByIt() {
        account().change(zoneId, upserting(simple(NAME, RecordType.A, 60, IRELAND)));
        twin.set(twin.settings().withPropagation(Duration.ofSeconds(4)));
        account().change(zoneId, upserting(simple(NAME, RecordType.A, 60, MUMBAI)));
        later(Duration.ofSeconds(4));
        assertThat(values(ask(3, NAME, "A"))).containsExactly(MUMBAI);
        later(Duration.ofMinutes(1));
        assertThat(values(ask(3, NAME, "A"))).containsExactly(MUMBAI);
    }

    @Test
    @DisplayName("DG, Weighted routing: the weight of a record divided by the sum of all weights")
    void answersFollowTheWeights() {
        weights(1, 3);
        assertThat(shares(HealthView.ALL_HEALTHY)).isEqualTo(Map.of(IRELAND, 1, MUMBAI, 3));
        weights(0, 255);
        assertThat(shares(HealthView.ALL_HEALTHY)).isEqualTo(Map.of(MUMBAI, 255));
    }

    @Test
    @DisplayName(
            "API reference, Weight: \"If you set Weight to 0 for all of the records in the group, traffic is routed "
                    + "to all resources with equal probability\"")
    void allWeightsZeroIsEqualShares() {
        weights(0, 0);
        assertThat(shares(HealthView.ALL_HEALTHY)).isEqualTo(Map.of(IRELAND, 1, MUMBAI, 1));
        assertThat(shares(sick("ireland"))).isEqualTo(Map.of(MUMBAI, 1));
    }

    @Test
    @DisplayName("DG, How Route 53 chooses records: weight 0 only \"when all records that have weights greater than 0 "
            + "are unhealthy\"")
    void weightZeroAnswersOnlyWhenAllOthersAreUnhealthy() {
        weights(5, 0);
        assertThat(shares(HealthView.ALL_HEALTHY)).isEqualTo(Map.of(IRELAND, 5));
        assertThat(shares(sick("ireland"))).isEqualTo(Map.of(MUMBAI, 1));
    }

    @Test
    @DisplayName("DG, How Route 53 chooses records: \"when all ... are unhealthy, all ... are considered healthy\"")
    void allUnhealthyIsAllHealthy() {
        weights(1, 3);
        assertThat(shares(sick("ireland"))).isEqualTo(Map.of(MUMBAI, 3));
        assertThat(shares(sick("ireland", "mumbai"))).isEqualTo(Map.of(IRELAND, 1, MUMBAI, 3));
    }

    @Test
    @DisplayName("DG, Failover: the secondary only when it is healthy and the primary is not")
    void theSecondaryAnswersOnlyForAnUnhealthyPrimary() {
        holds(
                checked(failover(NAME, "one", Routing.Role.PRIMARY, IRELAND), healthCheck("first")),
                checked(failover(NAME, "two", Routing.Role.SECONDARY, MUMBAI), healthCheck("second")));
        settle();
        assertThat(shares(HealthView.ALL_HEALTHY)).containsOnlyKeys(IRELAND);
        assertThat(shares(sick("second"))).containsOnlyKeys(IRELAND);
        assertThat(shares(sick("first"))).containsOnlyKeys(MUMBAI);
        assertThat(shares(sick("first", "second"))).containsOnlyKeys(IRELAND);
    }

    @Test
    @DisplayName("DG, Choosing between alias and non-alias records: the TTL is the target's")
    void anAliasAnswersWithItsTargetsRecordsAndTtl() {
        holds(
                alias("eu-west-1." + NAME, to(BALANCER_ZONE, "dualstack." + BALANCER, false)),
                weightedAlias(NAME, "eu-west-1", 1, to(zoneId, "eu-west-1." + NAME, true)),
                alias("copy.example.com", to(zoneId, "own.example.com", false)),
                simple("own.example.com", RecordType.A, 17, IRELAND));
        settle();
        assertThat(ask(3, NAME, "A"))
                .isEqualTo(new ZoneAnswer.Found(
                        List.of(new DnsRecord(DnsName.of(NAME), RecordType.A, Duration.ofSeconds(60), "127.0.1.80"))));
        twin.set(twin.settings().withLoadBalancerTtl(Duration.ofSeconds(2)));
        assertThat(ask(3, NAME, "A")).asString().contains("PT2S");
        assertThat(ask(3, "copy.example.com", "A"))
                .isEqualTo(new ZoneAnswer.Found(List.of(
                        new DnsRecord(DnsName.of("copy.example.com"), RecordType.A, Duration.ofSeconds(17), IRELAND))));
        assertThat(ask(3, NAME, "AAAA")).isInstanceOf(ZoneAnswer.NoData.class);
    }

    @Test
    @DisplayName("DG, How health checks work in complex configurations: an alias follows its target, its own check too")
    void anAliasThatEvaluatesItsTargetIsAsHealthyAsThat() {
        String other = "lab-ap-south-1.ap-south-1.elb.amazonaws.com";
        twin.publish(new AwsName(DnsName.of(other), "ZP97RAFLXTNZK", List.of(MUMBAI, "2001:db8::1")));
        holds(
                alias("eu-west-1." + NAME, to(BALANCER_ZONE, BALANCER, true)),
                weightedAlias(NAME, "eu-west-1", 1, to(zoneId, "eu-west-1." + NAME, true)),
                checked(
                        weightedAlias(NAME, "ap-south-1", 1, to("ZP97RAFLXTNZK", other, false)),
                        healthCheck("mumbai")));
        settle();
        Sick balancer = new Sick(Set.of(), Set.of(DnsName.of(BALANCER)));
        assertThat(shares(HealthView.ALL_HEALTHY)).containsOnlyKeys("127.0.1.80", MUMBAI);
        assertThat(shares(balancer)).containsOnlyKeys(MUMBAI);
        assertThat(shares(sick("mumbai"))).containsOnlyKeys("127.0.1.80");
        assertThat(shares(new Sick(Set.of(), Set.of(DnsName.of(other)))))
                .as("EvaluateTargetHealth is off")
                .containsOnlyKeys("127.0.1.80", MUMBAI);
    }

    @Test
    @DisplayName("RFC 2308: NXDOMAIN and NODATA carry the SOA with the lesser of its TTL and its minimum")
    void aNameThatIsNotThereIsToldFromOneWithoutSuchRecords() {
        holds(simple("a.b.example.com", RecordType.A, 60, IRELAND));
        settle();
        assertThat(ask(0, "x.example.com", "A")).isInstanceOfSatisfying(ZoneAnswer.NoName.class, none -> {
            assertThat(none.soa().ttl()).isEqualTo(Duration.ofMinutes(15));
            assertThat(none.soa().value()).endsWith(" 1 7200 900 1209600 86400");
        });
        assertThat(ask(0, "a.b.example.com", "TXT")).isInstanceOf(ZoneAnswer.NoData.class);
        assertThat(ask(0, "a.b.example.com", "MX")).isInstanceOf(ZoneAnswer.NoData.class);
        assertThat(ask(0, "b.example.com", "A")).isInstanceOf(ZoneAnswer.NoData.class);
        assertThat(ask(0, "example.org", "A")).isInstanceOf(ZoneAnswer.NotServed.class);
    }

    @Test
    @DisplayName("RFC 1034, 3.6.2: a CNAME is followed within the zone")
    void aCnameIsFollowedWithinTheZone() {
        holds(
                simple("in.example.com", RecordType.CNAME, 30, "own.example.com"),
                simple("out.example.com", RecordType.CNAME, 30, "example.org"),
                simple("off.example.com", RecordType.CNAME, 30, "gone.example.com"),
                simple("own.example.com", RecordType.A, 60, IRELAND));
        settle();
        assertThat(values(ask(0, "in.example.com", "A"))).containsExactly("own.example.com", IRELAND);
        assertThat(values(ask(0, "in.example.com", "CNAME"))).containsExactly("own.example.com");
        assertThat(values(ask(0, "out.example.com", "A"))).containsExactly("example.org");
        assertThat(ask(0, "off.example.com", "A"))
                .isInstanceOfSatisfying(
                        ZoneAnswer.NoName.class,
                        none -> assertThat(none.before()).hasSize(1));
    }

    @Test
    void circlesOfCnamesAndAliasesEnd() {
        holds(
                simple("a.example.com", RecordType.CNAME, 30, "b.example.com"),
                simple("b.example.com", RecordType.CNAME, 30, "a.example.com"),
                simple("d.example.com", RecordType.A, 60, IRELAND),
                alias("c.example.com", to(zoneId, "d.example.com", true)));
        account().change(zoneId, upserting(alias("d.example.com", to(zoneId, "c.example.com", true))));
        settle();
        assertThat(values(ask(0, "a.example.com", "A"))).hasSizeLessThan(10);
        assertThat(ask(0, "c.example.com", "A")).isInstanceOf(ZoneAnswer.NoData.class);
    }

    @Test
    @DisplayName("DG, Using an asterisk in the names of records; RFC 4592")
    void aWildcardStandsForNamesThatDoNotExist() {
        holds(simple("*.example.com", RecordType.A, 60, IRELAND), simple("a.b.example.com", RecordType.A, 60, MUMBAI));
        settle();
        assertThat(ask(0, "x.y.example.com", "A")).asString().contains("name=x.y.example.com.", IRELAND);
        assertThat(ask(0, "b.example.com", "A")).isInstanceOf(ZoneAnswer.NoData.class);
        assertThat(ask(0, "x.b.example.com", "A")).isInstanceOf(ZoneAnswer.NoName.class);
    }

    @Test
    void theZoneNearestToTheNameAnswers() {
        String child = account().createZone("sub.example.com", "child").zone().id();
        account().change(child, creating(simple("a.sub.example.com", RecordType.A, 60, MUMBAI)));
        holds(simple("a.sub.example.com", RecordType.A, 60, IRELAND));
        settle();
        assertThat(values(ask(0, "a.sub.example.com", "A"))).containsExactly(MUMBAI);
    }

    @Test
    void theOwnRecordsOfAZoneAreAnswered() {
        assertThat(values(ask(0, "example.com", "NS"))).hasSize(4);
        assertThat(Arrays.asList("NS", "SOA"))
                .allSatisfy(type -> assertThat(ask(0, "EXAMPLE.com", type)).isInstanceOf(ZoneAnswer.Found.class));
    }
}
