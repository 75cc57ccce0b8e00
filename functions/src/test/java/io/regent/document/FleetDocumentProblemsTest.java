package io.regent.document;

import static io.regent.document.Documents.endpoint;
import static io.regent.document.Documents.endpoints;
import static io.regent.document.Documents.problems;
import static io.regent.document.Documents.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FleetDocumentProblemsTest {
    private static final String SERVICE = "services[\"registry.example.com\"]";
    private static final String IRELAND = SERVICE + ".endpoints.eu-west-1";

    static Stream<Arguments> documentsOfOneProblem() {
        return Stream.of(
                arguments("{}", "services: missing: expected a mapping of 1 to 50 DNS names"),
                arguments("[]", "(document): a list of 0: expected a mapping with services"),
                arguments("services:", "services: nothing: expected a mapping of 1 to 50 DNS names"),
                arguments("services: {}", "services: a mapping of 0: expected a mapping of 1 to 50"),
                arguments(
                        Documents.TEN_LINES + "serivces: {}",
                        "serivces: unknown field: expected one of services, controls; did you mean services?"),
                arguments(
                        "services: {registry: {zone: Z1, endpoints: {eu-west-1: {}, ap-south-1: {}}}}",
                        "services.registry: expected a DNS name of at least two labels"),
                arguments(
                        "services: {192.0.2.1: {zone: Z1, endpoints: {eu-west-1: {}, ap-south-1: {}}}}",
                        "services[\"192.0.2.1\"]: expected a DNS name"),
                arguments(
                        "services: {registry.example.com: }",
                        SERVICE + ": nothing: expected a mapping with zone and endpoints"),
                arguments(
                        "services: {registry.example.com: {endpoints: {eu-west-1: {}, ap-south-1: {}}}}",
                        SERVICE + ".zone: missing: expected the id of a Route 53 hosted zone"),
                arguments(
                        "services: {registry.example.com: {zone: z1, endpoints: {eu-west-1: {}, ap-south-1: {}}}}",
                        SERVICE + ".zone: 'z1': expected the id of a Route 53 hosted zone"),
                arguments(
                        "services: {registry.example.com: {zone: Z1}}",
                        SERVICE + ".endpoints: missing: expected a mapping of 2 to 40 regions"),
                arguments(
                        endpoints("eu-west-1: {}"), SERVICE + ".endpoints: a mapping of 1: expected a mapping of 2 to"),
                arguments(
                        endpoints("eu-west-1: {}, Mumbai: {}"),
                        SERVICE + ".endpoints.Mumbai: expected an AWS region code such as eu-west-1"),
                arguments(
                        endpoints("eu-west-1: {}, ap-south-1: "),
                        SERVICE + ".endpoints.ap-south-1: nothing: expected a mapping, or {} for the defaults"),
                arguments(
                        endpoints("eu-west-1: {weight: 0}, ap-south-1: {weight: 0}"),
                        SERVICE + ".endpoints: every weight is 0: expected at least one above 0"),
                arguments(
                        endpoints("eu-west-1: {capacity: 40}, ap-south-1: {capacity: 59}"),
                        SERVICE + ".endpoints: the capacities add up to 99 percent: expected at least 100"),
                arguments(service("recordTypes: []"), SERVICE + ".recordTypes: a list of 0: expected a list of 1 to 2"),
                arguments(service("recordTypes: [A, A]"), SERVICE + ".recordTypes[1]: 'A': expected each once"),
                arguments(service("recordTypes: [CNAME]"), SERVICE + ".recordTypes[0]: 'CNAME': expected A or AAAA"),
                arguments(
                        service("routing: wieghted"),
                        SERVICE + ".routing: 'wieghted': expected weighted, failover; did you mean weighted?"),
                arguments(
                        service("policy: {arming: 25h}"),
                        SERVICE
                                + ".policy.arming: '25h': expected a duration such as 500ms, 5s, 10m or 1h, from 0s to 24h"),
                arguments(
                        service("policy: {failback: by-hand}"),
                        SERVICE + ".policy.failback: 'by-hand': expected automatic, manual"),
                arguments(
                        service("policy: {repair: reboot}"),
                        SERVICE + ".policy.repair: 'reboot': expected a list of 0 to 2, each reboot or address"),
                arguments(
                        service("policy: {repair: [reboot, reboot]}"),
                        SERVICE + ".policy.repair[1]: 'reboot': expected each once"),
                arguments(
                        service("policy: {repair: [adress]}"),
                        SERVICE + ".policy.repair[0]: 'adress': expected reboot, address; did you mean address?"),
                arguments(
                        service("policy: {repair: [reboot, address, hammer]}"),
                        SERVICE + ".policy.repair: a list of 3: expected a list of 0 to 2, each reboot or address"),
                arguments(
                        service("policy: {repair: }"),
                        SERVICE + ".policy.repair: nothing: expected a list of 0 to 2, each reboot or address"),
                arguments(
                        service("policy: {drift: restored}"),
                        SERVICE + ".policy.drift: 'restored': expected restore, adopt, report; did you mean restore?"),
                arguments(
                        service("routing: failover"),
                        SERVICE + ".endpoints: 2 endpoints, 0 of them with weight 0: expected, for routing failover"),
                arguments(
                        service("vantages: [eu-west-1]"),
                        SERVICE
                                + ".vantages[0]: 'eu-west-1': expected an AWS region code such as eu-west-1 without an"),
                arguments(
                        service("vantages: us-east-1"), SERVICE + ".vantages: 'us-east-1': expected a list of 0 to 10"),
                arguments(
                        service("vantage: []"),
                        SERVICE
                                + ".vantage: unknown field: expected one of zone, recordTypes, routing, probe, endpoints,"
                                + " policy, vantages; did you mean vantages?"),
                arguments(endpoint("port: 0"), IRELAND + ".port: '0': expected a whole number from 1 to 65535"),
                arguments(endpoint("port: '80'"), IRELAND + ".port: the text \"80\": expected a whole number"),
                arguments(endpoint("port: 080"), IRELAND + ".port: '080': expected a whole number"),
                arguments(endpoint("port: 99999999999999999999"), IRELAND + ".port: '99999999999999999999': expected"),
                arguments(endpoint("address: 999.1.1.1"), IRELAND + ".address: '999.1.1.1': expected a DNS name"),
                arguments(endpoint("address: [a]"), IRELAND + ".address: a list of 1: expected a DNS name"),
                arguments(endpoint("address: ~"), IRELAND + ".address: nothing: expected a DNS name"),
                arguments(endpoint("tls: yes"), IRELAND + ".tls: 'yes': expected true or false"),
                arguments(endpoint("tls: 'true'"), IRELAND + ".tls: the text \"true\": expected true or false"),
                arguments(endpoint("weight: 256"), IRELAND + ".weight: '256': expected a whole number from 0 to 255"),
                arguments(endpoint("weight: 1.5"), IRELAND + ".weight: '1.5': expected a whole number"),
                arguments(endpoint("capacity: 0"), IRELAND + ".capacity: '0': expected a whole number from 1 to 1000"),
                arguments(
                        endpoint("loadBalancer: off"),
                        IRELAND + ".loadBalancer: 'off': expected a mapping of address, port and tls, or none"),
                arguments(
                        endpoint("loadBalancer: {adress: lb.example.com}"),
                        IRELAND
                                + ".loadBalancer.adress: unknown field: expected one of address, port, tls; did you mean"
                                + " address?"),
                arguments(
                        endpoint("Port: 5000"),
                        IRELAND + ".Port: unknown field: expected one of address, port, tls, loadBalancer, weight,"
                                + " capacity; did you mean port?"),
                arguments(
                        Documents.TEN_LINES + "controls: [dns.google]",
                        "controls[0]: 'dns.google': expected host:port such as one.one.one.one:443"),
                arguments(
                        Documents.TEN_LINES + "controls: ['2001:db8::1:443']",
                        "controls[0]: the text \"2001:db8::1:443\": expected host:port"),
                arguments(
                        Documents.TEN_LINES + "controls: ['dns.google:70000']",
                        "controls[0]: the text \"dns.google:70000\": expected host:port"),
                arguments(
                        Documents.TEN_LINES + "controls: ['eu-west-1.registry.example.com:80']",
                        "controls[0]: the text \"eu-west-1.registry.example.com:80\": expected an address that has"
                                + " nothing to do with the fleet"));
    }

    static Stream<Arguments> probesAndPoliciesOfOneProblem() {
        return Stream.of(
                arguments(
                        service("probe: {kind: ping}"),
                        SERVICE + ".probe.kind: 'ping': expected tcp, http, https, registry"),
                arguments(
                        service("probe: {interval: 5}"),
                        SERVICE
                                + ".probe.interval: '5': expected a duration such as 500ms, 5s, 10m or 1h, from 100ms to"
                                + " 1m"),
                arguments(service("probe: {interval: 99ms}"), SERVICE + ".probe.interval: '99ms': expected a duration"),
                arguments(service("probe: {timeout: 11s}"), SERVICE + ".probe.timeout: '11s': expected a duration"),
                arguments(service("probe: {timeout: 2 s}"), SERVICE + ".probe.timeout: '2 s': expected a duration"),
                arguments(
                        service("probe: {interval: 2s}"),
                        SERVICE + ".probe.interval: 2s: expected longer than the timeout, 2s"),
                arguments(
                        service("probe: {interval: 10s, fall: 6}"),
                        SERVICE + ".probe.interval: 10s: a verdict would take 52s"),
                arguments(
                        service("probe: {rise: 0}"),
                        SERVICE + ".probe.rise: '0': expected a whole number from 1 to 10"),
                arguments(service("probe: {fall: 11}"), SERVICE + ".probe.fall: '11': expected a whole number from 1"),
                arguments(
                        service("probe: {path: v2}"),
                        SERVICE + ".probe.path: 'v2': expected a path that starts with /"),
                arguments(
                        service("probe: {path: \"/\\r\\nHost: x\"}"),
                        SERVICE + ".probe.path: the text \"/??Host: x\": expected a path"),
                arguments(
                        service("probe: {kind: tcp, path: /}"),
                        SERVICE + ".probe.path: not used by a probe of kind tcp: expected it left out"),
                arguments(
                        service("probe: {kind: tcp, statuses: [200]}"),
                        SERVICE + ".probe.statuses: not used by a probe of kind tcp"),
                arguments(
                        service("probe: {kind: tcp, requiredHeaders: {}}"),
                        SERVICE + ".probe.requiredHeaders: not used by a probe of kind tcp"),
                arguments(
                        probed("tcp", "tls: true"),
                        IRELAND + ".tls: not used by a probe of kind tcp: expected it left out"),
                arguments(
                        probed("tcp", "loadBalancer: {tls: false}"),
                        IRELAND + ".loadBalancer.tls: not used by a probe of kind tcp"),
                arguments(
                        probed("https", "tls: false"),
                        IRELAND + ".tls: false: expected true or left out with a probe of kind https"),
                arguments(
                        service("probe: {statuses: []}"),
                        SERVICE + ".probe.statuses: a list of 0: expected a list of 1"),
                arguments(
                        service("probe: {statuses: [200, 299-200]}"),
                        SERVICE + ".probe.statuses[1]: '299-200': expected a status from 100 to 599"),
                arguments(
                        service("probe: {statuses: [600]}"), SERVICE + ".probe.statuses[0]: '600': expected a status"),
                arguments(
                        service("probe: {requiredHeaders: [a]}"),
                        SERVICE + ".probe.requiredHeaders: a list of 1: expected a mapping of at most 20 header names"),
                arguments(
                        service("probe: {requiredHeaders: {a b: ''}}"),
                        SERVICE + ".probe.requiredHeaders[\"a b\"]: expected the name of an HTTP header"),
                arguments(
                        service("probe: {requiredHeaders: {a: }}"),
                        SERVICE + ".probe.requiredHeaders.a: nothing: expected a header's value"),
                arguments(
                        service("probe: {requiredHeaders: {a: \"\\u0007\"}}"),
                        SERVICE + ".probe.requiredHeaders.a: the text \"?\": expected a header's value"),
                arguments(
                        service("probe: {requiredHeaders: {a: x, A: x}}"),
                        SERVICE + ".probe.requiredHeaders.A: the same header in other letters: expected once"),
                arguments(service("probe: "), SERVICE + ".probe: nothing: expected a mapping, or {} for the defaults"),
                arguments(
                        service("policy: {minServing: 2}"),
                        SERVICE + ".policy.minServing: 2: expected less than the number of endpoints, 2"),
                arguments(
                        service("policy: {minServing: 0}"),
                        SERVICE + ".policy.minServing: '0': expected a whole number from 1 to 39"),
                arguments(
                        service("policy: {stabilisation: 25h}"),
                        SERVICE
                                + ".policy.stabilisation: '25h': expected a duration such as 500ms, 5s, 10m or 1h, from 0s"
                                + " to 24h"),
                arguments(service("policy: {stepHold: -1s}"), SERVICE + ".policy.stepHold: '-1s': expected a duration"),
                arguments(service("policy: {freshness: 0s}"), SERVICE + ".policy.freshness: '0s': expected a duration"),
                arguments(
                        service("policy: {steps: [25, 5, 100]}"),
                        SERVICE + ".policy.steps: [25, 5, 100]: expected 1 to 10 rising percentages"),
                arguments(
                        service("policy: {steps: [5, 25]}"),
                        SERVICE + ".policy.steps: [5, 25]: expected 1 to 10 rising percentages"),
                arguments(
                        service("policy: {steps: [0, 100]}"),
                        SERVICE + ".policy.steps[0]: '0': expected a whole number from 1 to 100"),
                arguments(
                        service("policy: {stabilization: 5m}"),
                        SERVICE
                                + ".policy.stabilization: unknown field: expected one of minServing, stabilisation, steps,"
                                + " stepHold, freshness, drift, arming, failback, repair; did you mean stabilisation?"));
    }

    private static String probed(String kind, String endpoint) {
        return "services: {registry.example.com: {zone: Z1, probe: {kind: " + kind + "}, endpoints: {eu-west-1: {"
                + endpoint + "}, ap-south-1: {}}}}";
    }

    @ParameterizedTest
    @MethodSource({"documentsOfOneProblem", "probesAndPoliciesOfOneProblem"})
    void aProblemNamesItsPlaceAndWhatIsAccepted(String text, String problem) {
        assertThat(problems(text)).singleElement().asString().startsWith(problem);
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThat(problems("""
                        services:
                          registry.example.com:
                            zone: nowhere
                            routing: random
                            endpoints:
                              eu-west-1:
                                port: http
                                loadBalancer: {tls: maybe}
                              ap-south-1:
                                weight: -1
                            probe:
                              interval: fast
                              timeout: 2m
                            policy:
                              minServing: 7
                              speed: 3
                          other: {}
                        controls: none
                        """))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactlyInAnyOrder(
                        SERVICE + ".zone",
                        SERVICE + ".routing",
                        IRELAND + ".port",
                        IRELAND + ".loadBalancer.tls",
                        SERVICE + ".endpoints.ap-south-1.weight",
                        SERVICE + ".probe.interval",
                        SERVICE + ".probe.timeout",
                        SERVICE + ".policy.minServing",
                        SERVICE + ".policy.speed",
                        "services.other",
                        "services.other.zone",
                        "services.other.endpoints",
                        "controls");
    }

    @Test
    void theSameServiceInOtherLettersIsAProblem() {
        String twice = Documents.TEN_LINES
                + Documents.TEN_LINES
                        .substring("services:\n".length())
                        .replace("registry.example.com", "Registry.Example.com.");

        assertThat(problems(twice))
                .containsExactly("services[\"Registry.Example.com.\"]: the same name in other letters: expected once");
    }

    @Test
    void problemsWithoutEndAreCounted() {
        String fields = IntStream.range(0, 300).mapToObj(i -> "a" + i + ": 1").collect(Collectors.joining(", "));

        assertThat(problems("{" + fields + "}")).hasSize(201).last().isEqualTo("(document): and 101 more problems");
    }
}
