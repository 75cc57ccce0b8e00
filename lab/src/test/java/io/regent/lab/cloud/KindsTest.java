package io.regent.lab.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.lab.twin.cloudwatch.Datum;
import io.regent.lab.twin.events.EventEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What starts functions and tells people, and what only has to be sound. */
class KindsTest {
    private static final String STARTERS = FunctionResourcesTest.FUNCTION + FunctionResourcesTest.ALIAS + """
            Tick:
              Type: AWS::Scheduler::Schedule
              Properties:
                ScheduleExpression: rate(1 minute)
                FlexibleTimeWindow: {Mode: 'OFF'}
                Target:
                  Arn: !Ref Live
                  RoleArn: !GetAtt Role.Arn
                  Input: '{"at": "<aws.scheduler.scheduled-time>"}'
                  RetryPolicy: {MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0}
            Rule:
              Type: AWS::Events::Rule
              Properties:
                EventPattern: {source: [lab]}
                Targets:
                  - Id: one
                    Arn: !Ref Live
                    InputTransformer: {InputPathsMap: {what: $.detail.what}, InputTemplate: '"what: <what>"'}
            Permission:
              Type: AWS::Lambda::Permission
              Properties:
                FunctionName: !Ref Live
                Action: lambda:InvokeFunction
                Principal: events.amazonaws.com
                SourceArn: !GetAtt Rule.Arn
            Alarm:
              Type: AWS::CloudWatch::Alarm
              Properties:
                AlarmName: high
                Namespace: Lab
                MetricName: Level
                Statistic: Maximum
                Period: 60
                EvaluationPeriods: 1
                Threshold: 1
                ComparisonOperator: GreaterThanOrEqualToThreshold
                AlarmActions: [!Ref Live]
            """;

    private final Yard yard = new Yard();

    @Test
    void aScheduleARuleAndAnAlarmStartWhatPermitsThem() {
        List<String> refused = new java.util.ArrayList<>();
        yard.routes.guard(new Rights(yard.account, refused::add));
        yard.deploy(STARTERS);

        yard.region.bus().putEvents(List.of(EventEntry.of("lab", "x", "{\"what\": \"here\"}")));
        yard.region.cloudWatch().putMetricData("Lab", List.of(Datum.of("Level", Map.of(), yard.agenda.instant(), 1)));
        yard.agenda.advance(Duration.ofMinutes(1));

        assertThat(yard.invoked).contains("echo:live \"what: here\"", "echo:live {\"at\": \"2026-03-01T12:01:00Z\"}");
        assertThat(refused)
                .as("the alarm has no permission")
                .singleElement()
                .satisfies(one ->
                        assertThat(one).contains("lambda.alarms.cloudwatch.amazonaws.com", "function:echo:live"));
    }

    private static Stream<Arguments> refusals() {
        String key = "Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Version: '2012-10-17', Statement: []}}}\n";
        return Stream.of(
                Arguments.of(
                        STARTERS.replace("rate(1 minute)", "rate(1 fortnight)"),
                        "Tick.Properties: ValidationException"),
                Arguments.of(
                        STARTERS.replace("Mode: 'OFF'", "Mode: FLEXIBLE"),
                        "FlexibleTimeWindow.Mode: expected one of OFF"),
                Arguments.of(STARTERS.replace("'{\"at\"", "'{at\""), "Target.Input: expected JSON"),
                Arguments.of(
                        STARTERS.replace("<what>", "<that>"), "InputTemplate: expected places that InputPathsMap has"),
                Arguments.of(STARTERS.replace("source: [lab]", "source: lab"), "Rule.Properties: InvalidEventPattern"),
                Arguments.of(STARTERS.replace("Statistic: Maximum", "Statistic: Most"), "Alarm.Properties: Validation"),
                Arguments.of(STARTERS.replace("Period: 60\n", "Period: 61\n"), "Alarm.Properties: Validation"),
                Arguments.of(STARTERS.replace("Threshold: 1\n", "Treshold: 1\n"), "Threshold: expected, and not there"),
                Arguments.of(
                        "T: {Type: AWS::SNS::Topic, Properties: {TopicName: t, FifoTopic: true}}",
                        "FifoTopic: a property"),
                Arguments.of(
                        "T: {Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: none}}",
                        "KmsMasterKeyId: expected a key"),
                Arguments.of(
                        key.replace("2012-10-17", "2012-10-18"),
                        "KeyPolicy.Version: '2012-10-18': expected 2012-10-17"),
                Arguments.of(
                        "L: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: 31}}",
                        "RetentionInDays: expected"),
                Arguments.of(
                        "P: {Type: AWS::SSM::Parameter, Properties: {Type: SecureString, Value: x}}",
                        "Type: expected one of"),
                Arguments.of(
                        "B: {Type: AWS::S3::Bucket, Properties: {BucketName: Big}}",
                        "BucketName: expected text that matches"),
                Arguments.of(
                        "D: {Type: AWS::CloudWatch::Dashboard, Properties: {DashboardBody: '{\"widgets\": [{\"type\": \"pie\"}]}'}}",
                        "DashboardBody.widgets[0].type: expected one of metric"),
                Arguments.of(
                        "Q: {Type: AWS::SQS::Queue}", "the lab has no AWS::SQS::Queue, only [AWS::CloudWatch::Alarm"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatAwsOrTheLabWouldNotTakeIsRefusedWithItsPath(String resources, String problem) {
        assertThatThrownBy(() -> yard.deploy(resources)).hasMessageContaining(problem);
        assertThat(yard.stacks.standing()).isEmpty();
    }
}
