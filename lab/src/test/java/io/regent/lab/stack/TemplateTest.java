package io.regent.lab.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a template may be made of, and how it is written. */
class TemplateTest {
    private static final String TOPIC = "Resources: {Topic: {Type: AWS::SNS::Topic}}\n";

    @Test
    void shortFormsAreTheLongOnes() {
        Template template = Template.parse("t.yaml", """
                Resources:
                  Topic:
                    Type: AWS::SNS::Topic
                    Properties:
                      A: !Ref B
                      C: !GetAtt D.E.F
                      G: !Sub ["${h}", {h: !If [I, j, !Ref "AWS::NoValue"]}]
                      K: !Base64
                        Fn::Sub: |
                          two
                          lines
                """);

        assertThat(template.section("Resources").at("/Topic/Properties"))
                .hasToString("{\"A\":{\"Ref\":\"B\"},\"C\":{\"Fn::GetAtt\":[\"D\",\"E.F\"]},"
                        + "\"G\":{\"Fn::Sub\":[\"${h}\",{\"h\":{\"Fn::If\":[\"I\",\"j\",{\"Ref\":\"AWS::NoValue\"}]}}]},"
                        + "\"K\":{\"Fn::Base64\":{\"Fn::Sub\":\"two\\nlines\\n\"}}}");
    }

