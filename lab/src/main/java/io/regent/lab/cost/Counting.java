package io.regent.lab.cost;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.fleet.Fleet;
import io.regent.fleet.Region;
import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Provider;
import io.regent.lab.stack.Resource;
import io.regent.lab.stack.Settings;
import io.regent.lab.stack.Stacks;
import io.regent.lab.stack.Template;
import io.regent.lab.stack.Unsupported;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes nothing of a stack, and counts what would be charged for. */
final class Counting implements Provider {
    private static final String ACCOUNT = "123456789012";

    /** What {@code Ref} gives of anything, before its logical id. */
    private static final String REF = "arn:aws:lab:::";

    private static final Pattern RATE = Pattern.compile("rate\\((?:1 minute|(\\d{1,3}) hours)\\)");

    /** What belongs to the instance and its load balancer, which the goals leave out. */
    private static final Set<String> OF_THE_ENDPOINT = Set.of("AWS/EC2", "AWS/ApplicationELB");

    /** What {@code GetAtt} may ask of anything; nobody looks at the answer, it only has to have the form. */
    private static final List<String> ATTRIBUTES = List.of(
            "Arn",
            "AvailabilityZone",
            "AllocationId",
            "CanonicalHostedZoneID",
            "DNSName",
            "DomainName",
            "FunctionArn",
            "GroupId",
            "HealthCheckId",
            "KeyId",
            "LoadBalancerFullName",
            "PublicIp",
            "RegionalDomainName",
            "TargetGroupFullName",
            "TopicArn",
            "TopicName",
            "Version");

    private final Region region;
    private final Map<String, Function> functions = new HashMap<>();
    private final Map<String, String> functionsOfAliases = new HashMap<>();
    private final List<Stock.Ticking> ticking = new ArrayList<>();
    private Optional<Fleet> fleet = Optional.empty();
    private int alarms;
    private int dashboards;
    private int keys;
    private int healthChecks;
    private int healthCheckOptions;
    private int logDays;

    /** @param session what {@code REGENT_SESSION} is */
    private record Function(int megabytes, Optional<String> session) {}

    private Counting(Region region) {
        this.region = region;
    }

    /**
     * Counts what a deployment of a template would leave standing.
     *
     * @throws Unsupported for what has no price here
     */
    static Stock count(Template template, Settings settings) {
        Counting counting = new Counting(settings.stack().region());
        new Stacks(counting, (region, name) -> Optional.of("a-parameter"), ACCOUNT).deploy(template, settings);
        return counting.stock();
    }

    private Stock stock() {
        return new Stock(region, fleet, ticking, alarms, dashboards, keys, healthChecks, healthCheckOptions, logDays);
    }

    @Override
    public Made create(Resource resource) {
        Properties properties = resource.properties();
        switch (resource.type()) {
            case "AWS::CloudWatch::Alarm" -> countAlarm(properties);
            case "AWS::CloudWatch::Dashboard" -> dashboards++;
            case "AWS::KMS::Key" -> keys++;
            case "AWS::Route53::HealthCheck" -> countHealthCheck(properties.section("HealthCheckConfig"));
            case "AWS::Scheduler::Schedule" -> countSchedule(properties);
            case "AWS::Lambda::Function" -> functions.put(resource.logicalId(), function(properties));
            case "AWS::Lambda::Alias" ->
                functionsOfAliases.put(resource.logicalId(), logicalId(properties.text("FunctionName")));
            case "AWS::Logs::LogGroup" ->
                logDays = Math.max(logDays, Math.toIntExact(properties.number("RetentionInDays")));
            case "AWS::SSM::Parameter" -> takeFleet(properties.text("Value"));
            default -> {
                // Free, or of the endpoint.
            }
        }
        return standing(resource);
    }

    private void countAlarm(Properties alarm) {
        int metrics = (int) alarm.sections("Metrics").stream()
                .filter(metric -> metric.has("MetricStat"))
                .count();
        if (alarm.numberOr("Period", 60) < 60) {
            throw new Unsupported(alarm.path() + ".Period", "an alarm of high resolution, which has no price here");
        }
        if (!OF_THE_ENDPOINT.contains(alarm.textOr("Namespace", ""))) {
            alarms += Math.max(1, metrics);
        }
    }

    private void countHealthCheck(Properties check) {
        String type = check.text("Type");
        healthChecks++;
        healthCheckOptions += check.numberOr("RequestInterval", 30) < 30 ? 1 : 0;
        healthCheckOptions += type.startsWith("HTTPS") ? 1 : 0;
        healthCheckOptions += type.endsWith("_STR_MATCH") ? 1 : 0;
        healthCheckOptions += check.flagOr("MeasureLatency", false) ? 1 : 0;
    }

    private void countSchedule(Properties schedule) {
        Matcher rate = RATE.matcher(schedule.text("ScheduleExpression"));
        if (!rate.matches()) {
            throw new Unsupported(schedule.path() + ".ScheduleExpression", "expected rate(1 minute) or rate(N hours)");
        }
        Duration every =
                rate.group(1) == null ? Duration.ofMinutes(1) : Duration.ofHours(Long.parseLong(rate.group(1)));
        String target = logicalId(schedule.section("Target").text("Arn"));
        Function function = functions.get(functionsOfAliases.getOrDefault(target, target));
        if (function == null) {
            throw new Unsupported(schedule.path() + ".Target.Arn", "expected a function of the stack, or its alias");
        }
        ticking.add(new Stock.Ticking(function.megabytes(), function.session(), every));
    }

    private static Function function(Properties function) {
        Optional<String> session = function.findSection("Environment")
                .map(environment -> environment.textMap("Variables"))
                .flatMap(variables -> Optional.ofNullable(variables.get("REGENT_SESSION")));
        return new Function(Math.toIntExact(function.number("MemorySize")), session);
    }

    private void takeFleet(String document) {
        fleet = switch (FleetDocument.read(document)) {
            case Reading.Read read -> Optional.of(read.fleet());
            case Reading.Refused refused ->
                throw new IllegalStateException("the fleet document: " + refused.problems());
        };
    }

    private static Made standing(Resource resource) {
        Made made = Made.of(REF + resource.logicalId());
        for (String attribute : ATTRIBUTES) {
            made = made.with(attribute, resource.logicalId() + "." + attribute);
        }
        return made.with("Ipv6CidrBlocks", JsonNodeFactory.instance.arrayNode().add("2001:db8::/56"));
    }

    /** Whose {@code Ref} or attribute a text is. */
    private static String logicalId(String text) {
        return text.startsWith(REF) ? text.substring(REF.length()) : text.replaceFirst("\\..*", "");
    }

    @Override
    public Made update(Resource before, Resource after, Made made) {
        throw new IllegalStateException("a stack is counted once");
    }

    @Override
    public void delete(Resource resource, Made made) {
        throw new IllegalStateException("a stack is counted once");
    }
}
