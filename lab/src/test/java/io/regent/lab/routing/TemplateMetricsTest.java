package io.regent.lab.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regent.decision.Rule;
import io.regent.probe.Layer;
import io.regent.report.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Holds every metric that the template's alarms and its dashboard name to what there is: Regent's own, with their
 * dimensions, to {@code docs/metrics.md}, which another test holds to the code; AWS's to AWS's lists.
 */
class TemplateMetricsTest {
    private static final Path TOP = Path.of("..");

    /** A row of the first table of the paper: the metric, then its dimensions. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(\\w+)` \\| (`\\w+`(?:, `\\w+`)*) \\| (?:None|Count|Milliseconds) \\|");

    private static final Pattern CODE = Pattern.compile("`(\\w+)`");
    private static final Pattern SEARCH = Pattern.compile(
            "SEARCH\\('\\{(\\w+)((?:,\\w+)+)} MetricName=\"(\\w+)\" Service=\"SERVICE\"', '\\w+', \\d+\\)");
    private static final Pattern QUERIED = Pattern.compile("message (?:=|in) (\\[[^\\]]*]|\"[^\"]*\")");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern AVERAGED = Pattern.compile("(?:avg|pct)\\((\\w+)");

    /**
     * Lambda Developer Guide, "Types of metrics for Lambda functions"; EC2 User Guide, "CloudWatch metrics that are
     * available for your instances".
     */
    private static final Map<String, Set<String>> OF_AWS = Map.of(
            "AWS/Lambda Errors", Set.of("FunctionName"),
            "AWS/Lambda Throttles", Set.of("FunctionName"),
            "AWS/Lambda Duration", Set.of("FunctionName"),
            "AWS/EC2 StatusCheckFailed_System", Set.of("InstanceId"),
            "AWS/EC2 StatusCheckFailed_Instance", Set.of("InstanceId"));