    @Test
    void everySectionAndAttributeThatIsKnownIsTaken() {
        Template.parse("t.yaml", """
                AWSTemplateFormatVersion: "2010-09-09"
                Description: everything
                Transform: AWS::Serverless-2016-10-31
                Metadata:
                  AWS::CloudFormation::Interface:
                    ParameterGroups:
                      - Label: {default: Names}
                        Parameters: [Name]
                    ParameterLabels:
                      Name: {default: How is it called?}
                  cfn-lint: {config: {ignore_checks: [W1]}}
                Parameters: {Name: {Type: String}}
                Rules: {R: {Assertions: [{Assert: !Equals [a, a]}]}}
                Mappings: {A: {b: {c: d}}}
                Conditions: {C: !Equals [a, a]}
                Globals: {Function: {Runtime: java25}}
                Resources:
                  Instance:
                    Type: AWS::EC2::Instance
                    Condition: C
                    DependsOn: [Other]
                    DeletionPolicy: RetainExceptOnCreate
                    UpdateReplacePolicy: Retain
                    Metadata: {checkov: {skip: []}}
                    CreationPolicy: {ResourceSignal: {Count: 1, Timeout: PT15M}}
                    Properties: {}
                  Other: {Type: AWS::SNS::Topic, DependsOn: Instance}
                  Volume: {Type: AWS::EC2::Volume, DeletionPolicy: Snapshot, UpdateReplacePolicy: Snapshot}
                Outputs: {A: {Description: b, Condition: C, Value: c}}
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Hooks: {}                                                | t.yaml: Hooks: a section that the lab does not know, expected one of [AWSTemplateFormatVersion, Conditions, Description, Globals, Mappings, Metadata, Outputs, Parameters, Resources, Rules, Transform]
            Description: 5                                           | t.yaml: Description: expected a text, found 5
            AWSTemplateFormatVersion: 2011-01-01                     | t.yaml: AWSTemplateFormatVersion: expected 2010-09-09, found "2011-01-01"
            Transform: AWS::LanguageExtensions                       | t.yaml: Transform: expected AWS::Serverless-2016-10-31, found "AWS::LanguageExtensions"
            Globals: {}                                              | t.yaml: Globals: without Transform: AWS::Serverless-2016-10-31 they mean nothing
            Metadata: {Mine: {}}                                     | t.yaml: Metadata.Mine: metadata that the lab does not know
            Metadata: {AWS::CloudFormation::Interface: {ParameterGroups: [{Parameters: [X]}]}} | t.yaml: Metadata.AWS::CloudFormation::Interface.ParameterGroups[0].Parameters: no parameter X
            Conditions: []                                           | t.yaml: Conditions: expected a mapping
            Conditions: {a-b: !Equals [a, a]}                        | t.yaml: Conditions.a-b: expected a name of letters and digits
            """)
    void sectionsThatAreNotKnownAreRefused(String section, String problem) {
        refused(TOPIC + section + "\n", problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            UpdatePolicy: {}              | t.yaml: Resources.Topic.UpdatePolicy: an attribute that the lab does not know, expected one of [Condition, CreationPolicy, DeletionPolicy, DependsOn, Metadata, Properties, Type, UpdateReplacePolicy]
            DeletionPolicy: Snapshot      | t.yaml: Resources.Topic.DeletionPolicy: AWS::SNS::Topic has no snapshots
            DeletionPolicy: Keep          | t.yaml: Resources.Topic.DeletionPolicy: expected Delete, Retain, RetainExceptOnCreate or Snapshot, found "Keep"
            UpdateReplacePolicy: RetainExceptOnCreate | t.yaml: Resources.Topic.UpdateReplacePolicy: expected Delete, Retain or Snapshot, found RetainExceptOnCreate
            Metadata: {Mine: x}           | t.yaml: Resources.Topic.Metadata.Mine: metadata that the lab does not know
            CreationPolicy: {AutoScalingCreationPolicy: {}} | t.yaml: Resources.Topic.CreationPolicy.AutoScalingCreationPolicy: a property that the lab does not know
            CreationPolicy: {ResourceSignal: {Timeout: 5m}} | t.yaml: Resources.Topic.CreationPolicy.ResourceSignal.Timeout: expected a length such as PT15M, found 5m
            Properties: []                | t.yaml: Resources.Topic.Properties: expected a mapping, found []
            DependsOn: {a: b}             | t.yaml: Resources.Topic.DependsOn: expected a list, found {"a":"b"}
            """)
    void attributesThatAreNotKnownAreRefused(String attribute, String problem) {
        refused("Resources: {Topic: {Type: AWS::SNS::Topic, " + attribute + "}}\n", problem);
    }

    @Test
    void aResourceNeedsATypeAndServerlessOnesTheTransform() {
        refused("Resources: {Topic: {Properties: {}}}", "t.yaml: Resources.Topic: Type: expected, and not there");
        refused("Description: nothing", "t.yaml: Resources: expected at least one");
        refused(
                "Resources: {F: {Type: AWS::Serverless::Function}}",
                "t.yaml: Resources.F.Type: AWS::Serverless::Function needs Transform: AWS::Serverless-2016-10-31");
    }

    /** YAML 1.1, which CloudFormation and the SAM command line read, has other values for these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "No",
                "on",
                "OFF",
                "012345678901",
                "0x1F",
                "0o17",
                "1_000",
                "22:22",
                "1e3",
                "5.",
                ".5",
                ".inf",
                ".NaN",
                "="
            })
    void wordsThatVersionsOfYamlReadDifferentlyAreRefused(String word) {
        assertThatThrownBy(() -> Template.parse("t.yaml", TOPIC + "Description: " + word))
                .hasMessage("t.yaml: Description: " + word
                        + " (line 2): read differently by versions of YAML, expected quotes around it");
        Template.parse("t.yaml", TOPIC + "Description: \"" + word + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Description:                  | t.yaml: Description: nothing (line 2): CloudFormation takes no null
            Description: null             | t.yaml: Description: nothing (line 2): CloudFormation takes no null
            Description: &a b             | t.yaml: Description: an anchor or alias (line 2): expected the value written out
            Description: !!str b          | t.yaml: Description: the tag tag:yaml.org,2002:str (line 2): expected a function such as !Ref
            Mappings: {<<: {a: b}}        | t.yaml: Mappings: the key << (line 2): expected quotes around it
            Mappings: {on: {a: b}}        | t.yaml: Mappings: the key on (line 2): expected quotes around it
            Mappings: {[a]: b}            | t.yaml: Mappings: a key that is not text (line 2)
            Resources: {}                 | t.yaml: Resources: written a second time (line 2)
            Description: [                | t.yaml: line 2, column 15: not YAML: expected the node content, but found '<stream end>'
            """)
    void whatIsNotATreeOfValuesIsRefused(String line, String problem) {
        assertThatThrownBy(() -> Template.parse("t.yaml", TOPIC + line))
                .isInstanceOf(Unsupported.class)
                .hasMessage(problem);
    }

    @Test
    void oneDocumentIsExpected() {
        refused("", "t.yaml: nothing: expected a template");
        refused(TOPIC + "---\na: b\n", "t.yaml: more than one document: expected one");
        refused("[a]", "t.yaml: expected a mapping of sections");
        assertThatThrownBy(() -> Template.parse("t.yaml", "a: " + "[".repeat(70)))
                .hasMessageContaining("nested deeper than 64 levels");
    }

    private static void refused(String text, String problem) {
        assertThatThrownBy(() -> Template.parse("t.yaml", text))
                .isInstanceOf(Unsupported.class)
                .hasMessage(problem);
    }
}
