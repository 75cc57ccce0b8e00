package io.regent.fleet;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.NAME;
import static io.regent.fleet.ServiceExamples.PROBE;
import static io.regent.fleet.ServiceExamples.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.Mover;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the values take and what they refuse, and that a refusal says what was expected. */
class RefusalsTest {
    @ParameterizedTest
    @ValueSource(strings = {"eu-west-1", "ap-south-1", "us-gov-east-1", "us-isob-east-1", "eusc-de-east-1", "xx-yy-10"})
    void regionCodesAreTaken(String code) {
        assertThat(new Region(code)).hasToString(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "eu", "eu-west", "EU-WEST-1", "eu-west-1a", "eu-west-1 ", "eu_west_1", "eu-west-١", "a-b-1\n"
            })
    void anythingElseIsNoRegion(String code) {
        assertThatThrownBy(() -> new Region(code)).hasMessageContaining("expected an AWS region code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.example.com", "Registry.Example.COM.", "_regent.x.y", "a.b", "1.2.3.x-y"})
    void namesAreTakenInAnyCaseAndWithALastDot(String name) {
        assertThat(new DnsName(name).value()).isLowerCase().doesNotEndWith(".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "com", "a..b", "-a.b", "a-.b", "a.b..", "a b.c", "*.a.b", "ä.b", "a.b\n"})
    void anythingElseIsNoName(String name) {
        assertThatThrownBy(() -> new DnsName(name)).hasMessageContaining("expected a DNS name");
    }

    @Test
    void aNameHasAtMost253CharactersAndALabel63() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "a".repeat(61));

        assertThat(DnsName.isName(longest)).isTrue();
        assertThat(DnsName.isName(longest + "a")).isFalse();
        assertThat(DnsName.isName(label + ".com")).isTrue();
        assertThat(DnsName.isName(label + "a.com")).isFalse();
    }

    @Test
    void theLedgerStandsOneLabelBelowTheService() {
        assertThat(ServiceExamples.service(ServiceExamples.policy(1), 50, 50).ledgerName())
                .isEqualTo(new DnsName("_regent.registry.example.com"));
    }

    @Test
    void anAddressOfIPv6IsWrittenInBrackets() {
        assertThat(new Address("2001:db8::1", 80)).hasToString("[2001:db8::1]:80");
        assertThat(new Address("a.b", 65_535)).hasToString("a.b:65535");
    }

    static Stream<Arguments> refusals() {
        Set<RecordType> a = EnumSet.of(RecordType.A);
        List<Endpoint> two = List.of(endpoint(IRELAND, 50), endpoint(MUMBAI, 50));
        Set<Region> both = Set.of(IRELAND, MUMBAI);
        List<Endpoint> tooMany = IntStream.rangeClosed(0, Service.MAX_ENDPOINTS)
                .mapToObj(i -> endpoint(new Region("eu-west-" + i), 1))
                .toList();
        Target target = endpoint(IRELAND, 50).targets().getFirst();
        return Stream.of(
                refusal("host", () -> new Address(" ", 80)),
                refusal("port 0", () -> new Address("a.b", 0)),
                refusal("port 65536", () -> new Address("a.b", 65_536)),
                refusal("baseline -1", () -> new Endpoint(IRELAND, List.of(target), -1, 100)),
                refusal("baseline 256", () -> new Endpoint(IRELAND, List.of(target), 256, 100)),
                refusal("capacity 0", () -> new Endpoint(IRELAND, List.of(target), 50, 0)),
                refusal("at least one target", () -> new Endpoint(IRELAND, List.of(), 50, 100)),
                refusal("services", () -> new Fleet(List.of(), List.of())),
                refusal("expected once", () -> {
                    Service service = ServiceExamples.service(ServiceExamples.policy(1), 50, 50);
                    new Fleet(List.of(service, service), List.of());
                }),
                refusal("recordTypes", () -> service(EnumSet.noneOf(RecordType.class), two, both)),
                refusal("endpoints: 1 regions, expected 2 to 40", () -> service(a, two.subList(0, 1), both)),
                refusal("endpoints: 41 regions, expected 2 to 40", () -> service(a, tooMany, both)),
                refusal("one a region", () -> service(a, List.of(two.get(0), two.get(0)), both)),
                refusal("baseline above 0", () -> ServiceExamples.service(ServiceExamples.policy(1), 0, 0)),
                refusal("vantages", () -> service(a, two, Set.of(IRELAND))),
                refusal("minServing 0", () -> ServiceExamples.policy(0)),
                refusal("steps []", () -> policy(List.of())),
                refusal("steps [50]", () -> policy(List.of(50))),
                refusal("steps [0, 100]", () -> policy(List.of(0, 100))),
                refusal("steps [25, 5, 100]", () -> policy(List.of(25, 5, 100))),
                refusal("steps [5, 5, 100]", () -> policy(List.of(5, 5, 100))),
                refusal("steps [100, 101]", () -> policy(List.of(100, 101))),
                refusal("steps", () -> policy(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100))),
                refusal("freshness", () -> times(1, 1, 0, 1)),
                refusal("stabilisation", () -> times(-1, 1, 1, 1)),
                refusal("stepHold", () -> times(1, -1, 1, 1)),
                refusal("arming", () -> times(1, 1, 1, -1)),
                refusal("interval", () -> probe(2, 2, 1, 1, "/")),
                refusal("timeout", () -> probe(2, 0, 1, 1, "/")),
                refusal("rise 0", () -> probe(5, 2, 0, 1, "/")),
                refusal("fall 0", () -> probe(5, 2, 1, 0, "/")),
                refusal("path 'v2'", () -> probe(5, 2, 1, 1, "v2")),
                refusal("generation 0", () -> new Ledger(0, new TreeMap<>())),
                refusal("step 0", () -> new EndpointState.Returning(0, Instant.EPOCH, Mover.PERSON)),
                refusal("step 11", () -> new EndpointState.Returning(11, Instant.EPOCH, Mover.PERSON)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatMakesNoSenseIsRefusedByName(String named, ThrowingCallable make) {
        assertThatThrownBy(make)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named)
                .hasMessageContaining("expected");
    }

    private static Arguments refusal(String named, ThrowingCallable make) {
        return arguments(named, make);
    }

    private static Service service(Set<RecordType> types, List<Endpoint> endpoints, Set<Region> vantages) {
        return new Service(NAME, "Z1", types, Routing.WEIGHTED, endpoints, vantages, PROBE, ServiceExamples.policy(1));
    }

    private static PolicySettings policy(List<Integer> steps) {
        return new PolicySettings(
                1,
                Duration.ZERO,
                steps,
                Duration.ZERO,
                Duration.ofSeconds(90),
                DriftPolicy.RESTORE,
                Duration.ZERO,
                Failback.AUTOMATIC,
                Set.of());
    }

    private static PolicySettings times(int stabilisation, int stepHold, int freshness, int arming) {
        return new PolicySettings(
                1,
                Duration.ofSeconds(stabilisation),
                List.of(100),
                Duration.ofSeconds(stepHold),
                Duration.ofSeconds(freshness),
                DriftPolicy.RESTORE,
                Duration.ofSeconds(arming),
                Failback.AUTOMATIC,
                Set.of());
    }

    private static ProbeSettings probe(int interval, int timeout, int rise, int fall, String path) {
        return new ProbeSettings(
                ProbeKind.TCP,
                Duration.ofSeconds(interval),
                Duration.ofSeconds(timeout),
                rise,
                fall,
                path,
                Set.of(),
                Map.of());
    }
}
