package io.regent.lab.bench;

import io.regent.fleet.Region;
import io.regent.lab.twin.lambda.Outcome;
import io.regent.lab.twin.route53.Route53Settings;
import io.regent.lab.wire.WireCall;
import io.regent.lab.world.Stage;
import io.regent.lab.world.Templates;
import io.regent.lab.world.World;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the functions ask of AWS while nothing changes. Counts, so that it needs no JVM of its own. */
final class TickBench implements Benchmark {
    private static final String METRICS_ASKED_FOR = "CloudWatch GetMetricData, metrics asked for";

    /** By service and operation, the most calls that a tick of both functions in both regions should need. */
    private static final Map<String, Integer> GOALS = new TreeMap<>(Map.of(
            "Route 53 writes",
            0,
            // One page in each region.
            "Route 53 reads",
            2,
            "CloudWatch GetMetricData",
            2,
            // CloudWatch charges by these, not by calls.
            METRICS_ASKED_FOR,
            2,
            // A session to two regions from two; a run in each, its routing control in the same call.
            "CloudWatch PutMetricData",
            6,
            "EventBridge PutEvents",
            0,
            "Lambda Invoke",
            0,
            // Two functions in each region, once a minute.
            "Systems Manager GetParameter",
            4));

    private final InstantSource clock;
    private final int ticks;

    /** @param ticks how many are counted; each takes the time of a burst of probes in each region */
    TickBench(InstantSource clock, int ticks) {
        this.clock = clock;
        this.ticks = ticks;
    }

    @Override
    public String title() {
        return ticks + " steady ticks of both functions in two regions, over the wire against the twin: calls a tick";
    }

    @Override
    public List<Measure> run() throws IOException {
        Route53Settings settings = Route53Settings.documented().withRate(1_000, 1_000);
        CountedQueries asked = new CountedQueries();
        try (Stage stage = Stage.open(Templates.ofRepository(), settings, asked::of, clock)) {
            stage.deploy(stage.document());
            tick(stage);
            stage.journal().clear();
            asked.reset();
            for (int i = 0; i < ticks; i++) {
                tick(stage);
            }
            Map<String, Long> calls = stage.journal().calls().stream()
                    .collect(Collectors.groupingBy(TickBench::name, TreeMap::new, Collectors.counting()));
            calls.put(METRICS_ASKED_FOR, asked.sum());
            List<Measure> measures = new ArrayList<>();
            GOALS.forEach((name, goal) ->
                    measures.add(Measure.against(goal, name, calls.getOrDefault(name, 0L) / (double) ticks, "calls")));
            calls.keySet().stream()
                    .filter(name -> !GOALS.containsKey(name))
                    .sorted()
                    .forEach(name -> measures.add(
                            Measure.against(0, name, calls.getOrDefault(name, 0L) / (double) ticks, "calls")));
            return measures;
        }
    }

    private void tick(Stage stage) throws IOException {
        String schedule = "{\"source\": \"regent.schedule\", \"time\": \"" + clock.instant() + "\"}";
        for (Region region : List.of(World.IRELAND, World.MUMBAI)) {
            check(stage.probe(region, schedule));
            check(stage.failover(region, schedule));
        }
    }

    private static void check(Outcome outcome) throws IOException {
        if (outcome.failed() || outcome.text().contains("\"refused\"")) {
            throw new IOException("a function did not do its work: " + outcome.text());
        }
    }

    private static String name(WireCall call) {
        return switch (call.service()) {
            case "route53" -> call.operation().startsWith("GET ") ? "Route 53 reads" : "Route 53 writes";
            case "monitoring" -> "CloudWatch " + call.operation();
            case "events" -> "EventBridge " + call.operation();
            case "lambda" -> "Lambda Invoke";
            case "ssm" -> "Systems Manager " + call.operation();
            default -> call.service() + " " + call.operation();
        };
    }
}
