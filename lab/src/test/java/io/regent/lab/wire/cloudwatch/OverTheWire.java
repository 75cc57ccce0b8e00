package io.regent.lab.wire.cloudwatch;

import io.regent.fleet.Region;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.cloudwatch.Alarm;
import io.regent.lab.twin.cloudwatch.AlarmFilter;
import io.regent.lab.twin.cloudwatch.AlarmRule;
import io.regent.lab.twin.cloudwatch.AlarmSettings;
import io.regent.lab.twin.cloudwatch.AlarmState;
import io.regent.lab.twin.cloudwatch.AlarmTargets;
import io.regent.lab.twin.cloudwatch.AlarmsPage;
import io.regent.lab.twin.cloudwatch.CloudWatch;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.cloudwatch.Comparison;
import io.regent.lab.twin.cloudwatch.DataPage;
import io.regent.lab.twin.cloudwatch.DataPoint;
import io.regent.lab.twin.cloudwatch.DataQuery;
import io.regent.lab.twin.cloudwatch.DataRequest;
import io.regent.lab.twin.cloudwatch.Datum;
import io.regent.lab.twin.cloudwatch.Metric;
import io.regent.lab.twin.cloudwatch.MetricFilter;
import io.regent.lab.twin.cloudwatch.MetricStat;
import io.regent.lab.twin.cloudwatch.MetricsPage;
import io.regent.lab.twin.cloudwatch.MissingData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** The same twin, asked by AWS's SDK for Java through HTTP. */
final class OverTheWire implements CloudWatch {
    private final Loopback front;
    final CloudWatchClient client;

