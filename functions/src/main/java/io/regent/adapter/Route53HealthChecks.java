package io.regent.adapter;

import io.regent.fleet.Region;
import io.regent.preflight.AlarmRule;
import io.regent.preflight.HealthCheck;
import io.regent.preflight.HealthChecks;
import io.regent.preflight.Learned;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.AlarmIdentifier;
import software.amazon.awssdk.services.route53.model.CloudWatchAlarmConfiguration;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.ListHealthChecksRequest;
import software.amazon.awssdk.services.route53.model.ListHealthChecksResponse;

/** Health checks, by Route 53's API: all of them in one request, since it takes five a second of an account. */
public final class Route53HealthChecks implements HealthChecks {
    /** Five times the health checks that an account may have at first (Developer Guide, "Quotas"). */
    private static final int MOST_PAGES = 10;

    /** As many as one answer gives unless it is asked for less (API reference, ListHealthChecks). */
    private static final String A_PAGE = "100";

    private static final String SUCCESS = "Success";

    private final Route53Client route53;

    public Route53HealthChecks(Route53Client route53) {
        this.route53 = route53;
    }

    @Override
    public Learned<List<HealthCheck>> all() {
        return SdkCall.make(this::list, Learned.Known::new, failure -> new Learned.Unknown<>(failure.why()));
    }

    private List<HealthCheck> list() {
        List<HealthCheck> checks = new ArrayList<>();
        ListHealthChecksRequest.Builder request =
                ListHealthChecksRequest.builder().maxItems(A_PAGE);
        for (int page = 0; page < MOST_PAGES; page++) {
            ListHealthChecksResponse answer = route53.listHealthChecks(request.build());
            answer.healthChecks().stream().map(Route53HealthChecks::read).forEach(checks::add);
            if (!Needed.part(answer.isTruncated(), "whether it goes on")) {
                return checks;
            }
            request.marker(answer.nextMarker());
        }
        throw SdkClientException.create("the health checks do not end after " + MOST_PAGES + " pages");
    }

    private static HealthCheck read(software.amazon.awssdk.services.route53.model.HealthCheck check) {
        HealthCheckConfig config = Needed.part(check.healthCheckConfig(), "a health check's settings");
        return new HealthCheck(
                Needed.part(check.id(), "a health check's id"),
                Needed.part(config.typeAsString(), "a health check's type"),
                Boolean.TRUE.equals(config.disabled()),
                Boolean.TRUE.equals(config.inverted()),
                config.healthThreshold() == null ? 0 : config.healthThreshold(),
                config.childHealthChecks(),
                follows(config, check.cloudWatchAlarmConfiguration()));
    }

    private static List<HealthCheck.Follows> follows(HealthCheckConfig config, CloudWatchAlarmConfiguration copy) {
        AlarmIdentifier alarm = config.alarmIdentifier();
        if (alarm == null || copy == null) {
            return List.of();
        }
        String region = Needed.part(alarm.regionAsString(), "an alarm's region");
        if (!Region.isCode(region)) {
            return List.of();
        }
        TreeMap<String, String> dimensions = new TreeMap<>();
        copy.dimensions()
                .forEach(dimension -> dimensions.put(
                        Needed.part(dimension.name(), "a dimension's name"),
                        Needed.part(dimension.value(), "a dimension's value")));
        AlarmRule rule = new AlarmRule(
                Needed.part(copy.namespace(), "an alarm's namespace"),
                Needed.part(copy.metricName(), "an alarm's metric"),
                dimensions,
                Needed.part(copy.statisticAsString(), "an alarm's statistic"),
                Needed.part(copy.period(), "an alarm's period"),
                Needed.part(copy.evaluationPeriods(), "an alarm's evaluation periods"),
                Needed.part(copy.threshold(), "an alarm's threshold"),
                Needed.part(copy.comparisonOperatorAsString(), "an alarm's comparison"));
        return List.of(new HealthCheck.Follows(
                new Region(region),
                Needed.part(alarm.name(), "an alarm's name"),
                rule,
                config.insufficientDataHealthStatus() == null
                        ? "nothing"
                        : config.insufficientDataHealthStatusAsString()));
    }

    /** What a checker reports begins with this word or another (API reference, StatusReport). */
    @Override
    public Learned<List<Boolean>> reports(String id) {
        return SdkCall.make(
                () -> route53.getHealthCheckStatus(request -> request.healthCheckId(id)),
                answer -> new Learned.Known<>(answer.healthCheckObservations().stream()
                        .filter(observation -> observation.statusReport() != null)
                        .map(observation -> Needed.part(
                                        observation.statusReport().status(), "what a checker reports")
                                .startsWith(SUCCESS))
                        .toList()),
                failure -> new Learned.Unknown<>(failure.why()));
    }
}
