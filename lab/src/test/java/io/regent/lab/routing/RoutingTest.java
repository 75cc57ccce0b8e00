package io.regent.lab.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.document.FleetDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {
    private static final Path TOP = Path.of("..");
    private static final String ALARM = "AWS::CloudWatch::Alarm";
    private static final String HEALTH_CHECK = "AWS::Route53::HealthCheck";
    private static final String RECORD_SET = "AWS::Route53::RecordSet";

    @Test
    void theCommittedTemplatesAreWhatTheFleetDocumentSays() throws IOException, Unroutable {
        FleetFile fleet = FleetFile.read(read("fleet.yaml"));

        assertThat(read("routing.yaml"))
                .as("routing.yaml: run make routing after a change of fleet.yaml")
                .isEqualTo(Routing.global(fleet));
        assertThat(read("template.yaml"))
                .as("the marked blocks of template.yaml: run make routing after a change of fleet.yaml")
                .isEqualTo(Routing.regional(read("template.yaml"), fleet));
    }

    @Test
    void theRegionalTemplateGetsTheFleetAndItsAlarms() throws IOException, Unroutable {
        TemplateTree template = TemplateTree.of(Routing.regional(read("template.yaml"), fleet("""
                services:
                  registry.example.org:
                    zone: Z1
                    endpoints: {eu-west-1: {}, us-west-2: {}, ap-south-1: {weight: 0}}
                    vantages: [sa-east-1]
                """)));
        JsonNode parameters = template.section("Parameters");

        assertThat(parameters.at("/ServiceName/Default").asText()).isEqualTo("registry.example.org");
        assertThat(parameters.at("/HostedZoneId/Default").asText()).isEqualTo("Z1");
        assertThat(parameters.at("/FleetRegions/Default").asText())
                .isEqualTo("ap-south-1,eu-west-1,sa-east-1,us-west-2");
        assertThat(parameters.at("/FleetDocument/Default").asText())
                .isEqualTo("{\"services\":{\"registry.example.org\":{\"zone\":\"Z1\",\"endpoints\":"
                        + "{\"eu-west-1\":{},\"us-west-2\":{},\"ap-south-1\":{\"weight\":0}},"
                        + "\"vantages\":[\"sa-east-1\"]}}}");
        assertThat(alarms(template, "RoutingControl"))
                .containsExactly(
                        "${Name}-failed-over-ap-south-1",
                        "${Name}-failed-over-eu-west-1",
                        "${Name}-failed-over-us-west-2",
                        "${Name}-routing-control-ap-south-1",
                        "${Name}-routing-control-eu-west-1",
                        "${Name}-routing-control-us-west-2");
        assertThat(alarms(template, "Verdict")).containsExactly("${Name}-prober-silent");
    }

    @Test
    void writingABlockAgainChangesNothing() throws IOException, Unroutable {
        FleetFile fleet = fleet(regions(3, ""));
        String once = Routing.regional(read("template.yaml"), fleet);

        assertThat(Routing.regional(once, fleet)).isEqualTo(once);
    }

    @Test
    void healthChecksFollowAlarmsThatTheRegionalStacksMake() throws IOException, Unroutable {
        Set<String> made = alarms(TemplateTree.of(read("template.yaml")), "RoutingControl");
        List<JsonNode> followed = checks(TemplateTree.of(read("routing.yaml")), "CLOUDWATCH_METRIC");

        assertThat(followed).hasSize(4).allSatisfy(check -> {
            assertThat(made).contains(check.at("/AlarmIdentifier/Name").asText());
            assertThat(check.at("/InsufficientDataHealthStatus").asText()).isEqualTo("LastKnownStatus");
        });
        assertThat(followed)
                .extracting(check -> check.at("/AlarmIdentifier/Region").asText())
                .containsExactlyInAnyOrder("eu-west-1", "ap-south-1", "eu-west-1", "ap-south-1");
    }

    /** Route 53 Developer Guide, "Monitoring a CloudWatch alarm". */
    @Test
    void healthChecksCanFollowTheAlarms() throws IOException {
        List<JsonNode> followed = TemplateTree.of(read("template.yaml")).all(ALARM).stream()
                .filter(alarm -> alarm.at("/AlarmName").asText().startsWith("${Name}-routing-control-"))
                .toList();

        assertThat(followed).hasSize(2).allSatisfy(alarm -> {
            assertThat(alarm.has("Metrics")).as("metric math").isFalse();
            assertThat(alarm.has("DatapointsToAlarm")).as("M of N").isFalse();
            assertThat(alarm.at("/EvaluationPeriods").asText()).isEqualTo("1");
            assertThat(alarm.at("/Statistic").asText()).isEqualTo("Minimum");
            assertThat(alarm.at("/Period").asInt() % 60).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 2", "3, 4, 3", "4, 5, 3", "20, 21, 11", "40, 9, 5"})
    void aMajorityOfControllersAndCheckersHoldsAnEndpointUp(int regions, int children, int threshold)
            throws Unroutable {
        TemplateTree template = TemplateTree.of(Routing.global(fleet(regions(regions, ""))));

        assertThat(checks(template, "CALCULATED")).hasSize(regions).allSatisfy(check -> {
            assertThat(check.at("/ChildHealthChecks")).hasSize(children);
            assertThat(check.at("/HealthThreshold").asInt()).isEqualTo(threshold);
        });
        assertThat(checks(template, "TCP")).hasSize(regions);
        assertThat(template.section("Resources").size())
                .isEqualTo(regions * (children + 3))
                .isLessThanOrEqualTo(GlobalTemplate.MOST_RESOURCES);
    }

    @Test
    void regionsThatOnlyWatchHaveAVoteToo() throws Unroutable {
        TemplateTree template = TemplateTree.of(Routing.global(fleet(regions(2, "    vantages: [us-east-1]\n"))));

        assertThat(checks(template, "CLOUDWATCH_METRIC"))
                .extracting(check -> check.at("/AlarmIdentifier/Region").asText())
                .containsOnly("aa-north-1", "aa-north-2", "us-east-1")
                .hasSize(6);
    }

    @Test
    void everyResourceThatIsReferredToIsThere() throws Unroutable {
        TemplateTree template = TemplateTree.of(Routing.global(fleet(regions(40, ""))));
        Set<String> there = new TreeSet<>();
        template.section("Resources").fieldNames().forEachRemaining(there::add);

        assertThat(checks(template, "CALCULATED"))
                .allSatisfy(check -> check.at("/ChildHealthChecks")
                        .forEach(child -> assertThat(there).contains(child.asText())));
        assertThat(template.all(RECORD_SET))
                .allSatisfy(set ->
                        assertThat(there).contains(set.at("/HealthCheckId").asText()));
    }

    @Test
    void conditionsAreNestedWhereTheyAreMany() throws Unroutable {
        JsonNode assertion = TemplateTree.of(Routing.global(fleet(regions(40, ""))))
                .section("Rules")
                .at("/SomebodyServes/Assertions/0/Assert");
        List<Integer> sizes = new ArrayList<>();
        sizes(assertion, sizes);

        assertThat(sizes).containsExactlyInAnyOrder(1, 4, 10, 10, 10, 10);
    }

    /** How many conditions each Fn::Not and Fn::And has; an Fn::Equals has texts alone. */
    private static void sizes(JsonNode node, List<Integer> sizes) {
        if (node.isArray() && node.get(0).isArray()) {
            sizes.add(node.size());
            node.forEach(inner -> sizes(inner, sizes));
        }
    }

    @Test
    void sharesAreWeightsThatAParameterCanChange() throws Unroutable {
        TemplateTree template = TemplateTree.of(Routing.global(fleet("""
                services:
                  registry.example.com:
                    zone: Z1
                    endpoints: {eu-west-1: {weight: 100}, ap-south-1: {weight: 0}}
                """)));

        assertThat(template.section("Parameters").at("/WeightEuWest1/Default").asText())
                .isEqualTo("100");
        assertThat(template.section("Parameters").at("/WeightApSouth1/Default").asText())
                .isEqualTo("0");
        assertThat(template.all(RECORD_SET)).hasSize(4).allSatisfy(set -> {
            String region = set.at("/SetIdentifier").asText();
            assertThat(set.at("/Name").asText()).isEqualTo("registry.example.com");
            assertThat(set.at("/Weight").asText())
                    .isEqualTo(region.equals("eu-west-1") ? "WeightEuWest1" : "WeightApSouth1");
            assertThat(set.at("/AliasTarget/DNSName").asText()).isEqualTo(region + ".registry.example.com");
            assertThat(set.at("/AliasTarget/EvaluateTargetHealth").asText()).isEqualTo("true");
            assertThat(set.has("TTL")).as("an alias has none").isFalse();
        });
    }

    @Test
    void failoverRecordsArePrimaryAndSecondaryAndHaveNoWeights() throws Unroutable {
        TemplateTree template = TemplateTree.of(Routing.global(fleet("""
                services:
                  registry.example.com:
                    zone: Z1
                    routing: failover
                    endpoints: {eu-west-1: {weight: 0}, ap-south-1: {weight: 100}}
                """)));

        assertThat(template.all(RECORD_SET)).hasSize(4).allSatisfy(set -> {
            assertThat(set.at("/Failover").asText())
                    .isEqualTo(set.at("/SetIdentifier").asText().equals("ap-south-1") ? "PRIMARY" : "SECONDARY");
            assertThat(set.has("Weight")).isFalse();
        });
        assertThat(template.section("Parameters").size()).isEqualTo(2);
        assertThat(template.section("Rules").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAAA"})
    void onlyTheRecordTypesOfTheFleetAreWritten(String type) throws Unroutable {
        TemplateTree template = TemplateTree.of(Routing.global(fleet(regions(2, "    recordTypes: [" + type + "]\n"))));

        assertThat(template.all(RECORD_SET))
                .hasSize(2)
                .allSatisfy(set -> assertThat(set.at("/Type").asText()).isEqualTo(type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // A registry may ask for a login, and its 401 is dead to an HTTP check.
                "{kind: registry} | {} | TCP | 5000 | -",
                "{kind: registry, statuses: [200]} | {} | HTTP | 5000 | /v2/",
                "{kind: registry, statuses: [200]} | {tls: true} | HTTPS | 5000 | /v2/",
                "{kind: tcp} | {port: 22} | TCP | 22 | -",
                "{kind: http} | {port: 8080} | HTTP | 8080 | /",
                "{kind: http, statuses: [404]} | {port: 8080} | TCP | 8080 | -",
                "{kind: https, path: '/health'} | {port: 443} | HTTPS | 443 | /health",
            })
    void theDirectCheckAsksAsTheFleetDocumentSays(String probe, String endpoint, String type, int port, String path)
            throws Unroutable {
        JsonNode check = checks(TemplateTree.of(Routing.global(fleet("""
                                services:
                                  registry.example.com:
                                    zone: Z1
                                    endpoints: {eu-west-1: %s, ap-south-1: {}}
                                    probe: %s
                                """.formatted(endpoint, probe)))), type)
                .getFirst();

        assertThat(check.at("/FullyQualifiedDomainName").asText()).isEqualTo("origin.eu-west-1.registry.example.com");
        assertThat(check.at("/Port").asInt()).isEqualTo(port);
        assertThat(check.path("ResourcePath").asText(null)).isEqualTo(path);
        assertThat(check.has("Inverted")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.10", "2001:db8::10"})
    void anAddressIsCheckedAsOne(String address) throws Unroutable {
        List<JsonNode> checks = checks(TemplateTree.of(Routing.global(fleet("""
                        services:
                          registry.example.com:
                            zone: Z1
                            endpoints: {eu-west-1: {address: '%s'}, ap-south-1: {}}
                            probe: {kind: https}
                        """.formatted(address)))), "HTTPS");

        assertThat(checks.getFirst().at("/IPAddress").asText()).isEqualTo(address);
        assertThat(checks.getFirst().at("/EnableSNI").asText()).isEqualTo("false");
        assertThat(checks.getFirst().has("FullyQualifiedDomainName")).isFalse();
        assertThat(checks.get(1).at("/EnableSNI").asText()).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: {a.example.com: {zone: Z1, endpoints: {eu-west-1: {}, ap-south-1: {}}}}",
                """
                # A comment with 'quotes'
                services:
                  "a.example.com":
                    zone: 'Z1'
                    recordTypes: [A]
                    endpoints:
                      eu-west-1: {weight: 255, loadBalancer: none, address: 192.0.2.1}
                      ap-south-1: {weight: 0, loadBalancer: {tls: true}}
                    probe: {kind: http, interval: 10s, statuses: [200-299, 404], requiredHeaders: {x-version: 1.10, y: "true"}}
                    policy: {steps: [10, 100]}
                controls: ['one.one.one.one:443', '[2001:db8::1]:443']
                """,
            })
    void onOneLineADocumentSaysTheSame(String document) throws Unroutable {
        FleetFile fleet = FleetFile.read(document);

        assertThat(fleet.document()).doesNotContain("\n");
        assertThat(FleetDocument.read(fleet.document())).isEqualTo(FleetDocument.read(document));
    }

    @Test
    void aDocumentWithProblemsIsRefusedWithAllOfThem() {
        assertThatThrownBy(() ->
                        FleetFile.read("services: {a.example.com: {zone: Z1, endpoints: {eu-west-1: {port: 0}}}}"))
                .isInstanceOf(Unroutable.class)
                .hasMessageContaining("services[\"a.example.com\"].endpoints.eu-west-1.port")
                .hasMessageContaining("expected");
    }

    @Test
    void aDocumentOfTwoServicesIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> FleetFile.read("""
                        services:
                          a.example.com: {zone: Z1, endpoints: {eu-west-1: {}, ap-south-1: {}}}
                          b.example.com: {zone: Z1, endpoints: {eu-west-1: {}, ap-south-1: {}}}
                        """))
                .isInstanceOf(Unroutable.class)
                .hasMessageContaining("2 (a.example.com, b.example.com), expected one")
                .hasMessageContaining("a Name of its own");
    }

    @Test
    void aDocumentThatAParameterCannotHoldIsRefused() {
        String headers = IntStream.range(0, 20)
                .mapToObj(i -> "x-" + i + ": " + "v".repeat(200))
                .collect(Collectors.joining(", "));

        assertThatThrownBy(() -> fleet(regions(2, "    probe: {kind: http, requiredHeaders: {" + headers + "}}\n")))
                .isInstanceOf(Unroutable.class)
                .hasMessageMatching("the document: 4\\d{3} bytes .* expected at most 4096, .*");
    }

    @Test
    void theLongestFleetFitsAParameter() throws Unroutable {
        assertThat(fleet(regions(40, "")).document().length()).isLessThan(FleetFile.MOST_BYTES / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  # fleet: parameters\n", "  # fleet: parameters\n  # end of fleet\n"})
    void aTemplateWithoutItsBlocksIsRefused(String template) {
        assertThatThrownBy(() -> Routing.regional(template, fleet(regions(2, ""))))
                .isInstanceOf(Unroutable.class)
                .hasMessageContaining("expected one block from a line \"  # fleet: ");
    }

    private static Set<String> alarms(TemplateTree template, String metric) {
        return template.all(ALARM).stream()
                .filter(alarm -> alarm.at("/MetricName").asText().equals(metric))
                .map(alarm -> alarm.at("/AlarmName").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> checks(TemplateTree template, String type) {
        return template.all(HEALTH_CHECK).stream()
                .map(check -> check.path("HealthCheckConfig"))
                .filter(check -> check.at("/Type").asText().equals(type))
                .toList();
    }

    private static FleetFile fleet(String document) throws Unroutable {
        return FleetFile.read(document);
    }

    /** A document of so many regions. */
    private static String regions(int count, String more) {
        String endpoints = IntStream.rangeClosed(1, count)
                .mapToObj(i -> "      aa-north-" + i + ": {}\n")
                .collect(Collectors.joining());
        return "services:\n  registry.example.com:\n    zone: Z1\n    endpoints:\n" + endpoints + more;
    }

    private static String read(String file) throws IOException {
        return Files.readString(TOP.resolve(file));
    }
}
