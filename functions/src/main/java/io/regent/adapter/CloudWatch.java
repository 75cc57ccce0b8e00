package io.regent.adapter;

import io.regent.aws.AwsClients;
import io.regent.fleet.Region;
import io.regent.lever.PutOutcome;
import io.regent.report.Datum;
import io.regent.report.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** The CloudWatch of every region: puts metrics, and reads them back for the adapters beside it. */
public final class CloudWatch implements Metrics {
    /** The most data that one PutMetricData takes (API reference, PutMetricData). */
    static final int MOST_DATA = 1_000;

    /** The most queries that one GetMetricData takes (API reference, GetMetricData). */
    static final int MOST_QUERIES = 500;

    static final int MOST_PAGES = 10;

    private final AwsClients clients;
    private final Map<Region, CloudWatchClient> regions = new ConcurrentHashMap<>();

    public CloudWatch(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public PutOutcome put(Region region, List<Datum> data) {
        Map<String, List<Datum>> namespaces = data.stream()
                .collect(Collectors.groupingBy(datum -> datum.metric().namespace(), TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Datum>> namespace : namespaces.entrySet()) {
            PutOutcome outcome = put(region, namespace.getKey(), namespace.getValue());
            if (outcome instanceof PutOutcome.Failed) {
                return outcome;
            }
        }
        return new PutOutcome.Put();
    }

    private PutOutcome put(Region region, String namespace, List<Datum> data) {
        for (int from = 0; from < data.size(); from += MOST_DATA) {
            List<MetricDatum> part = data.subList(from, Math.min(data.size(), from + MOST_DATA)).stream()
                    .map(CloudWatch::datum)
                    .toList();
            PutOutcome outcome = SdkCall.make(
                    () -> client(region)
                            .putMetricData(
                                    request -> request.namespace(namespace).metricData(part)),
                    answer -> new PutOutcome.Put(),
                    failure -> new PutOutcome.Failed(failure.why()));
            if (outcome instanceof PutOutcome.Failed) {
                return outcome;
            }
        }
        return new PutOutcome.Put();
    }

    private static MetricDatum datum(Datum datum) {
        return MetricDatum.builder()
                .metricName(datum.metric().label())
                .dimensions(dimensions(datum.dimensions()))
                .timestamp(datum.at())
                .unit(
                        switch (datum.metric().unit()) {
                            case NONE -> StandardUnit.NONE;
                            case COUNT -> StandardUnit.COUNT;
                        })
                .storageResolution(datum.metric().highResolution() ? 1 : 60)
                .value(datum.value())
                .build();
    }

    private static List<Dimension> dimensions(Map<io.regent.report.Dimension, String> dimensions) {
        return dimensions.entrySet().stream()
                .map(e -> Dimension.builder()
                        .name(e.getKey().label())
                        .value(e.getValue())
                        .build())
                .toList();
    }

    /**
     * A query for a metric.
     *
     * @param id by which its results are told apart; a letter and digits
     * @param period in seconds
     */
    static MetricDataQuery query(
            String id,
            io.regent.report.Metric metric,
            Map<io.regent.report.Dimension, String> dimensions,
            int period,
            Extreme extreme) {
        Metric name = Metric.builder()
                .namespace(metric.namespace())
                .metricName(metric.label())
                .dimensions(dimensions(dimensions))
                .build();
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.metric(name).period(period).stat(extreme.statistic))
                .build();
    }

    /** Which of the values of a period counts. */
    enum Extreme {
        LOWEST("Minimum"),
        HIGHEST("Maximum");

        private final String statistic;

        Extreme(String statistic) {
            this.statistic = statistic;
        }
    }

    /**
     * Asks for data, page after page, without a bound in time of its own: the caller's {@link SdkCall} has one.
     *
     * @throws SdkClientException where CloudWatch answers for some of the metrics only: half a history would be taken
     *     for the whole
     */
    List<MetricDataResult> read(
            Region region, List<MetricDataQuery> queries, java.time.Instant from, java.time.Instant to) {
        List<MetricDataResult> results = new ArrayList<>();
        for (int first = 0; first < queries.size(); first += MOST_QUERIES) {
            GetMetricDataRequest.Builder request = GetMetricDataRequest.builder()
                    .metricDataQueries(queries.subList(first, Math.min(queries.size(), first + MOST_QUERIES)))
                    .startTime(from)
                    .endTime(to)
                    .scanBy(ScanBy.TIMESTAMP_DESCENDING);
            String next = "";
            for (int page = 0; page == 0 || (page < MOST_PAGES && !next.isEmpty()); page++) {
                GetMetricDataResponse answer = client(region).getMetricData(request.build());
                Needed.parts(answer.metricDataResults(), "a metric").forEach(CloudWatch::refuseIncomplete);
                results.addAll(answer.metricDataResults());
                next = answer.nextToken() == null ? "" : answer.nextToken();
                request.nextToken(answer.nextToken());
            }
            if (!next.isEmpty()) {
                throw SdkClientException.create("the metrics do not end after " + MOST_PAGES + " pages");
            }
        }
        return results;
    }

    /** PartialData is no trouble: the rest is on the next page. */
    private static void refuseIncomplete(MetricDataResult result) {
        Needed.part(result.id(), "a metric's id");
        Needed.parts(result.timestamps(), "a value's time");
        Needed.parts(result.values(), "a value");
        if (result.statusCode() == StatusCode.INTERNAL_ERROR || result.statusCode() == StatusCode.FORBIDDEN) {
            throw SdkClientException.create(
                    "metric " + result.label() + " could not be read: " + result.statusCodeAsString());
        }
    }

    CloudWatchClient client(Region region) {
        return regions.computeIfAbsent(region, clients::cloudWatch);
    }
}
