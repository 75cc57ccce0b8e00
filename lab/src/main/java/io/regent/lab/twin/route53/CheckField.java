package io.regent.lab.twin.route53;

import java.util.Arrays;
import java.util.Optional;

/**
 * A setting of a health check, in the order of the API model (HealthCheckConfig). CloudFormation gives its properties
 * the same names.
 */
public enum CheckField {
    IP_ADDRESS("IPAddress"),
    PORT("Port"),
    TYPE("Type"),
    RESOURCE_PATH("ResourcePath"),
    FULLY_QUALIFIED_DOMAIN_NAME("FullyQualifiedDomainName"),
    SEARCH_STRING("SearchString"),
    REQUEST_INTERVAL("RequestInterval"),
    FAILURE_THRESHOLD("FailureThreshold"),
    MEASURE_LATENCY("MeasureLatency"),
    INVERTED("Inverted"),
    DISABLED("Disabled"),
    HEALTH_THRESHOLD("HealthThreshold"),
    CHILD_HEALTH_CHECKS("ChildHealthChecks"),
    ENABLE_SNI("EnableSNI"),
    REGIONS("Regions"),
    /** Within {@code AlarmIdentifier}. */
    ALARM_REGION("Region"),
    /** Within {@code AlarmIdentifier}. */
    ALARM_NAME("Name"),
    INSUFFICIENT_DATA_HEALTH_STATUS("InsufficientDataHealthStatus");

    private final String apiName;

    CheckField(String apiName) {
        this.apiName = apiName;
    }

    /** As the API writes it; the two within {@code AlarmIdentifier} without that. */
    public String apiName() {
        return apiName;
    }

    /** Whether it stands within {@code AlarmIdentifier}. */
    public boolean isOfAlarm() {
        return this == ALARM_REGION || this == ALARM_NAME;
    }

    /** The name of each member of a list; empty for what is no list. */
    public String member() {
        return switch (this) {
            case CHILD_HEALTH_CHECKS -> "ChildHealthCheck";
            case REGIONS -> "Region";
            default -> "";
        };
    }

    /** The setting of that name, those within {@code AlarmIdentifier} aside. */
    public static Optional<CheckField> named(String apiName) {
        return Arrays.stream(values())
                .filter(field -> !field.isOfAlarm() && field.apiName.equals(apiName))
                .findFirst();
    }
}
