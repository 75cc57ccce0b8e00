package io.regent.document;

import static io.regent.document.Documents.endpoint;
import static io.regent.document.Documents.endpoints;
import static io.regent.document.Documents.fleet;
import static io.regent.document.Documents.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Address;
import io.regent.fleet.DnsName;
import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Failback;
import io.regent.fleet.Fleet;
import io.regent.fleet.Means;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.ProbeKind;
import io.regent.fleet.ProbeSettings;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.fleet.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetDocumentTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region MUMBAI = new Region("ap-south-1");

    @Test
    void theTwoRegionRegistryIsATenLineDocument() {
        assertThat(Documents.TEN_LINES.lines().count()).isLessThanOrEqualTo(10);
        assertThat(fleet(Documents.TEN_LINES)).isEqualTo(registry());
    }

    @Test
    void whatIsSpelledOutEqualsTheDefaults() {
        assertThat(fleet("""
                                controls: ['one.one.one.one:443', 'dns.google:443']
                                services:
                                  registry.example.com:
                                    policy: {minServing: 1, stabilisation: 300s, steps: [5, 25, 100], stepHold: 120s, freshness: 180000ms, drift: restore, arming: 180s, failback: automatic, repair: []}
                                    probe: {kind: registry, interval: 5000ms, timeout: 2s, rise: 2, fall: 3, path: /v2/, statuses: [200, 401], requiredHeaders: {}}
                                    vantages: []
                                    routing: weighted
                                    recordTypes: [AAAA, A]
                                    zone: "Z0123456789ABCDEFGHIJ"
                                    endpoints:
                                      eu-west-1:
                                        weight: 50
                                        capacity: 100
                                        address: origin.eu-west-1.registry.example.com
                                        port: 5000
                                        tls: false
                                        loadBalancer: {address: eu-west-1.registry.example.com, port: 80, tls: false}
                                      ap-south-1: {}
                                """)).isEqualTo(registry());
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\n  ", "\n\t"})
    void jsonEqualsYaml(String blank) {
        String json = """
                {"services":¶{"registry.example.com":¶{"zone":¶"Z0123456789ABCDEFGHIJ",¶"endpoints":¶\
                {"eu-west-1":¶{},¶"ap-south-1":¶{}¶}¶}¶}¶}
                """.replace("¶", blank);

        assertThat(fleet(json)).isEqualTo(fleet(Documents.TEN_LINES));
    }

    @Test
    void everyFieldIsRead() {
        Fleet fleet = fleet("""
                {
                  "controls": ["192.0.2.1:53", "[2001:db8::1]:443"],
                  "services": {
                    "Www.Example.com.": {
                      "zone": "Z1",
                      "recordTypes": ["AAAA"],
                      "routing": "failover",
                      "endpoints": {
                        "eu-west-1": {"address": "2001:db8::10", "port": 8443, "loadBalancer": "none", "weight": 255},
                        "ap-south-1": {
                          "address": "192.0.2.10", "port": 8080, "tls": true,
                          "loadBalancer": {"address": "front.example.net"},
                          "weight": 0, "capacity": 40
                        }
                      },
                      "vantages": ["us-gov-west-1"],
                      "probe": {
                        "kind": "https", "interval": "1s", "timeout": "500ms", "rise": 4, "fall": 5,
                        "path": "/health?deep=1", "statuses": [200, "201-202"],
                        "requiredHeaders": {"X-Served-By": "", "content-type": "application/json"}
                      },
                      "policy": {"minServing": 1, "stabilisation": "0s", "steps": [100], "stepHold": "1h", "freshness": "90s", "drift": "report", "arming": "0s", "failback": "manual", "repair": ["reboot", "address"]}
                    }
                  }
                }
                """);

        assertThat(fleet)
                .isEqualTo(new Fleet(
                        List.of(new Service(
                                new DnsName("www.example.com"),
                                "Z1",
                                Set.of(RecordType.AAAA),
                                Routing.FAILOVER,
                                List.of(
                                        new Endpoint(
                                                IRELAND,
                                                List.of(target(Target.Part.ORIGIN, "2001:db8::10", 8443, true)),
                                                255,
                                                100),
                                        new Endpoint(
                                                MUMBAI,
                                                List.of(
                                                        target(Target.Part.ORIGIN, "192.0.2.10", 8080, true),
                                                        target(
                                                                Target.Part.LOAD_BALANCER,
                                                                "front.example.net",
                                                                443,
                                                                true)),
                                                0,
                                                40)),
                                Set.of(IRELAND, MUMBAI, new Region("us-gov-west-1")),
                                new ProbeSettings(
                                        ProbeKind.HTTPS,
                                        Duration.ofSeconds(1),
                                        Duration.ofMillis(500),
                                        4,
                                        5,
                                        "/health?deep=1",
                                        Set.of(200, 201, 202),
                                        Map.of("x-served-by", "", "content-type", "application/json")),
                                new PolicySettings(
                                        1,
                                        Duration.ZERO,
                                        List.of(100),
                                        Duration.ofHours(1),
                                        Duration.ofSeconds(90),
                                        DriftPolicy.REPORT,
                                        Duration.ZERO,
                                        Failback.MANUAL,
                                        Set.of(Means.ADDRESS, Means.REBOOT)))),
                        List.of(new Address("192.0.2.1", 53), new Address("2001:db8::1", 443))));
    }

    @ParameterizedTest
    @CsvSource({
        "registry, /v2/, 2, 401",
        "http, /, 200, 399",
        "https, /, 200, 200",
    })
    void theKindChoosesPathAndStatuses(String kind, String path, int statuses, int accepted) {
        ProbeSettings probe =
                onlyService(service("probe: {kind: " + kind + "}")).probe();

        assertThat(probe.path()).isEqualTo(path);
        assertThat(probe.statuses()).hasSize(statuses).contains(accepted);
    }

    @Test
    void aTcpProbeAsksForNothing() {
        ProbeSettings probe = onlyService(service("probe: {kind: tcp}")).probe();

        assertThat(probe.statuses()).isEmpty();
        assertThat(probe.requiredHeaders()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"registry, false, 80", "tcp, false, 80", "http, false, 80", "https, true, 443"})
    void theKindChoosesTls(String kind, boolean tls, int port) {
        Service service = onlyService(service("probe: {kind: " + kind + "}"));

        assertThat(service.endpoints().getFirst().targets())
                .containsExactly(
                        target(Target.Part.ORIGIN, "origin.eu-west-1.registry.example.com", 5000, tls),
                        target(Target.Part.LOAD_BALANCER, "eu-west-1.registry.example.com", port, tls));
    }

    @Test
    void tlsAtTheLoadBalancerMovesItsPort() {
        Service service = onlyService(endpoint("loadBalancer: {tls: true}"));

        assertThat(service.endpoints().getFirst().targets().get(1).address().port())
                .isEqualTo(443);
    }

    @Test
    void eachAddressHasItsOwnTls() {
        Service service = onlyService(endpoint("tls: false, loadBalancer: {tls: true, port: 8443}"));

        assertThat(service.endpoints().getFirst().targets())
                .containsExactly(
                        target(Target.Part.ORIGIN, "origin.eu-west-1.registry.example.com", 5000, false),
                        target(Target.Part.LOAD_BALANCER, "eu-west-1.registry.example.com", 8443, true));
    }

    @Test
    void noControlsAreAllowed() {
        assertThat(fleet(Documents.TEN_LINES + "controls: []").controls()).isEmpty();
    }

    @Test
    void servicesAndEndpointsKeepTheirOrder() {
        Service service = onlyService(endpoints("us-east-1: {}, ap-south-1: {}, eu-west-1: {}"));

        assertThat(service.endpoints())
                .extracting(e -> e.region().id())
                .containsExactly("us-east-1", "ap-south-1", "eu-west-1");
    }

    @Test
    void theGreatestDocumentIsRead() {
        StringBuilder text = new StringBuilder("services:\n");
        for (int s = 0; s < FleetDocument.MOST_SERVICES; s++) {
            text.append("  s").append(s).append(".example.com:\n    zone: Z1\n    endpoints:\n");
            for (int e = 0; e < Service.MAX_ENDPOINTS; e++) {
                text.append("      eu-")
                        .append(e % 2 == 0 ? "west-" : "north-")
                        .append(e / 2)
                        .append(": {}\n");
            }
        }

        assertThat(fleet(text.toString()).services())
                .hasSize(50)
                .allSatisfy(service -> assertThat(service.endpoints()).hasSize(Service.MAX_ENDPOINTS));
    }

    private static Service onlyService(String text) {
        return fleet(text).services().getFirst();
    }

    private static Target target(Target.Part part, String host, int port, boolean tls) {
        return new Target(part, new Address(host, port), tls);
    }

    private static Fleet registry() {
        return new Fleet(
                List.of(new Service(
                        new DnsName("registry.example.com"),
                        "Z0123456789ABCDEFGHIJ",
                        Set.of(RecordType.A, RecordType.AAAA),
                        Routing.WEIGHTED,
                        List.of(usual(IRELAND), usual(MUMBAI)),
                        Set.of(IRELAND, MUMBAI),
                        new ProbeSettings(
                                ProbeKind.REGISTRY,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(2),
                                2,
                                3,
                                "/v2/",
                                Set.of(200, 401),
                                Map.of()),
                        new PolicySettings(
                                1,
                                Duration.ofMinutes(5),
                                List.of(5, 25, 100),
                                Duration.ofMinutes(2),
                                Duration.ofMinutes(3),
                                DriftPolicy.RESTORE,
                                Duration.ofMinutes(3),
                                Failback.AUTOMATIC,
                                Set.of()))),
                List.of(new Address("one.one.one.one", 443), new Address("dns.google", 443)));
    }

    private static Endpoint usual(Region region) {
        return new Endpoint(
                region,
                List.of(
                        target(Target.Part.ORIGIN, "origin." + region + ".registry.example.com", 5000, false),
                        target(Target.Part.LOAD_BALANCER, region + ".registry.example.com", 80, false)),
                50,
                100);
    }
}
