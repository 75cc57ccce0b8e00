package io.regent.lab.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.stack.Unsupported;
import io.regent.lab.twin.cloudwatch.AlarmRule;
import io.regent.lab.twin.cloudwatch.AlarmSettings;
import io.regent.lab.twin.cloudwatch.AlarmTargets;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.cloudwatch.Comparison;
import io.regent.lab.twin.cloudwatch.Metric;
import io.regent.lab.twin.cloudwatch.MetricStat;
import io.regent.lab.twin.cloudwatch.MissingData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Amazon CloudWatch: alarms and dashboards. */
final class AlarmResources {
    static final String DASHBOARD = "AWS::CloudWatch::Dashboard";
    private static final int LONGEST_NAME = 255;
    private static final int MOST_COLUMNS = 24;
    private static final Pattern DASHBOARD_NAME = Pattern.compile("[A-Za-z0-9-_]{1,255}");

    private final Account account;

    AlarmResources(Account account) {
        this.account = account;
    }

    Map<String, Kind> kinds() {
        return Map.of(
                "AWS::CloudWatch::Alarm",
                Kind.of(this::alarm, (resource, made) -> cloudWatch(resource).deleteAlarms(List.of(made.ref()))),
                DASHBOARD,
                Kind.of(this::dashboard, (resource, made) -> shelf(resource).remove(DASHBOARD, made.ref())));
    }

    private CloudWatchTwin cloudWatch(Resource resource) {
        return account.in(resource.stack().region()).cloudWatch();
    }

    private Shelf shelf(Resource resource) {
        return account.in(resource.stack().region()).shelf();
    }

    private Made alarm(Resource resource) {
        Properties properties = resource.properties();
        String name = properties.textOr("AlarmName", Names.of(resource, LONGEST_NAME));
        Map<String, String> dimensions = new TreeMap<>();
        for (Properties dimension : properties.sections("Dimensions")) {
            dimensions.put(dimension.text("Name"), dimension.text("Value"));
        }
        String namespace = properties.text("Namespace");
        if (namespace.startsWith("AWS/") && dimensions.isEmpty()) {
            throw new Unsupported(
                    properties.path() + ".Dimensions",
                    "expected: no metric of " + namespace + " that the templates use is without");
        }
        AlarmSettings settings = new AlarmSettings(
                name,
                properties.textOr("AlarmDescription", ""),
                new MetricStat(
                        new Metric(namespace, properties.text("MetricName"), dimensions),
                        Math.toIntExact(properties.number("Period")),
                        properties.has("ExtendedStatistic")
                                ? properties.text("ExtendedStatistic")
                                : properties.text("Statistic"),
                        properties.textOr("Unit", "")),
                new AlarmRule(
                        Comparison.of(properties.text("ComparisonOperator")),
                        properties.decimal("Threshold"),
                        Math.toIntExact(properties.number("EvaluationPeriods")),
                        Math.toIntExact(properties.numberOr("DatapointsToAlarm", 0)),
                        MissingData.of(properties.textOr("TreatMissingData", "missing"))),
                new AlarmTargets(
                        properties.flagOr("ActionsEnabled", true),
                        properties.texts("OKActions"),
                        properties.texts("AlarmActions"),
                        properties.texts("InsufficientDataActions")));
        Reading.tags(properties);
        properties.done();
        cloudWatch(resource).putMetricAlarm(settings);
        String arn = "arn:aws:cloudwatch:" + resource.stack().region() + ":" + account.id() + ":alarm:" + name;
        return Made.of(name).with("Arn", arn);
    }

    /**
     * "Dashboard body structure and syntax" in the CloudWatch API reference, as far as a reader could miss a widget.
     */
    private Made dashboard(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "DashboardName", Names.of(resource, LONGEST_NAME), DASHBOARD_NAME);
        JsonNode body = Reading.json(properties, "DashboardBody");
        Properties document = new Properties(properties.path() + ".DashboardBody", body);
        for (Properties widget : document.sections("widgets")) {
            Reading.choice(widget, "type", "metric", "text", "log", "alarm", "explorer");
            long x = Reading.within(widget, "x", 0, 0, MOST_COLUMNS - 1);
            long width = Reading.within(widget, "width", 6, 1, MOST_COLUMNS);
            Reading.within(widget, "y", 0, 0, 1000);
            Reading.within(widget, "height", 6, 1, 1000);
            if (x + width > MOST_COLUMNS) {
                throw Reading.wrong(widget, "width", "no more than reaches to column " + MOST_COLUMNS);
            }
            widget.value("properties");
        }
        document.textOr("periodOverride", "auto");
        document.textOr("start", "");
        document.textOr("end", "");
        document.done();
        properties.done();
        shelf(resource).put(DASHBOARD, name, body);
        return Made.of(name);
    }
}
