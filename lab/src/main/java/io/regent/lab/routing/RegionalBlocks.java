package io.regent.lab.routing;

import io.regent.fleet.Endpoint;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The blocks of {@code template.yaml} that follow from the fleet document. */
final class RegionalBlocks {
    private static final String PARAMETERS = "parameters";
    private static final String ALARMS = "alarms";

    private RegionalBlocks() {}

    /**
     * The template with its blocks written anew.
     *
     * @throws Unroutable when the template has not each block once
     */
    static String write(String template, FleetFile fleet) throws Unroutable {
        return replace(replace(template, PARAMETERS, parameters(fleet)), ALARMS, alarms(fleet));
    }

    private static String replace(String template, String block, String content) throws Unroutable {
        Pattern pattern = Pattern.compile("(?ms)^(  # fleet: " + block + "\n).*?^(  # end of fleet\n)");
        Matcher matcher = pattern.matcher(template);
        if (matcher.results().count() != 1) {
            throw new Unroutable("template.yaml: expected one block from a line \"  # fleet: " + block
                    + "\" to a line \"  # end of fleet\"");
        }
        return matcher.reset().replaceAll(match -> Matcher.quoteReplacement(match.group(1) + content + match.group(2)));
    }

    private static String parameters(FleetFile fleet) {
        return """
                  ServiceName:
                    Type: String
                    Default: %s
                    AllowedPattern: '([a-z0-9_-]+\\.)+[a-z0-9-]+'
                    ConstraintDescription: a DNS name in lower case without the last dot
                    Description: The DNS name that clients use.

                  HostedZoneId:
                    Type: String
                    Default: %s
                    AllowedPattern: 'Z[A-Z0-9]{1,31}'
                    ConstraintDescription: the id of a Route 53 hosted zone
                    Description: The Route 53 hosted zone with the service's records.

                  FleetRegions:
                    Type: CommaDelimitedList
                    Default: %s
                    Description: Every region that takes part. Cross-region rights end with this list.

                  FleetDocument:
                    Type: String
                    Default: %s
                    MinLength: 2
                    MaxLength: %d
                    Description: The fleet document on one line of JSON (docs/fleet.md).

                """.formatted(
                        fleet.service().name(),
                        fleet.service().zone(),
                        fleet.regions().stream().map(Object::toString).collect(Collectors.joining(",")),
                        Names.quoted(fleet.document()),
                        FleetFile.MOST_BYTES);
    }

    private static String alarms(FleetFile fleet) {
        return fleet.service().endpoints().stream().map(RegionalBlocks::alarms).collect(Collectors.joining())
                + proberSilent(fleet.service().endpoints().getFirst());
    }

    /**
     * The alarm that health checks follow has one statistic and one period of a standard-resolution metric: they follow
     * no other (Route 53 Developer Guide, "Monitoring a CloudWatch alarm"). Where data are missing it says so, and a
     * health check keeps what it last knew.
     */
    private static String alarms(Endpoint endpoint) {
        return """
                  RoutingControl%1$sAlarm:
                    Type: AWS::CloudWatch::Alarm
                    Properties:
                      AlarmName: !Sub ${Name}-routing-control-%2$s
                      AlarmDescription: >-
                        The controller of this region takes %2$s out of DNS by routing control; or, without data, it says
                        nothing, and the health checks keep what they last knew. docs/runbook.md, "routing-control".
                      Namespace: Regent
                      MetricName: RoutingControl
                      Dimensions: [{Name: Service, Value: !Ref ServiceName}, {Name: Endpoint, Value: %2$s}]
                      # The health checks of routing.yaml hold a copy of these settings: after a change here they have to be
                      # updated too (Route 53 Developer Guide, "Updating health checks when you change CloudWatch alarm
                      # settings").
                      Statistic: Minimum
                      Period: 60
                      EvaluationPeriods: 1
                      Threshold: 1
                      ComparisonOperator: LessThanThreshold
                      TreatMissingData: missing
                      AlarmActions: [!Ref Notifications]
                      OKActions: [!Ref Notifications]
                      InsufficientDataActions: [!Ref Notifications]

                  FailedOver%1$sAlarm:
                    Type: AWS::CloudWatch::Alarm
                    Properties:
                      AlarmName: !Sub ${Name}-failed-over-%2$s
                      AlarmDescription: >-
                        %2$s has been out of DNS for an hour: the rest carries its share, and one failure more is one too many.
                        docs/runbook.md, "failed-over".
                      Namespace: Regent
                      MetricName: RoutingControl
                      Dimensions: [{Name: Service, Value: !Ref ServiceName}, {Name: Endpoint, Value: %2$s}]
                      Statistic: Maximum
                      Period: 300
                      EvaluationPeriods: 12
                      Threshold: 1
                      ComparisonOperator: LessThanThreshold
                      TreatMissingData: missing
                      AlarmActions: [!Ref Notifications]
                      OKActions: [!Ref Notifications]

                """.formatted(Names.camel(endpoint.region()), endpoint.region());
    }

    /**
     * A vantage tells its verdicts of all endpoints together, so one endpoint's is enough to hear whether it speaks.
     */
    private static String proberSilent(Endpoint endpoint) {
        return """
                  ProberSilentAlarm:
                    Type: AWS::CloudWatch::Alarm
                    Properties:
                      AlarmName: !Sub ${Name}-prober-silent
                      AlarmDescription: >-
                        The prober of this region has told no verdict for five minutes: it does not run, cannot reach this
                        region's CloudWatch, or doubts itself because its control targets do not answer either. This vantage
                        abstains. docs/runbook.md, "prober-silent".
                      Namespace: Regent
                      MetricName: Verdict
                      Dimensions:
                        - {Name: Service, Value: !Ref ServiceName}
                        - {Name: Endpoint, Value: %s}
                        - {Name: Vantage, Value: !Ref AWS::Region}
                      Statistic: SampleCount
                      Period: 60
                      EvaluationPeriods: 5
                      Threshold: 1
                      ComparisonOperator: LessThanThreshold
                      TreatMissingData: breaching
                      AlarmActions: [!Ref Notifications]
                      OKActions: [!Ref Notifications]

                """.formatted(endpoint.region());
    }
}
