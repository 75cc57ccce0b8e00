package io.regent.lab.routing;

import io.regent.fleet.Endpoint;
import io.regent.fleet.ProbeKind;
import io.regent.fleet.ProbeSettings;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.fleet.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code routing.yaml}: the service's records and their health checks. */
final class GlobalTemplate {
    /** The most resources of a stack (CloudFormation User Guide, "Understand CloudFormation quotas"). */
    static final int MOST_RESOURCES = 500;

    /** The most health checks that a CALCULATED one watches (Route 53 Developer Guide, "Quotas on health checks"). */
    static final int MOST_CHILDREN = 256;

    /** The most conditions of one Fn::And or Fn::Or (CloudFormation User Guide, "Condition functions"). */
    private static final int MOST_CONDITIONS = 10;

    private static final Pattern IP = Pattern.compile("[0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    private final Service service;
    private final List<Region> controllers;
    private final int regions;

    private GlobalTemplate(FleetFile fleet) {
        this.service = fleet.service();
        this.regions = fleet.regions().size();
        this.controllers = voters(fleet);
    }

    /** The template for a fleet. */
    static String write(FleetFile fleet) {
        return new GlobalTemplate(fleet).write();
    }

    /**
     * The regions whose controllers have a vote on each endpoint: all of them as long as the stack and the CALCULATED
     * checks hold that many, then the first ones, those with an endpoint before those without.
     */
    private static List<Region> voters(FleetFile fleet) {
        Service service = fleet.service();
        int others = 2 + service.recordTypes().size();
        int most =
                Math.min(MOST_CHILDREN - 1, MOST_RESOURCES / service.endpoints().size() - others);
        return Stream.concat(service.endpoints().stream().map(Endpoint::region), fleet.regions().stream())
                .distinct()
                .limit(most)
                .toList();
    }

    private String write() {
        return header() + parameters() + rules() + "Resources:\n"
                + service.endpoints().stream().map(this::endpoint).collect(Collectors.joining())
                + outputs();
    }

    private String header() {
        String votes = controllers.size() == regions
                ? "the controller of each region"
                : "the controllers of the first %d of %d regions, since a stack holds %d resources"
                        .formatted(controllers.size(), regions, MOST_RESOURCES);
        return """
                # The global stack: deployed once, after the regional ones, in any one region. Written by `make routing` from
                # fleet.yaml: change that, not this.
                #
                # An endpoint is in DNS while a majority holds it up of these:
                # - %s, each by the alarm on the routing control that it puts,
                # - the checkers of Route 53 themselves.
                # The health checks hold a copy of the alarms' settings: after a change of those alarms update the checks too
                # (Route 53 Developer Guide, "Updating health checks when you change CloudWatch alarm settings").
                #
                # A new deployment writes a record only where this file or a share changed, and then as it stands here; the
                # controllers see that within a minute, and do with it what the fleet document says under drift.
                AWSTemplateFormatVersion: '2010-09-09'
                Description: Regent - the records of %s and their health checks

                """.formatted(votes, service.name());
    }

    private String parameters() {
        StringBuilder text = new StringBuilder("""
                Metadata:
                  AWS::CloudFormation::Interface:
                    ParameterGroups:
                      - Label: {default: The regional stacks}
                        Parameters: [Name]
                """);
        if (weighted()) {
            text.append("""
                          - Label: {default: Shares of traffic when all is well}
                            Parameters: [%s]
                    """.formatted(
                    service.endpoints().stream().map(GlobalTemplate::weight).collect(Collectors.joining(", "))));
        }
        text.append("""

                Parameters:
                  Name:
                    Type: String
                    Default: regent
                    AllowedPattern: '[a-z]([a-z0-9-]{0,28}[a-z0-9])?'
                    ConstraintDescription: 1 to 30 lower-case letters, digits and hyphens, from a letter to no hyphen
                    Description: The Name of the regional stacks, whose alarms the health checks follow.

                """);
        if (weighted()) {
            for (Endpoint endpoint : service.endpoints()) {
                text.append("""
                          %s:
                            Type: String
                            Default: ''
                            AllowedPattern: '|\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5]'
                            ConstraintDescription: a whole number from 0 to 255, or nothing
                            Description: >-
                              The weight of %s, if not that of fleet.yaml, %d. The fleet document has to say the same, or the
                              controllers see drift.

                        """.formatted(weight(endpoint), endpoint.region(), endpoint.baseline()));
            }
        }
        return text.toString();
    }

    /** Route 53 reads weights that are all 0 as all equal (Developer Guide, "Values specific for weighted records"). */
    private String rules() {
        if (!weighted()) {
            return "";
        }
        List<String> zeros = service.endpoints().stream()
                .map(endpoint -> "!Contains [['0'%s], !Ref %s]"
                        .formatted(endpoint.baseline() == 0 ? ", ''" : "", weight(endpoint)))
                .toList();
        while (zeros.size() > 1) {
            zeros = groups(zeros).stream()
                    .map(group -> group.size() == 1 ? group.getFirst() : "!And [" + String.join(", ", group) + "]")
                    .toList();
        }
        return """
                Rules:
                  SomebodyServes:
                    Assertions:
                      - Assert: !Not [%s]
                        AssertDescription: One weight is above 0 - Route 53 reads all 0 as all equal

                Conditions:
                %s
                """.formatted(
                zeros.getFirst(),
                service.endpoints().stream()
                        .map(endpoint -> "  Has%1$s: !Not [!Equals [!Ref %1$s, '']]\n".formatted(weight(endpoint)))
                        .collect(Collectors.joining()));
    }

    private static List<List<String>> groups(List<String> items) {
        List<List<String>> groups = new ArrayList<>();
        for (int from = 0; from < items.size(); from += MOST_CONDITIONS) {
            groups.add(items.subList(from, Math.min(items.size(), from + MOST_CONDITIONS)));
        }
        return groups;
    }

    private String endpoint(Endpoint endpoint) {
        StringBuilder text = new StringBuilder("  # --- " + endpoint.region() + "\n\n");
        service.recordTypes().stream().sorted().forEach(type -> text.append(recordSet(endpoint, type)));
        text.append(calculated(endpoint));
        controllers.forEach(controller -> text.append(followed(endpoint, controller)));
        text.append(direct(endpoint));
        return text.toString();
    }

    private String recordSet(Endpoint endpoint, RecordType type) {
        String choice = weighted()
                ? "Weight: !If [Has%1$s, !Ref %1$s, %2$d]".formatted(weight(endpoint), endpoint.baseline())
                : "Failover: " + (endpoint.baseline() > 0 ? "PRIMARY" : "SECONDARY");
        return """
                  %1$s%2$s:
                    Type: AWS::Route53::RecordSet
                    Properties:
                      HostedZoneId: %7$s
                      Name: %3$s
                      Type: %4$s
                      SetIdentifier: %5$s
                      %6$s
                      HealthCheckId: !Ref %1$sHealth
                      AliasTarget: {DNSName: %5$s.%3$s, HostedZoneId: %7$s, EvaluateTargetHealth: true}

                """.formatted(
                        Names.camel(endpoint.region()),
                        type == RecordType.A ? "A" : "Aaaa",
                        service.name(),
                        type,
                        endpoint.region(),
                        choice,
                        service.zone());
    }

    private String calculated(Endpoint endpoint) {
        String name = Names.camel(endpoint.region());
        List<String> children = Stream.concat(
                        controllers.stream().map(controller -> name + "By" + Names.camel(controller)),
                        Stream.of(name + "Direct"))
                .toList();
        return """
                  %sHealth:
                    Type: AWS::Route53::HealthCheck
                    Properties:
                      HealthCheckConfig:
                        Type: CALCULATED
                        HealthThreshold: %d
                        ChildHealthChecks:
                %s
                      HealthCheckTags: [{Key: Name, Value: !Sub '${Name} %s'}]

                """.formatted(
                name,
                children.size() / 2 + 1,
                children.stream().map(child -> "          - !Ref " + child).collect(Collectors.joining("\n")),
                endpoint.region());
    }

    /** A controller that is silent keeps its last vote, so that a dark region takes nobody out of DNS. */
    private String followed(Endpoint endpoint, Region controller) {
        return """
                  %1$sBy%2$s:
                    Type: AWS::Route53::HealthCheck
                    Properties:
                      HealthCheckConfig:
                        Type: CLOUDWATCH_METRIC
                        AlarmIdentifier: {Name: !Sub '${Name}-routing-control-%3$s', Region: %4$s}
                        InsufficientDataHealthStatus: LastKnownStatus
                      HealthCheckTags: [{Key: Name, Value: !Sub '${Name} %3$s by %4$s'}]

                """.formatted(Names.camel(endpoint.region()), Names.camel(controller), endpoint.region(), controller);
    }

    private String direct(Endpoint endpoint) {
        Target origin = endpoint.targets().stream()
                .filter(target -> target.part() == Target.Part.ORIGIN)
                .findFirst()
                .orElse(endpoint.targets().getFirst());
        String host = origin.address().host();
        boolean name = !IP.matcher(host).matches();
        String type = asksByHttp() ? origin.tls() ? "HTTPS" : "HTTP" : "TCP";
        List<String> lines = new ArrayList<>();
        lines.add("Type: " + type);
        lines.add((name ? "FullyQualifiedDomainName: " : "IPAddress: ") + (name ? host : Names.quoted(host)));
        lines.add("Port: " + origin.address().port());
        if (asksByHttp()) {
            lines.add("ResourcePath: " + Names.quoted(service.probe().path()));
        }
        if (type.equals("HTTPS")) {
            // There is no name to indicate where an address stands alone.
            lines.add("EnableSNI: " + name);
        }
        lines.add("RequestInterval: 30");
        lines.add("FailureThreshold: 3");
        return """
                  %sDirect:
                    Type: AWS::Route53::HealthCheck
                    Properties:
                      HealthCheckConfig:
                %s
                      HealthCheckTags: [{Key: Name, Value: !Sub '${Name} %s direct'}]

                """.formatted(
                        Names.camel(endpoint.region()),
                        lines.stream().map(line -> "        " + line).collect(Collectors.joining("\n")),
                        endpoint.region());
    }

    /**
     * Whether Route 53's checkers ask as Regent's probes do. They hold 2xx and 3xx to be well, and nothing else
     * (Developer Guide, "How Route 53 determines whether a health check is healthy"): where the fleet accepts another
     * status, such as the 401 of a registry behind a login, they connect and ask nothing.
     */
    private boolean asksByHttp() {
        ProbeSettings probe = service.probe();
        return probe.kind() != ProbeKind.TCP
                && probe.statuses().stream().allMatch(status -> status >= 200 && status <= 399);
    }

    private String outputs() {
        return "Outputs:\n"
                + service.endpoints().stream()
                        .map(endpoint -> """
                                  %1$sHealthCheck:
                                    Description: The health check that takes %2$s out of DNS
                                    Value: !Ref %1$sHealth
                                """.formatted(Names.camel(endpoint.region()), endpoint.region()))
                        .collect(Collectors.joining());
    }

    private boolean weighted() {
        return service.routing() == Routing.WEIGHTED;
    }

    private static String weight(Endpoint endpoint) {
        return "Weight" + Names.camel(endpoint.region());
    }
}
