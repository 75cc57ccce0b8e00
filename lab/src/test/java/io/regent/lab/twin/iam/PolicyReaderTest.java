package io.regent.lab.twin.iam;

import static io.regent.lab.twin.iam.Documents.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "IAM JSON policy elements reference" (IAM User Guide): what is read, and what is refused with its path. */
class PolicyReaderTest {
    private static final String GOOD = "{'Version': '2012-10-17', 'Statement': [{'Sid': 'Read', 'Effect': 'Allow',"
            + " 'Action': ['ssm:GetParameter'], 'Resource': 'arn:aws:ssm:eu-west-1:123456789012:parameter/regent/fleet',"
            + " 'Condition': {'StringEquals': {'aws:RequestedRegion': ['eu-west-1']}}}]}";

    @Test
    void aListMayBeASingleValueAndStatementsMayBeOne() {
        String single = "{'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', 'Action': 'ssm:GetParameter',"
                + " 'Resource': '*', 'Condition': {'Bool': {'aws:SecureTransport': true}}}}";

        Policy policy = Policy.ofRole("r", "p", "Doc", json(single));

        assertThat(policy.statements()).singleElement().satisfies(one -> {
            assertThat(one.id()).hasToString("role r, policy p, statement [0]");
            assertThat(one.actions().written()).containsExactly("ssm:GetParameter");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2012-10-17 | 2012-10-18 | Doc.Version: '2012-10-18': expected 2012-10-17",
                "'Version': '2012-10-17', | '' | Doc.Version",
                "'Version': | 'Versions': 1, 'Version': | Doc.Versions: the twin has no such element here",
                "'Sid': | 'Said': | Doc.Statement[0].Said: the twin has no such element here",
                "'Sid': 'Read', | 'Sid': 'read it', | Doc.Statement[0].Sid: 'read it': expected letters and digits",
                "'Effect': 'Allow', | 'Effect': 'allow', | Doc.Statement[0].Effect: 'allow': expected Allow or Deny",
                "'Effect': 'Allow', | 'Effect': 'Allow', 'Principal': '*', | Doc.Statement[0].Principal",
                "'ssm:GetParameter' | 'GetParameter' | Doc.Statement[0].Action: 'GetParameter': expected * or SERVICE:ACTION",
                "'Action': ['ssm:GetParameter'], | '' | Doc.Statement[0]: expected either Action or NotAction",
                "'Action': | 'NotAction': 'ssm:*', 'Action': | Doc.Statement[0]: expected either Action or NotAction",
                "['ssm:GetParameter'] | [] | Doc.Statement[0].Action: expected one text at least",
                "['ssm:GetParameter'] | [{}] | Doc.Statement[0].Action[0]: expected a text",
                "arn:aws:ssm | parameter:ssm | Doc.Statement[0].Resource: 'parameter:ssm:eu-west-1",
                "arn:aws:ssm | arn:aws:s* | Doc.Statement[0].Resource: 'arn:aws:s*:eu-west-1",
                "'StringEquals' | 'StringIs' | Doc.Statement[0].Condition.StringIs.aws:RequestedRegion: no operator StringIs",
                "'StringEquals' | 'IpAddress' | no operator IpAddress: expected one of StringEquals",
                "'StringEquals' | 'ForSomeValues:StringEquals' | no operator ForSomeValues:StringEquals",
                "'StringEquals' | 'NullIfExists' | Null stands alone",
                "'StringEquals' | 'ForAllValues:Null' | Null stands alone",
                "'StringEquals' | 'Null' | 'eu-west-1': expected true or false",
                "'StringEquals' | 'Bool' | 'eu-west-1': expected true or false",
                "'StringEquals' | 'NumericLessThan' | 'eu-west-1': expected a number",
                "'StringEquals' | 'ArnLike' | 'eu-west-1': expected * or an ARN",
                "['eu-west-1'] | ['${aws:SourceArn'] | expected a } after ${",
                "['eu-west-1'] | ['${SourceArn}'] | '${SourceArn}': expected the name of a condition key",
                "['eu-west-1'] | {} | Condition.StringEquals.aws:RequestedRegion: expected a text",
                "'aws:RequestedRegion' | 'RequestedRegion' | expected a condition key such as aws:SourceArn",
                "{'aws:RequestedRegion': ['eu-west-1']} | {} | Condition.StringEquals: expected a mapping of condition keys",
            },
            quoteCharacter = '~')
    void whatIsNotKnownIsRefusedWithItsPath(String piece, String otherwise, String problem) {
        assertThat(GOOD).contains(piece);
        String changed = GOOD.replace(piece, otherwise.equals("''") ? "" : otherwise);

        assertThatThrownBy(() -> Policy.ofRole("r", "p", "Doc", json(changed)))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'Principal': {'Service': 'events.amazonaws.com'}, | '' | Doc.Statement[0].Principal: expected a mapping",
                "{'Service': 'events.amazonaws.com'} | 'events' | 'events': expected * or a mapping",
                "{'Service': 'events.amazonaws.com'} | {} | Principal: expected one principal at least",
                "{'Service': 'events.amazonaws.com'} | {'Federated': 'x'} | Principal.Federated: the twin has no such",
                "events.amazonaws.com | events | Principal.Service: 'events': expected NAME.amazonaws.com",
                "{'Service': 'events.amazonaws.com'} | {'AWS': 'arn:aws:iam::123456789012:role/*'} | the whole ARN",
                "'Principal' | 'NotPrincipal' | Doc.Statement[0].NotPrincipal: the twin has no such element here",
            },
            quoteCharacter = '~')
    void principalsAreWhole(String piece, String otherwise, String problem) {
        String good = "{'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': {'Service':"
                + " 'events.amazonaws.com'}, 'Action': 'sns:Publish', 'Resource': '*'}]}";
        assertThat(good).contains(piece);
        Policy.ofResource("arn", "Doc", json(good));

        assertThatThrownBy(() -> Policy.ofResource(
                        "arn", "Doc", json(good.replace(piece, otherwise.equals("''") ? "" : otherwise))))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aTrustPolicyHasNoResources() {
        String text = "{'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': '*',"
                + " 'Action': 'sts:AssumeRole', 'Resource': '*'}]}";

        assertThatThrownBy(() -> Policy.ofTrust("r", "Doc", json(text)))
                .hasMessageContaining("Doc.Statement[0].Resource: the twin has no such element here");
    }

    @Test
    void sidsStandOnceAndAPolicyHasAStatement() {
        String twice = GOOD.replace("}]}", "}, {'Sid': 'Read', 'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]}");

        assertThatThrownBy(() -> Policy.ofRole("r", "p", "Doc", json(twice)))
                .hasMessage("Doc.Statement[1].Sid: 'Read': expected one for each statement");
        assertThatThrownBy(() -> Policy.ofRole("r", "p", "Doc", json("{'Version': '2012-10-17', 'Statement': []}")))
                .hasMessage("Doc.Statement: expected one statement at least");
    }
}
