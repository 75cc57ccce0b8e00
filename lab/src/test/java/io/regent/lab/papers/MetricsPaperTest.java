package io.regent.lab.papers;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.control.Controller;
import io.regent.control.Opinion;
import io.regent.control.Run;
import io.regent.control.VerdictHistory;
import io.regent.decision.Decision;
import io.regent.decision.Policy;
import io.regent.decision.Rule;
import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.fleet.Endpoint;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import io.regent.ledger.Orders;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.RoutingControl;
import io.regent.lever.Zone;
import io.regent.lever.ZoneReading;
import io.regent.plan.Change;
import io.regent.plan.Plan;
import io.regent.plan.Planner;
import io.regent.plan.RecordSet;
import io.regent.plan.Records;
import io.regent.preflight.Preflight;
import io.regent.probe.Layer;
import io.regent.probe.LayerTime;
import io.regent.report.Datum;
import io.regent.report.Dimension;
import io.regent.report.Latency;
import io.regent.report.Metric;
import io.regent.report.ProbeNews;
import io.regent.report.RunNews;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/metrics.md to what is really put, sent and logged for the two-region registry. */
class MetricsPaperTest {
    private static final Path PAPER = Path.of("..", "docs", "metrics.md");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Service SERVICE = service();
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region MUMBAI = new Region("ap-south-1");
    private static final int MINUTES = 43_800;
    private static final double METRIC = 0.30;
    private static final double CALL = 0.01 / 1_000;

