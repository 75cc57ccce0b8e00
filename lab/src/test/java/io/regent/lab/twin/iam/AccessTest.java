package io.regent.lab.twin.iam;

import static io.regent.lab.twin.iam.Documents.ACCOUNT;
import static io.regent.lab.twin.iam.Documents.CONTROLLER;
import static io.regent.lab.twin.iam.Documents.ROLE;
import static io.regent.lab.twin.iam.Documents.document;
import static io.regent.lab.twin.iam.Documents.may;
import static io.regent.lab.twin.iam.Documents.ofResource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Policy evaluation logic" and what it decides over (IAM User Guide). */
class AccessTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:alerts";
    private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/k";
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:failover:live";
    private static final String RULE = "arn:aws:events:eu-west-1:123456789012:rule/r";
    private static final Principal.Service ALARMS =
            new Principal.Service("cloudwatch.amazonaws.com", "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:down");
    private static final Act PUBLISH = Act.of("sns:Publish", TOPIC);

    private static boolean allowed(Access access, Act act) {
        return access.decide(CONTROLLER, act).isAllowed();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'Action': 'sns:Publish', 'Resource': '*' | true",
                "'Action': 'SNS:publish', 'Resource': '*' | true",
                "'Action': 'sns:*', 'Resource': '*' | true",
                "'Action': 'sns:Publ?sh', 'Resource': '*' | true",
                "'Action': '*', 'Resource': '*' | true",
                "'Action': ['sns:CreateTopic', 'sns:Publish'], 'Resource': '*' | true",
                "'Action': 'sns:PublishBatch', 'Resource': '*' | false",
                "'Action': 'sqs:*', 'Resource': '*' | false",
                "'NotAction': 'sqs:*', 'Resource': '*' | true",
                "'NotAction': ['sqs:*', 'sns:Publish'], 'Resource': '*' | false",
                "'Action': 'sns:Publish', 'Resource': 'arn:aws:sns:eu-west-1:123456789012:alerts' | true",
                "'Action': 'sns:Publish', 'Resource': 'arn:aws:sns:*:123456789012:al?rts' | true",
                "'Action': 'sns:Publish', 'Resource': 'arn:aws:sns' | true",
                "'Action': 'sns:Publish', 'Resource': 'arn:aws:sns:eu-west-1:123456789012:Alerts' | false",
                "'Action': 'sns:Publish', 'Resource': 'arn:aws:sns:ap-south-1:123456789012:alerts' | false",
                "'Action': 'sns:Publish', 'NotResource': 'arn:aws:sns:*:*:others' | true",
                "'Action': 'sns:Publish', 'NotResource': 'arn:aws:sns:*:*:alerts' | false",
                "'Action': 'sns:Publish', 'Resource': '*', 'Condition': {'StringEquals': {'AWS:REQUESTEDREGION': 'eu-west-1'}} | true",
                "'Action': 'sns:Publish', 'Resource': '*', 'Condition': {'StringEquals': {'aws:RequestedRegion': 'eu-west-1', 'aws:PrincipalAccount': '1'}} | false",
                "'Action': 'sns:Publish', 'Resource': '*', 'Condition': {'StringEquals': {'aws:RequestedRegion': 'eu-west-1'}, 'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/controller'}} | true",
            },
            quoteCharacter = '~')
    void aStatementAllowsWhatAllOfItsElementsSay(String elements, boolean allows) {
        Access access = may("{'Effect': 'Allow', " + elements + "}");

        assertThat(allowed(access, PUBLISH.with("aws:RequestedRegion", "eu-west-1")))
                .isEqualTo(allows);
    }

    @Test
    void whatNobodyAllowsIsDeniedAndADenialBeatsEveryAllowance() {
        Access access = may(
                "{'Sid': 'All', 'Effect': 'Allow', 'Action': '*', 'Resource': '*'}",
                "{'Sid': 'NotHere', 'Effect': 'Deny', 'Action': 'sns:*', 'Resource': '*', 'Condition':"
                        + " {'StringNotEquals': {'aws:RequestedRegion': 'eu-west-1'}}}");

        assertThat(access.decide(CONTROLLER, PUBLISH.with("aws:RequestedRegion", "eu-west-1")))
                .isEqualTo(new Decision.Allowed(new StatementId("role controller", "inline", "All")));
        assertThat(access.decide(CONTROLLER, PUBLISH.with("aws:RequestedRegion", "ap-south-1")))
                .isEqualTo(new Decision.Denied(new StatementId("role controller", "inline", "NotHere"), false));
        assertThat(new Access(ACCOUNT).decide(CONTROLLER, PUBLISH)).isEqualTo(new Decision.Unallowed(false));
    }

    /** "Identity-based policies and resource-based policies": within an account either of them is enough. */
    @Test
    void aResourcesPolicyAllowsWhomItNamesAndTheAccountOnlyLetsItsOwnPoliciesDecide() {
        String statement = "{'Effect': 'Allow', 'Principal': {'AWS': '%s'}, 'Action': 'sns:Publish', 'Resource': '*'}";
        Access access = may("{'Effect': 'Allow', 'Action': 'ssm:*', 'Resource': '*'}");
        for (String named : List.of(ROLE, "*", CONTROLLER.toString())) {
            access.put(TOPIC, ofResource(TOPIC, statement.formatted(named)));
            assertThat(allowed(access, PUBLISH)).as(named).isTrue();
        }
        for (String account :
                List.of("arn:aws:iam::123456789012:root", ACCOUNT, "arn:aws:iam::123456789012:role/other")) {
            access.put(TOPIC, ofResource(TOPIC, statement.formatted(account)));
            assertThat(allowed(access, PUBLISH)).as(account).isFalse();
        }
        Access able = may("{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}");
        able.put(
                TOPIC,
                ofResource(
                        TOPIC,
                        "{'Sid': 'No', 'Effect': 'Deny', 'Principal': {'AWS': '" + ACCOUNT
                                + "'}, 'Action': 'sns:*', 'Resource': '*'}"));
        assertThat(able.decide(CONTROLLER, PUBLISH))
                .isEqualTo(new Decision.Denied(new StatementId(TOPIC, "of the resource", "No"), true));
    }

    @Test
    void anObjectHasThePolicyOfItsBucketAndAKeyIsGivenOnce() {
        Access access = may("{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}");
        access.put(
                "arn:aws:s3:::bucket",
                ofResource(
                        "arn:aws:s3:::bucket",
                        "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource': 'arn:aws:s3:::bucket/*',"
                                + " 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}"));
        Act get = Act.of("s3:GetObject", "arn:aws:s3:::bucket/a/b").with("aws:securetransport", "true");

        assertThat(allowed(access, get)).isTrue();
        assertThat(allowed(access, get.with("AWS:SecureTransport", "false"))).isFalse();
        assertThat(allowed(
                        access, Act.of("s3:GetObject", "arn:aws:s3:::other/a").with("aws:SecureTransport", "false")))
                .isTrue();
    }

    /** "Key policies in AWS KMS": a role's policies count only where the key's policy gives the account the key. */
    @Test
    void aKeyIsUsedByWhomItsPolicyNamesOrByTheAccountsPoliciesWhereItSaysSo() {
        Act decrypt = Act.of("kms:Decrypt", KEY);
        Access access = may("{'Sid': 'Own', 'Effect': 'Allow', 'Action': 'kms:Decrypt', 'Resource': '" + KEY + "'}");
        assertThat(allowed(access, decrypt)).as("a key without a policy").isFalse();

        String services = "{'Effect': 'Allow', 'Principal': {'Service': 'cloudwatch.amazonaws.com'}, 'Action': 'kms:*',"
                + " 'Resource': '*'}";
        access.put(KEY, ofResource(KEY, services));
        assertThat(allowed(access, decrypt)).as("a policy of others").isFalse();
        assertThat(access.decide(ALARMS, decrypt).isAllowed()).isTrue();

        String delegation = "{'Sid': 'Account', 'Effect': 'Allow', 'Principal': {'AWS':"
                + " 'arn:aws:iam::123456789012:root'}, 'Action': 'kms:*', 'Resource': '*'}";
        access.put(KEY, ofResource(KEY, services + "," + delegation));
        assertThat(access.decide(CONTROLLER, decrypt))
                .isEqualTo(new Decision.Allowed(new StatementId("role controller", "inline", "Own")));
        assertThat(allowed(access, Act.of("kms:GenerateDataKey", KEY)))
                .as("what the role has not")
                .isFalse();
        assertThat(access.usage().used())
                .extracting(Usage.Right::statement)
                .contains(new StatementId(KEY, "of the resource", "Account"));
    }

    @Test
    void aServiceNeedsAStatementThatNamesItWithTheSourceThatItBrings() {
        Access access = new Access(ACCOUNT);
        assertThat(access.decide(ALARMS, PUBLISH)).isEqualTo(new Decision.Unallowed(true));

        access.put(
                TOPIC,
                ofResource(
                        TOPIC,
                        "{'Effect': 'Allow', 'Principal': {'Service': 'cloudwatch.amazonaws.com'}, 'Action':"
                                + " 'sns:Publish', 'Resource': '" + TOPIC + "', 'Condition': {'StringEquals':"
                                + " {'aws:SourceAccount': '" + ACCOUNT + "'}, 'ArnLike': {'aws:SourceArn':"
                                + " 'arn:aws:cloudwatch:*:*:alarm:d*'}}}"));
        assertThat(access.decide(ALARMS, PUBLISH).isAllowed()).isTrue();
        for (Principal.Service other : List.of(
                Principal.Service.of("cloudwatch.amazonaws.com"),
                new Principal.Service("events.amazonaws.com", ALARMS.source()),
                new Principal.Service("cloudwatch.amazonaws.com", "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:up"),
                new Principal.Service(
                        "cloudwatch.amazonaws.com", "arn:aws:cloudwatch:eu-west-1:999999999999:alarm:down"))) {
            assertThat(access.decide(other, PUBLISH).isAllowed())
                    .as(other + " " + other.source())
                    .isFalse();
        }
    }

    /** "Using resource-based policies for Lambda": a permission is for the ARN that it was made for. */
    @Test
    void aPermissionIsForOneServiceOneSourceAndOneQualifier() {
        Access access = new Access(ACCOUNT);
        Principal.Service rules = new Principal.Service("events.amazonaws.com", RULE);
        Act invoke = Act.of("lambda:InvokeFunction", FUNCTION);
        access.permit(FUNCTION, new Permission("s", "events.amazonaws.com", RULE, ""));

        assertThat(access.decide(rules, invoke))
                .isEqualTo(new Decision.Allowed(new StatementId(FUNCTION, "permissions", "s")));
        assertThat(access.decide(rules, Act.of("lambda:InvokeFunction", FUNCTION.replace(":live", "")))
                        .isAllowed())
                .as("without the qualifier")
                .isFalse();
        assertThat(access.decide(new Principal.Service("events.amazonaws.com", RULE + "2"), invoke)
                        .isAllowed())
                .as("another rule")
                .isFalse();
        assertThat(access.decide(new Principal.Service("scheduler.amazonaws.com", RULE), invoke)
                        .isAllowed())
                .as("another service")
                .isFalse();
        assertThatThrownBy(() -> access.permit(FUNCTION, new Permission("s", "events.amazonaws.com", "", "")))
                .hasMessage("The statement id (s) provided already exists.");

        access.forbid(FUNCTION, "s");
        assertThat(access.decide(rules, invoke).isAllowed()).isFalse();
        access.permit(FUNCTION, new Permission("s", "events.amazonaws.com", RULE + "*", "999999999999"));
        assertThat(access.decide(rules, invoke).isAllowed())
                .as("another account's")
                .isFalse();
    }

    @Test
    void aRoleIsTakenByTheServiceThatItTrusts() {
        Access access = new Access(ACCOUNT);
        Principal.Service scheduler = new Principal.Service(
                "scheduler.amazonaws.com", "arn:aws:scheduler:eu-west-1:123456789012:schedule-group/default");
        access.put(new Role(
                "controller",
                Policy.ofTrust(
                        "controller",
                        "AssumeRolePolicyDocument",
                        document("{'Effect': 'Allow', 'Principal': {'Service': 'scheduler.amazonaws.com'}, 'Action':"
                                + " 'sts:AssumeRole', 'Condition': {'StringEquals': {'aws:SourceAccount': '" + ACCOUNT
                                + "'}}}")),
                List.of()));

        assertThat(access.assume(scheduler, ROLE).isAllowed()).isTrue();
        assertThat(access.assume(Principal.Service.of("scheduler.amazonaws.com"), ROLE)
                        .isAllowed())
                .isFalse();
        assertThat(access.assume(new Principal.Service("lambda.amazonaws.com", FUNCTION), ROLE)
                        .isAllowed())
                .isFalse();
        assertThat(access.assume(scheduler, ROLE + "s").isAllowed()).isFalse();
        access.remove("controller");
        assertThat(access.assume(scheduler, ROLE).isAllowed()).isFalse();
    }

    /** "Troubleshoot access denied error messages". */
    @Test
    void aRefusalIsToldInTheWordsOfAws() {
        Access access = may("{'Effect': 'Deny', 'Action': 'kms:*', 'Resource': '*'}");

        assertThat(access.refusal(CONTROLLER, PUBLISH).orElseThrow().message())
                .isEqualTo(
                        "User: arn:aws:sts::123456789012:assumed-role/controller/regent-failover is not authorized to"
                                + " perform: sns:Publish on resource: " + TOPIC
                                + " because no identity-based policy allows the sns:Publish action");
        assertThat(access.refusal(CONTROLLER, Act.of("cloudwatch:GetMetricData"))
                        .orElseThrow()
                        .message())
                .endsWith(
                        "is not authorized to perform: cloudwatch:GetMetricData because no identity-based policy allows"
                                + " the cloudwatch:GetMetricData action");
        assertThat(access.refusal(CONTROLLER, Act.of("kms:Decrypt", KEY))
                        .orElseThrow()
                        .message())
                .endsWith("kms:Decrypt on resource: " + KEY + " with an explicit deny in an identity-based policy");
        assertThat(access.refusal(ALARMS, PUBLISH).orElseThrow().message())
                .isEqualTo("User: cloudwatch.amazonaws.com is not authorized to perform: sns:Publish on resource: "
                        + TOPIC + " because no resource-based policy allows the sns:Publish action");
    }
}
