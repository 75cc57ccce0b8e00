package io.regent.lab.twin.iam;

import static io.regent.lab.twin.iam.Documents.ofResource;
import static io.regent.lab.twin.iam.Documents.ofRole;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Actions, resources, and condition keys for AWS services" (Service Authorization Reference). */
class ActionsTest {
    private static List<String> defects(String elements) {
        return ofRole("{'Sid': 'S', 'Effect': 'Allow', " + elements + "}").defects();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'Action': 'cloudwatch:PutMetricData', 'Resource': '*', 'Condition': {'StringEquals': {'cloudwatch:namespace': 'Regent', 'aws:RequestedRegion': 'eu-west-1'}}",
                "'Action': 'events:PutEvents', 'Resource': 'arn:aws:events:*:123456789012:event-bus/default', 'Condition': {'StringEquals': {'events:source': 'regent', 'events:detail-type': 'Verdict changed'}}",
                "'Action': 'route53:ChangeResourceRecordSets', 'Resource': '*', 'Condition': {'ForAllValues:StringEquals': {'route53:ChangeResourceRecordSetsRecordTypes': 'A'}, 'Null': {'route53:ChangeResourceRecordSetsActions': 'false'}}",
                "'Action': 'kms:GenerateDataKey*', 'Resource': '*', 'Condition': {'StringEquals': {'kms:ViaService': 'sns.eu-west-1.amazonaws.com'}}",
                "'Action': 'ec2:AttachVolume', 'Resource': '*', 'Condition': {'StringEquals': {'aws:ResourceTag/Name': 'regent-registry'}}",
                "'Action': 'ec2:RebootInstances', 'Resource': 'arn:aws:ec2:*:123456789012:instance/*', 'Condition': {'StringEquals': {'aws:ResourceTag/Name': 'regent-registry', 'aws:RequestedRegion': 'eu-west-1'}}",
                "'Action': ['s3:GetObject', 'ssmmessages:OpenDataChannel'], 'Resource': '*'",
            },
            quoteCharacter = '~')
    void whatTheReferenceHasIsSound(String elements) {
        assertThat(defects(elements)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'Action': 'cloudwatch:GetMetricData', 'Resource': '*', 'Condition': {'StringEquals': {'cloudwatch:namespace': 'Regent'}} | requests for cloudwatch:GetMetricData never bring cloudwatch:namespace",
                "'Action': 'route53:ListResourceRecordSets', 'Resource': '*', 'Condition': {'ForAllValues:StringEquals': {'route53:ChangeResourceRecordSetsRecordTypes': 'A'}} | requests for route53:ListResourceRecordSets never bring route53:changeresourcerecordsetsrecordtypes",
                "'Action': 'lambda:InvokeFunction', 'Resource': '*', 'Condition': {'ArnLike': {'aws:SourceArn': '*'}} | requests for lambda:InvokeFunction never bring aws:sourcearn",
                "'Action': 'sns:*', 'Resource': '*', 'Condition': {'StringEquals': {'sns:Endpoint': 'x'}} | requests for sns:* never bring sns:endpoint",
                "'Action': 'route53:ChangeResourceRecordSets', 'Resource': '*', 'Condition': {'StringEquals': {'route53:ChangeResourceRecordSetsActions': 'UPSERT'}} | route53:changeresourcerecordsetsactions has several values, and needs ForAllValues: or ForAnyValue:",
                "'Action': 'cloudwatch:PutMetricData', 'Resource': 'arn:aws:cloudwatch:eu-west-1:123456789012:metric/*' | cloudwatch:PutMetricData knows no resource but *",
                "'Action': 'ec2:DescribeInstances', 'Resource': '*', 'Condition': {'StringEquals': {'aws:ResourceTag/Name': 'regent-registry'}} | requests for ec2:DescribeInstances never bring aws:resourcetag/name",
                "'Action': 'route53:GetAccountLimit', 'Resource': 'arn:aws:route53:::hostedzone/Z1' | route53:GetAccountLimit knows no resource but *",
                "'Action': 'dynamodb:GetItem', 'Resource': '*', 'Condition': {'StringEquals': {'dynamodb:Select': 'COUNT'}} | the twin knows no condition keys of dynamodb:GetItem",
            },
            quoteCharacter = '~')
    void whatAwsWouldTurnIntoADenialIsADefect(String elements, String defect) {
        assertThat(defects(elements)).containsExactly("role controller, policy inline, statement S: " + defect);
    }

    @Test
    void theSourceOfAServiceIsForTheResourcesPolicy() {
        assertThat(ofResource(
                                "arn",
                                "{'Effect': 'Allow', 'Principal': {'Service': 'cloudwatch.amazonaws.com'}, 'Action':"
                                        + " 'sns:Publish', 'Resource': '*', 'Condition': {'ArnLike': {'aws:SourceArn': '*'}}}")
                        .defects())
                .isEmpty();
    }
}