    @Test
    void everyMetricIsThereWithItsDimensionsUnitAndResolution() throws Exception {
        List<String> expected = new ArrayList<>();
        Map<Metric, Set<Dimension>> dimensions = dimensions();
        for (Metric metric : Metric.values()) {
            String names = dimensions.getOrDefault(metric, Set.of()).stream()
                    .map(dimension -> "`" + dimension.label() + "`")
                    .collect(Collectors.joining(", "));
            String unit = metric.unit().name().charAt(0)
                    + metric.unit().name().substring(1).toLowerCase(Locale.ROOT);
            expected.add("| `%s` | %s | %s | %s |"
                    .formatted(metric.label(), names, unit, metric.highResolution() ? "1 s" : "60 s"));
        }

        assertThat(rows("Metrics").stream()
                        .filter(row -> row.endsWith(" |") && row.split("\\|", -1).length == 7)
                        .map(row -> row.substring(0, row.lastIndexOf('|', row.length() - 2) + 1)))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void theNamespaceIsSaidOfEachThatIsInAnother() throws Exception {
        String named = Arrays.stream(Metric.values())
                .filter(metric -> !metric.namespace().equals("Regent"))
                .map(metric -> "but for `%s`, which is in `%s`".formatted(metric.label(), metric.namespace()))
                .collect(Collectors.joining(", "));

        assertThat(paper()).contains("In CloudWatch's namespace `Regent`, " + named);
    }

    @Test
    void whoPutsAMetricIsSaidOfEachOnce() throws Exception {
        List<String> named = rows("Metrics").stream()
                .filter(row -> row.contains("Function"))
                .flatMap(row -> names(row.substring(0, row.indexOf('|', 2))).stream())
                .toList();

        assertThat(named)
                .containsExactlyElementsOf(
                        Arrays.stream(Metric.values()).map(Metric::label).toList());
    }

    @Test
    void theMetricsAreAsManyAsThePaperCounts() throws Exception {
        Map<Metric, Integer> counts = countsInARegion();

        assertThat(rows("What they cost").stream().filter(row -> row.startsWith("| `")))
                .containsExactlyElementsOf(counts.entrySet().stream()
                        .map(e -> "| `%s` | %d | %d |".formatted(e.getKey().label(), e.getValue(), 2 * e.getValue()))
                        .toList());
    }

    @Test
    void theyCostWhatThePaperSays() throws Exception {
        int metrics = 2
                * countsInARegion().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
        // A session to two regions from two; a run in each, its routing control in the same call.
        int puts = 6 * MINUTES;
        int asked = 2 * MINUTES;

        assertThat(rows("What they cost").stream().filter(row -> !row.startsWith("| `")))
                .contains(
                        row("metrics", metrics, metrics * METRIC),
                        row("requests of PutMetricData, 6 a minute", puts, puts * CALL),
                        row("metrics asked for with GetMetricData, 2 a minute", asked, asked * CALL),
                        "| together | | %.2f |".formatted(metrics * METRIC + (puts + asked) * CALL));
    }

    @Test
    void theFieldsOfTheEventsAndTheRecordAreThoseThatAreWritten() throws Exception {
        JsonObject changed =
                ProbeNews.changed(SERVICE.name(), verdicts(IRELAND), NOW).detail();
        Set<String> event = paths("", changed);
        Set<String> ofRecord = new TreeSet<>(paths("", RunNews.record(run(Health.UNHEALTHY))));
        ofRecord.addAll(paths("", RunNews.record(run(Health.HEALTHY))));
        ofRecord.addAll(paths("", RunNews.record(runAfterSomebodyElse())));
        Set<String> written = ofRecord.stream()
                .filter(path -> !path.matches("reported\\[].*|.*(votes|verdicts)\\[].*|weights\\..*|.*serve\\..*"))
                .collect(Collectors.toSet());

        assertThat(fields("Events")).isEqualTo(event);
        assertThat(fields("The decision record")).containsAll(written);
        assertThat(fields("The decision record").stream().filter(path -> !path.contains("[")))
                .containsExactlyInAnyOrderElementsOf(
                        written.stream().filter(path -> !path.contains("[")).toList());
        assertThat(paper()).contains("### `Verdict changed`", "### `Failover decided`", "### `Records differ`");
    }

    @Test
    void theFieldsOfALatencyLineAreThoseThatAreWritten() throws Exception {
        Latency latency = Latency.unknown(IRELAND)
                .plus(Arrays.stream(Layer.values())
                        .map(layer -> new LayerTime(layer, Duration.ofMillis(5)))
                        .toList());

        assertThat(fields("Latencies")).isEqualTo(paths("", ProbeNews.latency(SERVICE.name(), IRELAND, 10, latency)));
        assertThat(paper()).contains('"' + ProbeNews.LATENCY + '"');
    }

    private static String row(String what, int count, double dollars) {
        return String.format(Locale.ROOT, "| %s | %d | %.2f |", what, count, dollars);
    }

    private static Map<Metric, Integer> countsInARegion() throws InterruptedException {
        Map<Metric, Set<Map<Dimension, String>>> found = new EnumMap<>(Metric.class);
        for (Datum datum : dataOfARegion()) {
            found.computeIfAbsent(datum.metric(), metric -> new HashSet<>()).add(datum.dimensions());
        }
        Map<Metric, Integer> counts = new EnumMap<>(Metric.class);
        found.forEach((metric, each) -> counts.put(metric, each.size()));
        return counts;
    }

    private static Map<Metric, Set<Dimension>> dimensions() throws InterruptedException {
        Map<Metric, Set<Dimension>> found = new EnumMap<>(Metric.class);
        List<Datum> data = new ArrayList<>(dataOfARegion());
        data.addAll(RunNews.metrics(run(Health.UNHEALTHY)));
        data.addAll(RunNews.metrics(runInADrill()));
        data.add(Preflight.healthy(SERVICE, new Findings(Outcome.DONE, List.of()), NOW));
        for (Datum datum : data) {
            found.computeIfAbsent(datum.metric(), metric -> new TreeSet<>())
                    .addAll(datum.dimensions().keySet());
        }
        return found;
    }

    /** What one region is told in a minute in which all is well. */
    private static List<Datum> dataOfARegion() throws InterruptedException {
        List<Datum> data = new ArrayList<>();
        for (Region vantage : SERVICE.vantages()) {
            data.addAll(ProbeNews.verdicts(SERVICE.name(), verdicts(vantage)));
            data.add(ProbeNews.unwell(SERVICE.name(), verdicts(vantage), NOW));
        }
        data.addAll(RunNews.metrics(steadyRun()));
        return data;
    }

    private static List<Verdict> verdicts(Region vantage) {
        return SERVICE.endpoints().stream()
                .map(endpoint -> new Verdict(vantage, endpoint.region(), Health.HEALTHY, NOW, ""))
                .toList();
    }

    /** A run in which all is well, and nobody looks any closer. */
    private static Run steadyRun() throws InterruptedException {
        Run run = controller(new Published(List.of()), new Settled()).run(SERVICE, List.of());
        assertThat(run.decision().rule()).isEqualTo(Rule.STEADY);
        assertThat(run.weightsHealthy()).isTrue();
        return run;
    }

    /** A run that finds another weight in a record than the ledger's. */
    private static Run runAfterSomebodyElse() throws InterruptedException {
        Settled zone = new Settled();
        zone.sets.replaceAll(set -> set.selector() instanceof RecordSet.Selector.Weighted weighted
                        && weighted.setIdentifier().equals(IRELAND.id())
                ? new RecordSet(
                        set.name(),
                        set.type(),
                        new RecordSet.Selector.Weighted(IRELAND.id(), 7),
                        set.content(),
                        set.healthCheckId())
                : set);
        Run run = controller(new Published(List.of()), zone).run(SERVICE, List.of());
        assertThat(run.decision().rule()).isEqualTo(Rule.DRIFT);
        return run;
    }

    /** A run that finds an outage drill in the ledger. */
    private static Run runInADrill() throws InterruptedException {
        Orders.Outage outage = new Orders.Outage(MUMBAI, NOW.minusSeconds(60), NOW.plusSeconds(60));
        Settled zone = new Settled(Orders.none().withOutage(Optional.of(outage)));
        Run run = controller(new Published(List.of()), zone).run(SERVICE, List.of());
        assertThat(run.outage()).contains(outage);
        return run;
    }

    /** A run that finds no ledger, with all vantages of one mind about Ireland, which one of them reports. */
    private static Run run(Health ofIreland) throws InterruptedException {
        List<Verdict> verdicts = SERVICE.vantages().stream()
                .flatMap(vantage -> verdicts(vantage).stream())
                .map(v -> v.endpoint().equals(IRELAND) ? new Verdict(v.vantage(), IRELAND, ofIreland, NOW, "") : v)
                .toList();
        return controller(new Published(verdicts), new EmptyZone(ofIreland == Health.HEALTHY))
                .run(SERVICE, verdicts);
    }

    private static Controller controller(Published published, Zone zone) {
        return new Controller(
                IRELAND,
                published,
                service -> List.of(
                        new Opinion.Given(MUMBAI, published.verdicts()), new Opinion.Abstained(IRELAND, "no answer")),
                zone,
                new Obedient(),
                () -> NOW,
                attempt -> {});
    }

    /** Every field of a JSON value by its path; the items of a list are one. */
    private static Set<String> paths(String at, JsonValue value) {
        Set<String> paths = new TreeSet<>();
        switch (value) {
            case JsonObject object ->
                object.fields().forEach((name, field) -> {
                    String path = at.isEmpty() ? name : at + "." + name;
                    paths.add(path);
                    paths.addAll(paths(path, field));
                });
            case JsonArray array -> array.elements().forEach(item -> paths.addAll(paths(at + "[]", item)));
            default -> {}
        }
        return paths;
    }

    private static Set<String> fields(String section) throws IOException {
        return rows(section).stream()
                .filter(row -> row.startsWith("| `"))
                .map(row -> names(row).getFirst())
                .filter(name -> !name.equals("detail"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names(String text) {
        Matcher matcher = NAME.matcher(text);
        return matcher.results().map(result -> result.group(1)).toList();
    }

    private static List<String> rows(String title) throws IOException {
        String paper = paper();
        int start = paper.indexOf("\n## " + title + "\n");
        assertThat(start).as("section " + title).isPositive();
        int end = paper.indexOf("\n## ", start + 1);
        return paper.substring(start, end < 0 ? paper.length() : end)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
                .filter(line -> !line.startsWith("| metric |"))
                .toList();
    }

    private static String paper() throws IOException {
        return Files.readString(PAPER);
    }

    private static Service service() {
        String document = """
                services:
                  registry.example.com:
                    zone: Z0123456789ABCDEFGHIJ
                    endpoints:
                      eu-west-1: {}
                      ap-south-1: {}
                """;
        return ((Reading.Read) FleetDocument.read(document)).fleet().services().getFirst();
    }

    /** What the vantages published; a glance finds all well. */
    private record Published(List<Verdict> verdicts) implements VerdictHistory {
        @Override
        public Glance glance(Service service, Duration back) {
            return new Glance.AllWell();
        }

        @Override
        public VerdictHistory.Reading read(Service service, Duration back) {
            return new VerdictHistory.Reading.Read(verdicts);
        }
    }

    /** Holds the records and the ledger of two endpoints that serve. */
    private static final class Settled implements Zone {
        private final List<RecordSet> sets = new ArrayList<>();

        Settled() {
            this(Orders.none());
        }

        Settled(Orders orders) {
            for (Endpoint endpoint : SERVICE.endpoints()) {
                for (RecordType type : SERVICE.recordTypes()) {
                    sets.add(new RecordSet(
                            SERVICE.name(),
                            type.name(),
                            new RecordSet.Selector.Weighted(endpoint.region().id(), endpoint.baseline()),
                            new RecordSet.Content.Alias(SERVICE.zone(), endpoint.region() + ".example.com.", true),
                            ""));
                }
            }
            Records records = new Records(sets);
            Decision adopted = Policy.adopt(
                    SERVICE, Map.of(), orders, records.weights(SERVICE), Set.of(), NOW.minusSeconds(3_600));
            Planner.plan(SERVICE, records, adopted).changes().stream()
                    .filter(Change.Create.class::isInstance)
                    .forEach(change -> sets.add(change.set()));
        }

        @Override
        public ZoneReading read(Service service) {
            return new ZoneReading.Read(new Records(sets));
        }

        @Override
        public ChangeOutcome apply(Service service, Plan plan) {
            return new ChangeOutcome.Accepted("C1");
        }
    }

    /** Holds nothing, or cannot be read, and takes everything. */
    private record EmptyZone(boolean readable) implements Zone {
        @Override
        public ZoneReading read(Service service) {
            return readable ? new ZoneReading.Read(new Records(List.of())) : new ZoneReading.Unreadable("away");
        }

        @Override
        public ChangeOutcome apply(Service service, Plan plan) {
            return new ChangeOutcome.Accepted("C1");
        }
    }

    private static final class Obedient implements RoutingControl {
        @Override
        public PutOutcome put(Service service, Map<Region, Boolean> serve) {
            return new PutOutcome.Put();
        }

        @Override
        public LateReading late(Service service, Duration back) {
            SortedMap<Region, SortedMap<Instant, Boolean>> on = new TreeMap<>();
            service.endpoints()
                    .forEach(endpoint -> on.put(endpoint.region(), new TreeMap<>(Map.of(NOW.minusSeconds(60), true))));
            return new LateReading.Read(on);
        }
    }
}