    OverTheWire(CloudWatchTwin twin) {
        front = new Loopback(new CloudWatchWire(Map.of(new Region("eu-west-1"), twin)));
        client = CloudWatchClient.builder()
                .endpointOverride(front.endpoint())
                .region(software.amazon.awssdk.regions.Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    @Override
    public void close() {
        client.close();
        front.close();
    }

    private static <T> T refusing(Supplier<T> call) {
        try {
            return call.get();
        } catch (CloudWatchException refusal) {
            throw new TwinError(
                    refusal.awsErrorDetails().errorCode(),
                    refusal.statusCode(),
                    refusal.awsErrorDetails().errorMessage());
        }
    }

    @Override
    public void putMetricData(String namespace, List<Datum> data) {
        List<MetricDatum> metricData = data.stream().map(OverTheWire::datum).toList();
        refusing(() -> client.putMetricData(put -> put.namespace(namespace).metricData(metricData)));
    }

    private static MetricDatum datum(Datum datum) {
        MetricDatum.Builder builder = MetricDatum.builder()
                .metricName(datum.name())
                .dimensions(dimensions(datum.dimensions()))
                .timestamp(datum.timestamp())
                .unit(datum.unit())
                .storageResolution(datum.storageResolution());
        Map<Double, Double> values = datum.samples().values();
        if (datum.samples().count() == 1 && values.size() == 1) {
            builder.value(datum.samples().sum());
        } else if (!values.isEmpty()) {
            builder.values(values.keySet()).counts(values.values());
        } else {
            builder.statisticValues(set -> set.sampleCount(datum.samples().count())
                    .sum(datum.samples().sum())
                    .minimum(datum.samples().min())
                    .maximum(datum.samples().max()));
        }
        return builder.build();
    }

    private static List<Dimension> dimensions(Map<String, String> dimensions) {
        return dimensions.entrySet().stream()
                .map(entry -> Dimension.builder()
                        .name(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
    }

    @Override
    public DataPage getMetricData(DataRequest request) {
        List<MetricDataQuery> queries =
                request.queries().stream().map(OverTheWire::query).toList();
        GetMetricDataResponse answer = refusing(() -> client.getMetricData(get -> get.metricDataQueries(queries)
                .startTime(request.start())
                .endTime(request.end())
                .scanBy(request.newestFirst() ? ScanBy.TIMESTAMP_DESCENDING : ScanBy.TIMESTAMP_ASCENDING)
                .maxDatapoints(request.maxDatapoints())
                .nextToken(given(request.nextToken()))));
        return new DataPage(
                answer.metricDataResults().stream().map(OverTheWire::result).toList(), orEmpty(answer.nextToken()));
    }

    private static MetricDataQuery query(DataQuery query) {
        MetricDataQuery.Builder builder =
                MetricDataQuery.builder().id(query.id()).label(given(query.label()));
        if (!query.returnData()) {
            builder.returnData(false);
        }
        switch (query.source()) {
            case DataQuery.Expression expression -> builder.expression(expression.text());
            case MetricStat stat ->
                builder.metricStat(metricStat -> metricStat
                        .metric(metric -> metric.namespace(stat.metric().namespace())
                                .metricName(stat.metric().name())
                                .dimensions(dimensions(stat.metric().dimensions())))
                        .period(stat.period())
                        .stat(stat.stat())
                        .unit(given(stat.unit())));
        }
        return builder.build();
    }

    /** The number of samples does not go over the wire. */
    private static DataPage.Result result(MetricDataResult result) {
        List<DataPoint> points = IntStream.range(0, result.timestamps().size())
                .mapToObj(i -> new DataPoint(
                        result.timestamps().get(i), result.values().get(i), 0))
                .toList();
        return new DataPage.Result(result.id(), result.label(), points, result.statusCode() == StatusCode.COMPLETE);
    }

    @Override
    public MetricsPage listMetrics(MetricFilter filter, String nextToken) {
        List<DimensionFilter> dimensions = filter.dimensions().entrySet().stream()
                .map(entry -> DimensionFilter.builder()
                        .name(entry.getKey())
                        .value(given(entry.getValue()))
                        .build())
                .toList();
        ListMetricsResponse answer = refusing(() -> client.listMetrics(list -> list.namespace(given(filter.namespace()))
                .metricName(given(filter.name()))
                .dimensions(dimensions)
                .recentlyActive(filter.recentlyActive() ? "PT3H" : given(""))
                .nextToken(given(nextToken))));
        List<Metric> metrics = answer.metrics().stream()
                .map(metric -> new Metric(metric.namespace(), metric.metricName(), dimensions(metric.dimensions())))
                .toList();
        return new MetricsPage(metrics, orEmpty(answer.nextToken()));
    }

    private static Map<String, String> dimensions(List<Dimension> dimensions) {
        Map<String, String> map = new TreeMap<>();
        dimensions.forEach(dimension -> map.put(dimension.name(), dimension.value()));
        return map;
    }

    @Override
    public void putMetricAlarm(AlarmSettings settings) {
        MetricStat watched = settings.watched();
        PutMetricAlarmRequest.Builder put = PutMetricAlarmRequest.builder()
                .alarmName(settings.name())
                .alarmDescription(given(settings.description()))
                .actionsEnabled(settings.targets().enabled())
                .okActions(settings.targets().ok())
                .alarmActions(settings.targets().alarm())
                .insufficientDataActions(settings.targets().insufficientData())
                .namespace(watched.metric().namespace())
                .metricName(watched.metric().name())
                .dimensions(dimensions(watched.metric().dimensions()))
                .period(watched.period())
                .unit(given(watched.unit()))
                .comparisonOperator(settings.rule().comparison().text())
                .threshold(settings.rule().threshold())
                .evaluationPeriods(settings.rule().evaluationPeriods())
                .treatMissingData(settings.rule().missingData().text());
        if (settings.rule().datapointsToAlarm() > 0) {
            put.datapointsToAlarm(settings.rule().datapointsToAlarm());
        }
        if (watched.stat().startsWith("p")) {
            put.extendedStatistic(watched.stat());
        } else {
            put.statistic(watched.stat());
        }
        refusing(() -> client.putMetricAlarm(put.build()));
    }

    @Override
    public AlarmsPage describeAlarms(AlarmFilter filter, int maxRecords, String nextToken) {
        String state =
                filter.states().size() == 1 ? filter.states().iterator().next().name() : "";
        var answer = refusing(() -> client.describeAlarms(describe -> describe.alarmNames(filter.names())
                .alarmNamePrefix(given(filter.namePrefix()))
                .stateValue(given(state))
                .actionPrefix(given(filter.actionPrefix()))
                .maxRecords(maxRecords)
                .nextToken(given(nextToken))));
        return new AlarmsPage(
                answer.metricAlarms().stream().map(OverTheWire::alarm).toList(), orEmpty(answer.nextToken()));
    }

    private static Alarm alarm(MetricAlarm alarm) {
        Metric metric = new Metric(alarm.namespace(), alarm.metricName(), dimensions(alarm.dimensions()));
        String stat =
                orEmpty(alarm.extendedStatistic()).isEmpty() ? alarm.statisticAsString() : alarm.extendedStatistic();
        AlarmRule rule = new AlarmRule(
                Comparison.of(alarm.comparisonOperatorAsString()),
                alarm.threshold(),
                alarm.evaluationPeriods(),
                orZero(alarm.datapointsToAlarm()),
                MissingData.of(alarm.treatMissingData()));
        AlarmTargets targets = new AlarmTargets(
                alarm.actionsEnabled(), alarm.okActions(), alarm.alarmActions(), alarm.insufficientDataActions());
        AlarmSettings settings = new AlarmSettings(
                alarm.alarmName(),
                orEmpty(alarm.alarmDescription()),
                new MetricStat(metric, alarm.period(), stat, orEmpty(alarm.unitAsString())),
                rule,
                targets);
        Alarm.Status status = new Alarm.Status(
                AlarmState.valueOf(alarm.stateValueAsString()),
                alarm.stateReason(),
                orEmpty(alarm.stateReasonData()),
                alarm.stateUpdatedTimestamp());
        return new Alarm(settings, alarm.alarmArn(), alarm.alarmConfigurationUpdatedTimestamp(), status);
    }

    @Override
    public void deleteAlarms(List<String> names) {
        refusing(() -> client.deleteAlarms(delete -> delete.alarmNames(names)));
    }

    @Override
    public void enableAlarmActions(List<String> names, boolean enabled) {
        refusing(() -> enabled
                ? client.enableAlarmActions(enable -> enable.alarmNames(names))
                : client.disableAlarmActions(disable -> disable.alarmNames(names)));
    }

    @Override
    public void setAlarmState(String name, AlarmState state, String reason, String reasonData) {
        refusing(() -> client.setAlarmState(set ->
                set.alarmName(name).stateValue(state.name()).stateReason(reason).stateReasonData(given(reasonData))));
    }

    /** The SDK leaves null out of a request; the contract has the empty text for what is not given. */
    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
