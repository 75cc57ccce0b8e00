package io.regent.lab.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.cloudwatch.Datum;
import io.regent.lab.twin.cloudwatch.MetricFilter;
import io.regent.lab.twin.events.EventEntry;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.iam.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets in to whom, on whose behalf: each delivery with its principal, and what becomes of one that may not. */
class RightsTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:alerts";
    private static final String STACK = FunctionResourcesTest.FUNCTION + FunctionResourcesTest.ALIAS + """
            Rule:
              Type: AWS::Events::Rule
              Properties:
                Name: rule
                EventPattern: {source: [regent]}
                Targets:
                  - {Id: echo, Arn: !Ref Live}
                  - {Id: alerts, Arn: !Ref Alerts}
            RuleStarts:
              Type: AWS::Lambda::Permission
              Properties: {FunctionName: !Ref Live, Action: 'lambda:InvokeFunction', Principal: events.amazonaws.com, SourceArn: !GetAtt Rule.Arn}
            Down:
              Type: AWS::CloudWatch::Alarm
              Properties:
                AlarmName: down
                Namespace: Regent
                MetricName: Down
                Statistic: Maximum
                Period: 60
                EvaluationPeriods: 1
                Threshold: 1
                ComparisonOperator: GreaterThanOrEqualToThreshold
                AlarmActions: [!Ref Live, !Ref Alerts]
            DownStarts:
              Type: AWS::Lambda::Permission
              Properties: {FunctionName: !Ref Live, Action: 'lambda:InvokeFunction', Principal: lambda.alarms.cloudwatch.amazonaws.com, SourceAccount: !Ref AWS::AccountId, SourceArn: !GetAtt Down.Arn}
            Tick:
              Type: AWS::Scheduler::Schedule
              Properties:
                Name: tick
                ScheduleExpression: rate(1 hour)
                FlexibleTimeWindow: {Mode: 'OFF'}
                Target: {Arn: !Ref Live, RoleArn: !GetAtt Role.Arn, Input: '"tick"', RetryPolicy: {MaximumRetryAttempts: 0}}
            Dead:
              Type: AWS::Lambda::EventInvokeConfig
              Properties:
                FunctionName: !Ref Echo
                Qualifier: live
                MaximumRetryAttempts: 0
                DestinationConfig: {OnFailure: {Destination: !Ref Alerts}}
              DependsOn: Live
            Tells:
              Type: AWS::IAM::Policy
              Properties:
                PolicyName: tell
                Roles: [!Ref Role]
                PolicyDocument:
                  Version: '2012-10-17'
                  Statement:
                    - {Sid: Publish, Effect: Allow, Action: 'sns:Publish', Resource: !Ref Alerts}
                    - {Sid: Encrypt, Effect: Allow, Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: !GetAtt Key.Arn}
                    - {Sid: Log, Effect: Allow, Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: !GetAtt Logs.Arn}
            Logs:
              Type: AWS::Logs::LogGroup
              Properties: {LogGroupName: /aws/lambda/echo}
            Key:
              Type: AWS::KMS::Key
              Properties:
                KeyPolicy:
                  Version: '2012-10-17'
                  Statement:
                    - {Sid: Account, Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}
                    - {Sid: Alarms, Effect: Allow, Principal: {Service: cloudwatch.amazonaws.com}, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*', Condition: {StringEquals: {'aws:SourceAccount': !Ref AWS::AccountId}}}
                    - {Sid: Rules, Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*'}
            Alerts:
              Type: AWS::SNS::Topic
              Properties: {TopicName: alerts, KmsMasterKeyId: !Ref Key}
            AlertsPolicy:
              Type: AWS::SNS::TopicPolicy
              Properties:
                Topics: [!Ref Alerts]
                PolicyDocument:
                  Version: '2012-10-17'
                  Statement:
                    - {Sid: FromAlarms, Effect: Allow, Principal: {Service: cloudwatch.amazonaws.com}, Action: 'sns:Publish', Resource: !Ref Alerts, Condition: {ArnLike: {'aws:SourceArn': !Sub 'arn:aws:cloudwatch:*:${AWS::AccountId}:alarm:d*'}}}
                    - {Sid: FromRules, Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: 'sns:Publish', Resource: !Ref Alerts}
            """;

    private final Yard yard = new Yard();
    private final List<String> refused = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Rights rights = new Rights(yard.account, refused::add);

    @BeforeEach
    void guard() {
        yard.routes.guard(rights);
    }

    /** Deploys a stack, and lets the first tick of its schedule pass. */
    private void deploy(String stack) {
        yard.deploy(stack);
        yard.agenda.advance(Duration.ofMinutes(1));
        yard.invoked.clear();
        refused.clear();
        yard.region.topics().subscribe(Arn.parse(TOPIC), message -> told.add(message.subject() + message.message()));
    }

    private void event() {
        yard.region.bus().putEvents(List.of(EventEntry.of("regent", "Something", "{}")));
        yard.agenda.advance(Duration.ofSeconds(1));
    }

    private void alarm() {
        yard.region.cloudWatch().putMetricData("Regent", List.of(Datum.of("Down", Map.of(), yard.agenda.instant(), 1)));
        yard.agenda.advance(Duration.ofMinutes(2));
    }

    private boolean measured(String namespace, String metric, String dimension, String value) {
        return !yard.region
                .cloudWatch()
                .listMetrics(new MetricFilter(namespace, metric, Map.of(dimension, value), false), "")
                .metrics()
                .isEmpty();
    }

    @Test
    void everybodyGetsInByTheRightsThatTheStackGives() {
        deploy(STACK);

        event();
        assertThat(yard.invoked)
                .singleElement()
                .satisfies(start -> assertThat(start).startsWith("echo:live {\"version\":\"0\""));
        assertThat(told).hasSize(1);
        alarm();
        assertThat(yard.invoked).hasSize(2);
        assertThat(told).hasSize(2);
        yard.agenda.advance(Duration.ofHours(1));
        assertThat(yard.invoked).hasSize(3).last().isEqualTo("echo:live \"tick\"");
        assertThat(rights.mayLog(new Caller.Function(Yard.IRELAND, "echo"), role()))
                .isTrue();
        assertThat(rights.refusal(new Principal.Role(role(), "echo"), Act.of("SNS:Publish", TOPIC)))
                .isEmpty();
        assertThat(refused).isEmpty();
        assertThat(yard.account.access().usage().unused()).isEmpty();
    }

    private String role() {
        return yard.account.access().arn(yard.ref("Role"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SourceArn: !GetAtt Rule.Arn | SourceArn: !Sub '${Rule.Arn}s' | lambda:InvokeFunction",
                "Principal: events.amazonaws.com, S | Principal: sns.amazonaws.com, S | lambda:InvokeFunction",
                "FunctionName: !Ref Live, Action: 'lambda:InvokeFunction', Principal: events | FunctionName: !Ref Echo, Action: 'lambda:InvokeFunction', Principal: events | lambda:InvokeFunction",
                "Principal: {Service: events.amazonaws.com}, Action: 'sns:Publish' | Principal: {Service: sns.amazonaws.com}, Action: 'sns:Publish' | sns:Publish",
                "Principal: {Service: events.amazonaws.com}, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] | Principal: {Service: events.amazonaws.com}, Action: ['kms:Decrypt'] | kms:GenerateDataKey",
                "Principal: {Service: events.amazonaws.com}, Action: 'sns:Publish', Resource: !Ref Alerts | Principal: {Service: events.amazonaws.com}, Action: 'sns:Publish', Resource: !Ref Alerts, Condition: {StringEquals: {'aws:SourceAccount': !Ref AWS::AccountId}} | sns:Publish",
            },
            quoteCharacter = '~')
    void aRuleThatMayNotIsToldOfAndCountedAsAFailedInvocation(String piece, String otherwise, String action) {
        assertThat(STACK).contains(piece);
        deploy(STACK.replace(piece, otherwise));

        event();

        assertThat(yard.invoked.size() + told.size()).as("the other target").isEqualTo(1);
        assertThat(refused)
                .singleElement()
                .satisfies(refusal -> assertThat(refusal)
                        .startsWith("User: events.amazonaws.com is not authorized to perform: " + action
                                + " on resource: arn:aws:")
                        .endsWith("because no resource-based policy allows the " + action + " action"));
        assertThat(yard.region.bus().deliveries().dropped())
                .as("refused for good")
                .isEqualTo(1);
        assertThat(measured("AWS/Events", "FailedInvocations", "RuleName", "rule"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SourceArn: !GetAtt Down.Arn | SourceArn: !Sub '${Down.Arn}s' | lambda:InvokeFunction",
                "SourceAccount: !Ref AWS::AccountId | SourceAccount: '999999999999' | lambda:InvokeFunction",
                "Principal: lambda.alarms.cloudwatch.amazonaws.com | Principal: cloudwatch.amazonaws.com | lambda:InvokeFunction",
                ":alarm:d* | :alarm:u* | sns:Publish",
                "StringEquals: {'aws:SourceAccount': !Ref AWS::AccountId} | StringEquals: {'aws:SourceAccount': '999999999999'} | kms:GenerateDataKey",
            },
            quoteCharacter = '~')
    void anAlarmThatMayNotIsToldOfAndHindersNoOtherAction(String piece, String otherwise, String action) {
        assertThat(STACK).contains(piece);
        deploy(STACK.replace(piece, otherwise));

        alarm();

        assertThat(yard.invoked.size() + told.size()).as("the other action").isEqualTo(1);
        assertThat(refused)
                .singleElement()
                .satisfies(refusal -> assertThat(refusal).contains(" perform: " + action));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "function:echo:live | function:echo",
                "Effect: Allow, Action: 'lambda:InvokeFunction' | Effect: Deny, Action: 'lambda:InvokeFunction'",
            },
            quoteCharacter = '~')
    void aScheduleThatMayNotStartItsTargetIsToldOfAndCounted(String piece, String otherwise) {
        assertThat(STACK).contains(piece);
        deploy(STACK.replace(piece, otherwise));

        yard.agenda.advance(Duration.ofHours(1));

        assertThat(yard.invoked).isEmpty();
        assertThat(refused)
                .singleElement()
                .satisfies(
                        refusal -> assertThat(refusal)
                                .startsWith("User: arn:aws:sts::123456789012:assumed-role/" + yard.ref("Role") + "/")
                                .contains(
                                        "lambda:InvokeFunction on resource: arn:aws:lambda:eu-west-1:123456789012:function:echo:live"));
        assertThat(measured("AWS/Scheduler", "TargetErrorCount", "ScheduleGroup", "default"))
                .isTrue();
    }

    @Test
    void aRoleThatNoLongerTrustsItsServiceStartsNothing() {
        deploy(STACK);
        String trusting = "Service: [lambda.amazonaws.com, scheduler.amazonaws.com]";
        assertThat(STACK).contains(trusting);
        yard.account.access().remove(yard.ref("Role"));

        yard.agenda.advance(Duration.ofHours(1));

        assertThat(refused).containsExactly("The role " + role() + " cannot be assumed by scheduler.amazonaws.com");
        assertThatThrownBy(() -> new Yard().deploy(STACK.replace(trusting, "Service: lambda.amazonaws.com")))
                .hasMessageContaining(
                        "Tick.Properties.Target.RoleArn: expected a role that trusts scheduler.amazonaws.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sid: Publish, Effect: Allow, Action: 'sns:Publish' | Sid: Publish, Effect: Allow, Action: 'sns:CreateTopic' | sns:Publish",
                "Action: ['kms:Decrypt', 'kms:GenerateDataKey'] | Action: ['kms:Decrypt'] | kms:GenerateDataKey",
                "Action: ['kms:Decrypt', 'kms:GenerateDataKey'] | Action: ['kms:GenerateDataKey'] | kms:Decrypt",
                "Sid: Account, Effect: Allow | Sid: Account, Effect: Deny | kms:GenerateDataKey",
            },
            quoteCharacter = '~')
    void aDeadInvocationThatMayNotBeToldIsToldOfAndCounted(String piece, String otherwise, String action) {
        assertThat(STACK).contains(piece);
        deploy(STACK.replace(piece, otherwise));
        yard.failing = true;

        yard.region.lambda().invokeLater("echo", "live", "{}".getBytes(StandardCharsets.UTF_8));
        yard.agenda.advance(Duration.ofSeconds(1));

        assertThat(yard.invoked).hasSize(1);
        assertThat(told).isEmpty();
        assertThat(refused)
                .singleElement()
                .satisfies(refusal -> assertThat(refusal).contains("/echo is not authorized to perform: " + action));
        assertThat(yard.region.lambda().destinationDeliveryFailures()).isEqualTo(1);
        assertThat(measured("AWS/Lambda", "DestinationDeliveryFailures", "FunctionName", "echo"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LogGroupName: /aws/lambda/echo | LogGroupName: /aws/lambda/ekho",
                "'logs:PutLogEvents' | 'logs:GetLogEvents'",
                "Resource: !GetAtt Logs.Arn | Resource: !Sub 'arn:aws:logs:*:*:log-group:/aws/lambda/ekho:*'",
            },
            quoteCharacter = '~')
    void withoutItsGroupOrTheRightNothingIsLogged(String piece, String otherwise) {
        assertThat(STACK).contains(piece);
        deploy(STACK.replace(piece, otherwise));

        assertThat(rights.mayLog(new Caller.Function(Yard.IRELAND, "echo"), role()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Action: 'sns:Publish', Resource: !Ref Alerts} | Action: 'sns:Publish', Resource: !Ref Alerts, Condition: {StringEquals: {'sns:Endpoint': x}}} | Tells.Properties.PolicyDocument: role",
                "Sid: Publish | Syd: Publish | Tells.Properties.PolicyDocument.Statement[0].Syd: the twin has no such element here",
                "StringEquals: {'aws:SourceAccount' | StringIs: {'aws:SourceAccount' | Key.Properties.KeyPolicy.Statement[1].Condition.StringIs.aws:SourceAccount: no operator StringIs",
            },
            quoteCharacter = '~')
    void aPolicyThatCanNeverDoWhatItSaysStopsTheDeployment(String piece, String otherwise, String problem) {
        assertThat(STACK).contains(piece);

        assertThatThrownBy(() -> yard.deploy(STACK.replace(piece, otherwise)))
                .hasMessageContaining("yard.yaml: Resources." + problem);
    }

    @Test
    void nothingIsLeftOfTheRightsOfADeletedStack() {
        deploy(STACK);
        yard.stacks.delete(Yard.STACK);

        assertThat(yard.account.access().usage().unused()).isEmpty();
        assertThat(yard.account.access().policy(TOPIC)).isEmpty();
    }
}
