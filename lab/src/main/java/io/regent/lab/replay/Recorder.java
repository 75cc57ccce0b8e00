package io.regent.lab.replay;

import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonArray;
import io.regent.json.JsonNumber;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.cloudwatch.DataPoint;
import io.regent.lab.twin.cloudwatch.DataQuery;
import io.regent.lab.twin.cloudwatch.DataRequest;
import io.regent.lab.twin.cloudwatch.Metric;
import io.regent.lab.twin.cloudwatch.MetricStat;
import io.regent.lab.world.World;
import io.regent.verdict.Health;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes down what was published to one region of a running world, as {@link Recording} reads it. */
public final class Recorder {
    private static final String NAMESPACE = "Regent";

    /** Policies to replay with, in the lab's times: what a person would ask first. */
    private static final JsonObject SETTINGS = JsonObject.builder()
            .with(
                    "at once",
                    JsonObject.builder()
                            .with("stabilisation", "0s")
                            .with("steps", JsonArray.of(List.of(JsonNumber.of(100L))))
                            .build())
            .with("by hand", JsonObject.builder().with("failback", "manual").build())
            .with("patient", JsonObject.builder().with("stabilisation", "15s").build())
            .build();

    private final World world;
    private final CloudWatchTwin cloudWatch;
    private final String fleet;
    private final Service service;

    /** @param region whose metrics are read */
    public Recorder(World world, Region region) {
        this.world = world;
        this.cloudWatch = world.account().in(region).cloudWatch();
        this.fleet = world.fleetDocument(region);
        this.service = switch (FleetDocument.read(fleet)) {
            case Reading.Read read -> read.fleet().services().getFirst();
            case Reading.Refused refused ->
                throw new IllegalStateException("the functions run on this document: " + refused.problems());
        };
    }

    /** Writes a file over one that may be there; times are cut to whole seconds. */
    public void write(Path file, Instant from, Instant until) throws IOException {
        Files.writeString(file, lines(document(from, until)), StandardCharsets.UTF_8);
    }

    /** The file, as JSON. */
    JsonObject document(Instant from, Instant until) {
        Instant begin = from.truncatedTo(ChronoUnit.SECONDS);
        Instant end = until.truncatedTo(ChronoUnit.SECONDS);
        JsonObject request = JsonObject.builder()
                .with("action", "replay")
                .with("from", begin.toString())
                .with("until", end.toString())
                .with("settings", SETTINGS)
                .with("verdicts", verdicts(begin.minus(service.policy().freshness()), end))
                .build();
        return JsonObject.builder()
                .with("fleet", json(fleet))
                .with("minute", world.tempo().minute().toSeconds())
                .with("replay", request)
                .with("told", told(begin, end))
                .build();
    }

    private JsonArray verdicts(Instant from, Instant until) {
        List<JsonValue> verdicts = new ArrayList<>();
        for (Region vantage : world.regions()) {
            for (Endpoint endpoint : service.endpoints()) {
                Map<String, String> dimensions = Map.of(
                        "Service", service.name().value(),
                        "Endpoint", endpoint.region().id(),
                        "Vantage", vantage.id());
                for (DataPoint point : points("Verdict", dimensions, from, until)) {
                    verdicts.add(JsonObject.builder()
                            .with("vantage", vantage.id())
                            .with("endpoint", endpoint.region().id())
                            .with("health", (point.value() >= 1 ? Health.HEALTHY : Health.UNHEALTHY).name())
                            .with("at", point.timestamp().toString())
                            .build());
                }
            }
        }
        return new JsonArray(verdicts);
    }

    private JsonArray told(Instant from, Instant until) {
        List<JsonValue> told = new ArrayList<>();
        for (Endpoint endpoint : service.endpoints()) {
            Map<String, String> dimensions = Map.of(
                    "Service", service.name().value(), "Endpoint", endpoint.region().id());
            Instant first = from.minus(world.tempo().minute());
            for (DataPoint point : points("RoutingControl", dimensions, first, until)) {
                told.add(JsonObject.builder()
                        .with("endpoint", endpoint.region().id())
                        .with("at", point.timestamp().toString())
                        .with("serve", point.value() >= 1)
                        .build());
            }
        }
        return new JsonArray(told);
    }

    /** By the second; of a metric that is kept by the minute, the twin keeps it at the minute's beginning. */
    private List<DataPoint> points(String metric, Map<String, String> dimensions, Instant from, Instant until) {
        MetricStat stat = new MetricStat(new Metric(NAMESPACE, metric, dimensions), 1, "Minimum");
        List<DataQuery> queries = List.of(new DataQuery("m", stat));
        return cloudWatch
                .getMetricData(new DataRequest(queries, from, until, false, DataRequest.MOST_DATAPOINTS, ""))
                .results()
                .getFirst()
                .points();
    }

    private static JsonValue json(String text) {
        try {
            return Json.read(text).value();
        } catch (BadJson e) {
            throw new IllegalStateException("the functions run on this document: " + text, e);
        }
    }

    /** A line for each element of the lists, so that people and diffs can read it. */
    private static String lines(JsonObject document) {
        return Json.write(document).replace("},{", "},\n{").replace(":[{", ":[\n{") + "\n";
    }
}
