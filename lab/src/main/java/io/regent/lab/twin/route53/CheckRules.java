package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.CheckField.ALARM_NAME;
import static io.regent.lab.twin.route53.CheckField.ALARM_REGION;
import static io.regent.lab.twin.route53.CheckField.CHILD_HEALTH_CHECKS;
import static io.regent.lab.twin.route53.CheckField.DISABLED;
import static io.regent.lab.twin.route53.CheckField.ENABLE_SNI;
import static io.regent.lab.twin.route53.CheckField.FAILURE_THRESHOLD;
import static io.regent.lab.twin.route53.CheckField.FULLY_QUALIFIED_DOMAIN_NAME;
import static io.regent.lab.twin.route53.CheckField.HEALTH_THRESHOLD;
import static io.regent.lab.twin.route53.CheckField.INSUFFICIENT_DATA_HEALTH_STATUS;
import static io.regent.lab.twin.route53.CheckField.INVERTED;
import static io.regent.lab.twin.route53.CheckField.IP_ADDRESS;
import static io.regent.lab.twin.route53.CheckField.MEASURE_LATENCY;
import static io.regent.lab.twin.route53.CheckField.PORT;
import static io.regent.lab.twin.route53.CheckField.REGIONS;
import static io.regent.lab.twin.route53.CheckField.REQUEST_INTERVAL;
import static io.regent.lab.twin.route53.CheckField.RESOURCE_PATH;
import static io.regent.lab.twin.route53.CheckField.SEARCH_STRING;
import static io.regent.lab.twin.route53.CheckField.TYPE;

import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.route53.Watched.Insufficient;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which settings of a health check Route 53 takes, and what it puts for those that are left out (API model,
 * HealthCheckConfig). What breaks a rule is {@code InvalidInput}, with the field's name.
 */
final class CheckRules {
    /** Where Route 53 has checkers (API model, HealthCheckRegion). */
    static final List<String> ALL_REGIONS = List.of(
            "us-east-1",
            "us-west-1",
            "us-west-2",
            "eu-west-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-northeast-1",
            "sa-east-1");

    /** API model, ChildHealthCheckList. */
    static final int MOST_CHILDREN = 256;

    private static final int FEWEST_REGIONS = 3;
    private static final int LONGEST_TEXT = 255;
    private static final int LONGEST_ALARM_NAME = 256;
    private static final int MOST_FAILURES = 10;
    private static final int HIGHEST_PORT = 65_535;
    private static final Set<CheckField> OF_ALL = EnumSet.of(TYPE, INVERTED, DISABLED);
    private static final Set<CheckField> OF_ENDPOINTS = EnumSet.of(
            IP_ADDRESS,
            PORT,
            FULLY_QUALIFIED_DOMAIN_NAME,
            REQUEST_INTERVAL,
            FAILURE_THRESHOLD,
            MEASURE_LATENCY,
            ENABLE_SNI,
            REGIONS);
    private static final Set<CheckField> OF_HTTP = EnumSet.of(RESOURCE_PATH, SEARCH_STRING);
    private static final Set<CheckField> OF_CALCULATED = EnumSet.of(HEALTH_THRESHOLD, CHILD_HEALTH_CHECKS);
    private static final Set<CheckField> OF_ALARMS =
            EnumSet.of(ALARM_REGION, ALARM_NAME, INSUFFICIENT_DATA_HEALTH_STATUS);
    private static final Map<String, Insufficient> INSUFFICIENT = Map.of(
            "Healthy",
            Insufficient.HEALTHY,
            "Unhealthy",
            Insufficient.UNHEALTHY,
            "LastKnownStatus",
            Insufficient.LAST_KNOWN_STATUS);

    private CheckRules() {}

    /** The settings with Route 53's own for those that are left out. */
    static CheckFields complete(CheckFields given) {
        CheckFields defaults = CheckFields.NONE.with(INVERTED, "false").with(DISABLED, "false");
        return switch (given.text(TYPE)) {
            case "CALCULATED" -> defaults.with(given);
            case "CLOUDWATCH_METRIC" ->
                defaults.with(INSUFFICIENT_DATA_HEALTH_STATUS, "LastKnownStatus")
                        .with(given);
            case "HTTP", "HTTP_STR_MATCH" ->
                endpoint(defaults).with(PORT, "80").with(ENABLE_SNI, "false").with(given);
            case "HTTPS", "HTTPS_STR_MATCH" ->
                endpoint(defaults).with(PORT, "443").with(ENABLE_SNI, "true").with(given);
            case "TCP" -> endpoint(defaults).with(ENABLE_SNI, "false").with(given);
            default -> defaults.with(given);
        };
    }

