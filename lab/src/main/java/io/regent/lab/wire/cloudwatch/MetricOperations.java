package io.regent.lab.wire.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.cloudwatch.DataPage;
import io.regent.lab.twin.cloudwatch.DataQuery;
import io.regent.lab.twin.cloudwatch.DataRequest;
import io.regent.lab.twin.cloudwatch.Datum;
import io.regent.lab.twin.cloudwatch.MetricFilter;
import io.regent.lab.twin.cloudwatch.MetricStat;
import io.regent.lab.twin.cloudwatch.MetricsPage;
import io.regent.lab.twin.cloudwatch.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** PutMetricData, GetMetricData and ListMetrics. */
final class MetricOperations {
    private MetricOperations() {}

    static ObjectNode putMetricData(CloudWatchTwin twin, Input input) {
        input.allowing("Namespace", "MetricData");
        Instant now = twin.instant();
        List<Datum> data = new ArrayList<>();
        for (Input datum : input.structures("MetricData")) {
            datum.allowing(
                    "MetricName",
                    "Dimensions",
                    "Timestamp",
                    "Value",
                    "StatisticValues",
                    "Values",
                    "Counts",
                    "Unit",
                    "StorageResolution");
            data.add(new Datum(
                    datum.text("MetricName"),
                    Shapes.dimensions(datum),
                    datum.instantOr("Timestamp", now),
                    samples(datum),
                    datum.has("Unit") ? datum.text("Unit") : "None",
                    datum.intOr("StorageResolution", 60)));
        }
        twin.putMetricData(input.requiredText("Namespace"), data);
        return JsonNodeFactory.instance.objectNode();
    }

    private static Samples samples(Input datum) {
        List<Double> values = datum.numbers("Values");
        int ways = (datum.has("Value") ? 1 : 0) + (datum.has("StatisticValues") ? 1 : 0) + (values.isEmpty() ? 0 : 1);
        if (ways != 1) {
            throw new TwinError(
                    "InvalidParameterCombination",
                    400,
                    "The parameters " + datum.path("Value") + ", StatisticValues and Values exclude each other, and one"
                            + " of them is required.");
        }
        if (datum.has("Value")) {
            return Samples.of(datum.requiredNumber("Value"));
        }
        if (!values.isEmpty()) {
            return Samples.of(values, datum.numbers("Counts"));
        }
        Input set = datum.structure("StatisticValues").allowing("SampleCount", "Sum", "Minimum", "Maximum");
        return Samples.ofStatistics(
                set.requiredNumber("SampleCount"),
                set.requiredNumber("Sum"),
                set.requiredNumber("Minimum"),
                set.requiredNumber("Maximum"));
    }

    static ObjectNode getMetricData(CloudWatchTwin twin, Input input) {
        input.allowing("MetricDataQueries", "StartTime", "EndTime", "NextToken", "ScanBy", "MaxDatapoints");
        List<DataQuery> queries = new ArrayList<>();
        for (Input query : input.structures("MetricDataQueries")) {
            query.allowing("Id", "MetricStat", "Expression", "Label", "ReturnData", "Period");
            queries.add(new DataQuery(
                    query.text("Id"), source(query), query.text("Label"), query.booleanOr("ReturnData", true)));
        }
        DataPage page = twin.getMetricData(new DataRequest(
                queries,
                input.requiredInstant("StartTime"),
                input.requiredInstant("EndTime"),
                newestFirst(input.text("ScanBy")),
                input.intOr("MaxDatapoints", DataRequest.MOST_DATAPOINTS),
                input.text("NextToken")));
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        ArrayNode results = out.putArray("MetricDataResults");
        page.results().forEach(result -> write(results.addObject(), result));
        out.putArray("Messages");
        Shapes.writeUnlessEmpty(out, "NextToken", page.nextToken());
        return out;
    }

    private static DataQuery.Source source(Input query) {
        if (query.has("Expression") == query.has("MetricStat")) {
            throw new TwinError(
                    "ValidationError",
                    400,
                    "Within " + query.path("") + " either Expression or MetricStat must be given, but not both.");
        }
        return query.has("Expression")
                ? new DataQuery.Expression(query.text("Expression"))
                : metricStat(query.structure("MetricStat"));
    }

    private static MetricStat metricStat(Input input) {
        input.allowing("Metric", "Period", "Stat", "Unit");
        Input metric = input.structure("Metric").allowing("Namespace", "MetricName", "Dimensions");
        return new MetricStat(
                Shapes.metric(metric), input.requiredInt("Period"), input.requiredText("Stat"), input.text("Unit"));
    }

    private static boolean newestFirst(String scanBy) {
        return switch (scanBy) {
            case "", "TimestampDescending" -> true;
            case "TimestampAscending" -> false;
            default -> throw Faulty.invalid("ScanBy", scanBy, "TimestampDescending or TimestampAscending");
        };
    }

    private static void write(ObjectNode out, DataPage.Result result) {
        out.put("Id", result.id()).put("Label", result.label());
        ArrayNode timestamps = out.putArray("Timestamps");
        ArrayNode values = out.putArray("Values");
        result.points().forEach(point -> {
            timestamps.addPOJO(point.timestamp());
            values.add(point.value());
        });
        out.put("StatusCode", result.complete() ? "Complete" : "PartialData");
    }

    static ObjectNode listMetrics(CloudWatchTwin twin, Input input) {
        input.allowing("Namespace", "MetricName", "Dimensions", "NextToken", "RecentlyActive");
        Map<String, String> dimensions = new TreeMap<>();
        for (Input dimension : input.structures("Dimensions")) {
            dimension.allowing("Name", "Value");
            dimensions.put(dimension.requiredText("Name"), dimension.text("Value"));
        }
        String recently = input.text("RecentlyActive");
        if (!recently.isEmpty() && !recently.equals("PT3H")) {
            throw Faulty.invalid("RecentlyActive", recently, "PT3H");
        }
        MetricFilter filter =
                new MetricFilter(input.text("Namespace"), input.text("MetricName"), dimensions, !recently.isEmpty());
        MetricsPage page = twin.listMetrics(filter, input.text("NextToken"));
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        ArrayNode metrics = out.putArray("Metrics");
        page.metrics().forEach(metric -> Shapes.write(metrics.addObject(), metric));
        Shapes.writeUnlessEmpty(out, "NextToken", page.nextToken());
        return out;
    }
}
