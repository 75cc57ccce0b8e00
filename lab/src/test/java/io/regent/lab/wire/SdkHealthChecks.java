package io.regent.lab.wire;

import io.regent.lab.twin.route53.AlarmCopy;
import io.regent.lab.twin.route53.Attempt;
import io.regent.lab.twin.route53.CheckField;
import io.regent.lab.twin.route53.CheckFields;
import io.regent.lab.twin.route53.HealthCheck;
import io.regent.lab.twin.route53.HealthCheckAccount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.AlarmIdentifier;
import software.amazon.awssdk.services.route53.model.CloudWatchAlarmConfiguration;
import software.amazon.awssdk.services.route53.model.Dimension;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckObservation;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.TagResourceType;
import software.amazon.awssdk.services.route53.model.UpdateHealthCheckRequest;

/** The account's health checks by the AWS SDK. */
record SdkHealthChecks(Route53Client client) implements HealthCheckAccount {
    @Override
    public HealthCheck create(String callerReference, CheckFields config) {
        HealthCheckConfig given = given(config);
        return taken(SdkAccount.told(() -> client.createHealthCheck(
                        request -> request.callerReference(callerReference).healthCheckConfig(given)))
                .healthCheck());
    }

    @Override
    public HealthCheck get(String id) {
        return taken(SdkAccount.told(() -> client.getHealthCheck(request -> request.healthCheckId(id)))
                .healthCheck());
    }

    @Override
    public HealthCheck update(String id, long version, CheckFields fields, CheckField... resets) {
        HealthCheckConfig given = given(fields);
        UpdateHealthCheckRequest.Builder request = UpdateHealthCheckRequest.builder()
                .healthCheckId(id)
                .healthCheckVersion(version == 0 ? null : version)
                .ipAddress(given.ipAddress())
                .port(given.port())
                .resourcePath(given.resourcePath())
                .fullyQualifiedDomainName(given.fullyQualifiedDomainName())
                .searchString(given.searchString())
                .failureThreshold(given.failureThreshold())
                .inverted(given.inverted())
                .disabled(given.disabled())
                .healthThreshold(given.healthThreshold())
                .enableSNI(given.enableSNI())
                .alarmIdentifier(given.alarmIdentifier())
                .insufficientDataHealthStatus(given.insufficientDataHealthStatusAsString());
        if (given.hasChildHealthChecks()) {
            request.childHealthChecks(given.childHealthChecks());
        }
        if (given.hasRegions()) {
            request.regionsWithStrings(given.regionsAsStrings());
        }
        if (resets.length > 0) {
            request.resetElementsWithStrings(
                    List.of(resets).stream().map(CheckField::apiName).toList());
        }
        return taken(
                SdkAccount.told(() -> client.updateHealthCheck(request.build())).healthCheck());
    }

    @Override
    public void delete(String id) {
        SdkAccount.told(() -> client.deleteHealthCheck(request -> request.healthCheckId(id)));
    }

    @Override
    public HealthCheck.Page list(String marker, int most) {
        var answer = SdkAccount.told(() -> client.listHealthChecks(
                request -> request.marker(marker.isEmpty() ? null : marker).maxItems(Integer.toString(most))));
        return new HealthCheck.Page(
                answer.healthChecks().stream().map(SdkHealthChecks::taken).toList(),
                Objects.requireNonNullElse(answer.nextMarker(), ""));
    }

    @Override
    public List<HealthCheck.Observation> status(String id) {
        return SdkAccount.told(() -> client.getHealthCheckStatus(request -> request.healthCheckId(id)))
                .healthCheckObservations()
                .stream()
                .map(SdkHealthChecks::taken)
                .toList();
    }

    private static HealthCheck.Observation taken(HealthCheckObservation seen) {
        return new HealthCheck.Observation(
                new Attempt.Checker(seen.regionAsString(), seen.ipAddress()),
                seen.statusReport().status(),
                seen.statusReport().checkedTime());
    }

    @Override
    public void changeTags(String id, Map<String, String> add, List<String> remove) {
        List<Tag> tags = add.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        SdkAccount.told(() -> client.changeTagsForResource(request -> request.resourceType(TagResourceType.HEALTHCHECK)
                .resourceId(id)
                .addTags(tags)
                .removeTagKeys(remove)));
    }