    private static CheckFields endpoint(CheckFields defaults) {
        return defaults.with(REQUEST_INTERVAL, "30")
                .with(FAILURE_THRESHOLD, "3")
                .with(MEASURE_LATENCY, "false");
    }

    /**
     * What the settings mean.
     *
     * @param config complete
     * @throws TwinError {@code InvalidInput}
     */
    static Watched judge(CheckFields config) {
        truth(config, INVERTED);
        truth(config, DISABLED);
        String type = config.text(TYPE);
        return switch (type) {
            case "CALCULATED" -> calculated(config);
            case "CLOUDWATCH_METRIC" -> alarmData(config);
            case "TCP" -> {
                allow(config, List.of(OF_ENDPOINTS));
                yield endpoint(config, Watched.Endpoint.Kind.TCP, false);
            }
            case "HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH" -> {
                allow(config, List.of(OF_ENDPOINTS, OF_HTTP));
                Watched.Endpoint.Kind kind =
                        type.startsWith("HTTPS") ? Watched.Endpoint.Kind.HTTPS : Watched.Endpoint.Kind.HTTP;
                yield endpoint(config, kind, type.endsWith("_STR_MATCH"));
            }
            default ->
                throw invalid("Type '" + type + "': the lab's Route 53 has health checks of type HTTP, HTTPS, "
                        + "HTTP_STR_MATCH, HTTPS_STR_MATCH, TCP, CALCULATED and CLOUDWATCH_METRIC");
        };
    }

    private static Watched calculated(CheckFields config) {
        allow(config, List.of(OF_CALCULATED));
        if (!config.has(HEALTH_THRESHOLD)) {
            throw parameter("Calculated health checks must have a health threshold specified.");
        }
        List<String> ids = config.list(CHILD_HEALTH_CHECKS);
        if (ids.size() > MOST_CHILDREN) {
            throw outOfBounds(
                    ids.size() + " ids", CHILD_HEALTH_CHECKS, "length less than or equal to " + MOST_CHILDREN);
        }
        if (new HashSet<>(ids).size() < ids.size()) {
            throw parameter("ChildHealthChecks must not name a health check twice.");
        }
        return new Watched.Children(number(config, HEALTH_THRESHOLD, 0, MOST_CHILDREN), ids);
    }

    private static Watched alarmData(CheckFields config) {
        allow(config, List.of(OF_ALARMS));
        if (config.text(ALARM_REGION).isEmpty() || config.text(ALARM_NAME).isEmpty()) {
            throw parameter("CloudWatch metric health checks must have an alarm identifier specified.");
        }
        atMost(config, ALARM_NAME, LONGEST_ALARM_NAME);
        Insufficient status = INSUFFICIENT.get(config.text(INSUFFICIENT_DATA_HEALTH_STATUS));
        if (status == null) {
            throw outOfBounds(
                    config.text(INSUFFICIENT_DATA_HEALTH_STATUS),
                    INSUFFICIENT_DATA_HEALTH_STATUS,
                    "value from the set [Healthy, Unhealthy, LastKnownStatus]");
        }
        return new Watched.AlarmData(new AlarmIdentifier(config.text(ALARM_REGION), config.text(ALARM_NAME)), status);
    }

    private static Watched endpoint(CheckFields config, Watched.Endpoint.Kind kind, boolean searches) {
        if (config.text(IP_ADDRESS).isEmpty()
                && config.text(FULLY_QUALIFIED_DOMAIN_NAME).isEmpty()) {
            throw parameter("Basic health checks must have an IP address or a fully qualified domain name specified.");
        }
        if (!config.text(IP_ADDRESS).isEmpty()) {
            checkAddress(config.text(IP_ADDRESS));
        }
        atMost(config, FULLY_QUALIFIED_DOMAIN_NAME, LONGEST_TEXT);
        atMost(config, RESOURCE_PATH, LONGEST_TEXT);
        atMost(config, SEARCH_STRING, LONGEST_TEXT);
        if (!config.text(FULLY_QUALIFIED_DOMAIN_NAME).isEmpty()) {
            checkName(config.text(FULLY_QUALIFIED_DOMAIN_NAME));
        }
        if (!config.has(PORT)) {
            throw parameter("TCP health checks must have a port specified.");
        }
        if (searches == config.text(SEARCH_STRING).isEmpty()) {
            throw parameter("Health checks of type " + config.text(TYPE) + " must " + (searches ? "" : "not ")
                    + "have a search string specified.");
        }
        int interval = number(config, REQUEST_INTERVAL, 10, 30);
        if (interval != 10 && interval != 30) {
            throw parameter("RequestInterval '" + interval + "': expected 10 or 30 seconds.");
        }
        truth(config, MEASURE_LATENCY);
        String path = config.text(RESOURCE_PATH);
        return new Watched.Endpoint(
                kind,
                config.text(IP_ADDRESS),
                config.text(FULLY_QUALIFIED_DOMAIN_NAME),
                number(config, PORT, 1, HIGHEST_PORT),
                path.startsWith("/") ? path : "/" + path,
                config.text(SEARCH_STRING),
                truth(config, ENABLE_SNI),
                Duration.ofSeconds(interval),
                number(config, FAILURE_THRESHOLD, 1, MOST_FAILURES),
                regions(config));
    }