    private static final Map<String, String> NAMESPACES =
            Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::label, Metric::namespace));

    /** @param dimensions values by names; a value is empty where any will do */
    private record Named(String where, String namespace, String metric, Map<String, String> dimensions) {}

    @Test
    void everyMetricIsOneThatIsPublishedWithThoseDimensions() throws IOException {
        Map<String, Set<String>> published = published();

        assertThat(named()).hasSizeGreaterThan(20).allSatisfy(named -> {
            boolean ours = NAMESPACES.getOrDefault(named.metric(), "").equals(named.namespace());
            Map<String, Set<String>> known = ours ? published : OF_AWS;
            String key = ours ? named.metric() : named.namespace() + " " + named.metric();
            assertThat(known).as(named.where()).containsKey(key);
            assertThat(named.dimensions().keySet()).as(named.where()).isEqualTo(known.get(key));
        });
    }

    @Test
    void everyMetricOfRegentsIsOnTheDashboardOrHasAnAlarm() throws IOException {
        assertThat(named()).extracting(Named::metric).containsAll(published().keySet());
    }

    @Test
    void theDimensionsHaveValuesThatThereAre() throws IOException {
        Set<String> rules = Arrays.stream(Rule.values()).map(Rule::label).collect(Collectors.toSet());
        Map<String, Set<String>> accepted = Map.of(
                "Service", Set.of("Fleet.Service.Name", "SERVICE"),
                "Endpoint", Set.of("eu-west-1", "ap-south-1"),
                "Vantage", Set.of("AWS::Region"),
                "Lever", Set.of("weights", "routing-control"),
                "Rule", rules,
                "FunctionName", Set.of("${Name}-probe", "${Name}-failover", "NAME-probe", "NAME-failover"),
                "InstanceId", Set.of("Instance"));

        assertThat(named())
                .allSatisfy(named -> named.dimensions()
                        .forEach((dimension, value) -> assertThat(value)
                                .as(named.where() + ", " + dimension)
                                .satisfiesAnyOf(
                                        any -> assertThat(any).isEmpty(),
                                        known -> assertThat(accepted.get(dimension))
                                                .contains(known))));
    }

    @Test
    void theLinesThatTheDashboardAsksTheLogForAreWritten() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (String query : queries()) {
            String messages =
                    QUERIED.matcher(query).results().findFirst().orElseThrow().group(1);
            QUOTED.matcher(messages).results().map(quoted -> quoted.group(1)).forEach(asked::add);
        }
        String paper = Files.readString(TOP.resolve("docs/metrics.md"));

        assertThat(asked).hasSize(5).allSatisfy(message -> assertThat(paper).contains("\"" + message + "\""));
    }

    @Test
    void theLayersThatTheDashboardShowsAreThoseOfAProbe() throws IOException {
        Set<String> shown = queries().stream()
                .flatMap(query -> AVERAGED.matcher(query).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(shown)
                .isEqualTo(
                        Arrays.stream(Layer.values()).map(Layer::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Map<String, Set<String>> published() throws IOException {
        Map<String, Set<String>> published = new HashMap<>();
        for (MatchResult row : ROW.matcher(Files.readString(TOP.resolve("docs/metrics.md")))
                .results()
                .toList()) {
            published.put(
                    row.group(1),
                    CODE.matcher(row.group(2))
                            .results()
                            .map(code -> code.group(1))
                            .collect(Collectors.toSet()));
        }
        assertThat(published).containsKeys("Verdict", "RoutingControl");
        return published;
    }

    private static List<Named> named() throws IOException {
        List<Named> named = new ArrayList<>();
        template().each("AWS::CloudWatch::Alarm", (id, alarm) -> {
            Map<String, String> dimensions = new TreeMap<>();
            alarm.path("Dimensions")
                    .forEach(dimension -> dimensions.put(dimension.at("/Name").asText(), text(dimension.at("/Value"))));
            named.add(new Named(
                    "alarm " + id,
                    alarm.at("/Namespace").asText(),
                    alarm.at("/MetricName").asText(),
                    dimensions));
        });
        for (JsonNode widget : widgets()) {
            String where = "widget " + widget.at("/properties/title").asText();
            for (JsonNode metric : widget.at("/properties/metrics")) {
                named.add(metric.get(0).isObject() ? searched(where, metric.get(0)) : listed(where, metric));
            }
        }
        return named;
    }

    /** A text, or a function's arguments side by side. */
    private static String text(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining("."))
                : node.asText();
    }

    private static Named searched(String where, JsonNode metric) {
        MatchResult search = SEARCH.matcher(metric.at("/expression").asText())
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(where + ": not a search that is understood: " + metric));
        Map<String, String> dimensions = new TreeMap<>();
        for (String dimension : search.group(2).substring(1).split(",", -1)) {
            dimensions.put(dimension, dimension.equals("Service") ? "SERVICE" : "");
        }
        return new Named(where, search.group(1), search.group(3), dimensions);
    }

    private static Named listed(String where, JsonNode metric) {
        List<String> texts = StreamSupport.stream(metric.spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
        Map<String, String> dimensions = new TreeMap<>();
        for (int i = 2; i + 1 < texts.size(); i += 2) {
            dimensions.put(texts.get(i), texts.get(i + 1));
        }
        return new Named(where, texts.get(0), texts.get(1), dimensions);
    }

    private static List<String> queries() throws IOException {
        return widgets().stream()
                .map(widget -> widget.at("/properties/query").asText())
                .filter(query -> !query.isEmpty())
                .toList();
    }

    /** The widgets of the dashboard, whose body is JSON once its variables have values. */
    private static List<JsonNode> widgets() throws IOException {
        List<JsonNode> widgets = new ArrayList<>();
        for (JsonNode dashboard : template().all("AWS::CloudWatch::Dashboard")) {
            String body = dashboard
                    .at("/DashboardBody/0")
                    .asText()
                    .replace("${ServiceName}", "SERVICE")
                    .replace("${Name}", "NAME")
                    // Between the alarms, where it adds two or none.
                    .replace("${OfFastSessions}", "")
                    .replaceAll("\\$\\{[\\w:.]+}", "X");
            JsonMapper.builder().build().readTree(body).path("widgets").forEach(widgets::add);
        }
        assertThat(widgets).hasSizeGreaterThan(5);
        return widgets;
    }

    private static TemplateTree template() throws IOException {
        return TemplateTree.of(Files.readString(TOP.resolve("template.yaml")));
    }
}