    @Override
    public Map<String, String> tags(String id) {
        Map<String, String> tags = new TreeMap<>();
        SdkAccount.told(() -> client.listTagsForResource(request ->
                        request.resourceType(TagResourceType.HEALTHCHECK).resourceId(id)))
                .resourceTagSet()
                .tags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    private static HealthCheckConfig given(CheckFields fields) {
        HealthCheckConfig.Builder config = HealthCheckConfig.builder();
        fields.values().forEach((field, texts) -> {
            String text = fields.text(field);
            switch (field) {
                case IP_ADDRESS -> config.ipAddress(text);
                case PORT -> config.port(Integer.valueOf(text));
                case TYPE -> config.type(text);
                case RESOURCE_PATH -> config.resourcePath(text);
                case FULLY_QUALIFIED_DOMAIN_NAME -> config.fullyQualifiedDomainName(text);
                case SEARCH_STRING -> config.searchString(text);
                case REQUEST_INTERVAL -> config.requestInterval(Integer.valueOf(text));
                case FAILURE_THRESHOLD -> config.failureThreshold(Integer.valueOf(text));
                case MEASURE_LATENCY -> config.measureLatency(Boolean.valueOf(text));
                case INVERTED -> config.inverted(Boolean.valueOf(text));
                case DISABLED -> config.disabled(Boolean.valueOf(text));
                case HEALTH_THRESHOLD -> config.healthThreshold(Integer.valueOf(text));
                case CHILD_HEALTH_CHECKS -> config.childHealthChecks(texts);
                case ENABLE_SNI -> config.enableSNI(Boolean.valueOf(text));
                case REGIONS -> config.regionsWithStrings(texts);
                case ALARM_REGION, ALARM_NAME ->
                    config.alarmIdentifier(AlarmIdentifier.builder()
                            .region(fields.text(CheckField.ALARM_REGION))
                            .name(fields.text(CheckField.ALARM_NAME))
                            .build());
                case INSUFFICIENT_DATA_HEALTH_STATUS -> config.insufficientDataHealthStatus(text);
            }
        });
        return config.build();
    }

    private static HealthCheck taken(software.amazon.awssdk.services.route53.model.HealthCheck check) {
        CloudWatchAlarmConfiguration alarm = check.cloudWatchAlarmConfiguration();
        return new HealthCheck(
                check.id(),
                check.callerReference(),
                check.healthCheckVersion(),
                taken(check.healthCheckConfig()),
                alarm == null ? List.of() : List.of(taken(alarm)));
    }

    private static AlarmCopy taken(CloudWatchAlarmConfiguration alarm) {
        Map<String, String> dimensions = new HashMap<>();
        for (Dimension dimension : alarm.dimensions()) {
            dimensions.put(dimension.name(), dimension.value());
        }
        return new AlarmCopy(
                alarm.evaluationPeriods(),
                alarm.threshold(),
                alarm.comparisonOperatorAsString(),
                alarm.period(),
                alarm.metricName(),
                alarm.namespace(),
                alarm.statisticAsString(),
                dimensions);
    }

    private static CheckFields taken(HealthCheckConfig config) {
        Map<CheckField, List<String>> fields = new HashMap<>();
        Map<CheckField, Function<HealthCheckConfig, ? extends @org.jspecify.annotations.Nullable Object>> single =
                Map.ofEntries(
                        Map.entry(CheckField.IP_ADDRESS, HealthCheckConfig::ipAddress),
                        Map.entry(CheckField.PORT, HealthCheckConfig::port),
                        Map.entry(CheckField.TYPE, HealthCheckConfig::typeAsString),
                        Map.entry(CheckField.RESOURCE_PATH, HealthCheckConfig::resourcePath),
                        Map.entry(CheckField.FULLY_QUALIFIED_DOMAIN_NAME, HealthCheckConfig::fullyQualifiedDomainName),
                        Map.entry(CheckField.SEARCH_STRING, HealthCheckConfig::searchString),
                        Map.entry(CheckField.REQUEST_INTERVAL, HealthCheckConfig::requestInterval),
                        Map.entry(CheckField.FAILURE_THRESHOLD, HealthCheckConfig::failureThreshold),
                        Map.entry(CheckField.MEASURE_LATENCY, HealthCheckConfig::measureLatency),
                        Map.entry(CheckField.INVERTED, HealthCheckConfig::inverted),
                        Map.entry(CheckField.DISABLED, HealthCheckConfig::disabled),
                        Map.entry(CheckField.HEALTH_THRESHOLD, HealthCheckConfig::healthThreshold),
                        Map.entry(CheckField.ENABLE_SNI, HealthCheckConfig::enableSNI),
                        Map.entry(
                                CheckField.INSUFFICIENT_DATA_HEALTH_STATUS,
                                HealthCheckConfig::insufficientDataHealthStatusAsString));
        single.forEach((field, getter) -> {
            Object value = getter.apply(config);
            if (value != null) {
                fields.put(field, List.of(value.toString()));
            }
        });
        if (config.hasChildHealthChecks()) {
            fields.put(CheckField.CHILD_HEALTH_CHECKS, config.childHealthChecks());
        }
        if (config.hasRegions()) {
            fields.put(CheckField.REGIONS, config.regionsAsStrings());
        }
        if (config.alarmIdentifier() != null) {
            fields.put(CheckField.ALARM_REGION, List.of(config.alarmIdentifier().regionAsString()));
            fields.put(CheckField.ALARM_NAME, List.of(config.alarmIdentifier().name()));
        }
        return new CheckFields(fields);
    }
}