    private static List<String> regions(CheckFields config) {
        List<String> regions = config.list(REGIONS);
        if (regions.isEmpty()) {
            return ALL_REGIONS;
        }
        for (String region : regions) {
            if (!ALL_REGIONS.contains(region)) {
                throw outOfBounds(region, REGIONS, "value from the set " + ALL_REGIONS);
            }
        }
        if (new HashSet<>(regions).size() < FEWEST_REGIONS) {
            throw outOfBounds(regions.toString(), REGIONS, "length greater than or equal to " + FEWEST_REGIONS);
        }
        return regions.stream().distinct().toList();
    }

    /** Refuses what health checks of the type do not have. */
    private static void allow(CheckFields config, Collection<Set<CheckField>> sets) {
        for (CheckField field : config.values().keySet()) {
            if (!OF_ALL.contains(field) && sets.stream().noneMatch(set -> set.contains(field))) {
                String name = field.isOfAlarm() ? "AlarmIdentifier" : field.apiName();
                throw parameter(
                        "Health checks of type " + config.text(TYPE) + " must not have " + name + " specified.");
            }
        }
    }

    /**
     * API model, IPAddress: no "local, private, non-routable, or multicast ranges". The lab's world is on the loopback
     * and in the ranges of documentation, which stand for public addresses here.
     */
    private static void checkAddress(String text) {
        InetAddress address;
        try {
            ValueForm.check(text.indexOf(':') >= 0 ? RecordType.AAAA : RecordType.A, text);
            address = InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw outOfBounds(text, IP_ADDRESS, "the form of an IPv4 or IPv6 address");
        }
        byte[] bytes = address.getAddress();
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
        if (address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || shared
                || uniqueLocal) {
            throw parameter("IPAddress '" + text + "': Route 53 cannot check addresses in local, private, "
                    + "non-routable or multicast ranges.");
        }
    }

    private static void checkName(String name) {
        try {
            DnsName.of(name);
        } catch (IllegalArgumentException e) {
            throw parameter("FullyQualifiedDomainName: " + e.getMessage());
        }
    }

    private static void atMost(CheckFields config, CheckField field, int length) {
        if (config.text(field).length() > length) {
            throw outOfBounds(config.text(field), field, "length less than or equal to " + length);
        }
    }

    private static int number(CheckFields config, CheckField field, int least, int most) {
        String text = config.text(field);
        if (!text.matches("-?\\d{1,9}")) {
            throw invalid(field.apiName() + " '" + text + "': expected a whole number");
        }
        int value = Integer.parseInt(text);
        if (value < least) {
            throw outOfBounds(text, field, "value greater than or equal to " + least);
        }
        if (value > most) {
            throw outOfBounds(text, field, "value less than or equal to " + most);
        }
        return value;
    }

    static boolean truth(CheckFields config, CheckField field) {
        return switch (config.text(field)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(field.apiName() + " '" + config.text(field) + "': expected true or false");
        };
    }

    private static TwinError outOfBounds(String value, CheckField field, String constraint) {
        String first = field.apiName().substring(0, 1);
        return invalid("1 validation error detected: Value '" + value + "' at 'healthCheckConfig."
                + (field.isOfAlarm() ? "alarmIdentifier." : "")
                + first.toLowerCase(Locale.ROOT) + field.apiName().substring(1)
                + "' failed to satisfy constraint: Member must have " + constraint);
    }

    /** A refusal in the words in which Route 53 refuses settings that do not go together. */
    static TwinError parameter(String words) {
        return invalid("Invalid parameter : " + words);
    }

    private static TwinError invalid(String message) {
        return new TwinError("InvalidInput", 400, message);
    }
}
