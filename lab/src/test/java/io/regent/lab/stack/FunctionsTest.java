package io.regent.lab.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every intrinsic function, pseudo parameter and dynamic reference, in a property of a resource. */
class FunctionsTest {
    private static final StackId STACK = new StackId("regent", new Region("eu-west-1"));

    private static final String HEAD = """
            Parameters:
              Name: {Type: String, Default: regent}
              Regions: {Type: CommaDelimitedList, Default: "eu-west-1, ap-south-1"}
              Image: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /ami/latest}
            Mappings:
              Zones:
                eu-west-1: {Id: Z1, Names: [a, b], Count: 3}
            Conditions:
              Holds: !Equals [!Ref Name, regent]
              Fails: !Not [!Condition Holds]
              Both: !And [!Condition Holds, !Condition Fails]
              Either: !Or [!Condition Fails, !Equals [5, "5"]]
              Mapped: !Equals [!FindInMap [Zones, !Ref "AWS::Region", Id], Z1]
              Listed: !Equals [!Join [",", !Ref Regions], "eu-west-1,ap-south-1"]
            Resources:
              Other:
                Type: AWS::SNS::Topic
              It:
                Type: AWS::SNS::Topic
                Properties:
            """;

    private final Recorded provider = new Recorded();
    private final Stacks stacks = new Stacks(
            provider,
            (region, name) -> name.equals("/ami/latest") ? Optional.of("ami-of-" + region) : Optional.empty(),
            "123456789012");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            !Ref Name                                               | "regent"
            {Ref: Name}                                             | "regent"
            !Ref Regions                                            | ["eu-west-1","ap-south-1"]
            !Ref Image                                              | "ami-of-eu-west-1"
            !Ref Other                                              | "other"
            !GetAtt Other.Arn                                       | "arn:other"
            !GetAtt Other.Endpoint.Address                          | "other.example.com"
            !GetAtt [Other, Arn]                                    | "arn:other"
            {"Fn::GetAtt": Other.Arn}                               | "arn:other"
            !Sub "a ${Name} b"                                      | "a regent b"
            !Sub "${Other} ${Other.Arn} ${AWS::Region}"             | "other arn:other eu-west-1"
            !Sub "${!Name} ${Name}"                                 | "${Name} regent"
            !Sub ["${a}-${Name}", {a: !GetAtt Other.Arn}]           | "arn:other-regent"
            !Join ["-", [a, !Ref Name, 5]]                          | "a-regent-5"
            !Join ["/", !Ref Regions]                               | "eu-west-1/ap-south-1"
            !Join [",", [a, !Ref "AWS::NoValue", b]]                | "a,b"
            !Split [",", "a,b,,c"]                                  | ["a","b","","c"]
            !Split [";", !Sub "${Name};x"]                          | ["regent","x"]
            !Select [1, !Ref Regions]                               | "ap-south-1"
            !Select ["0", [a, b]]                                   | "a"
            !Select [2, !GetAZs ""]                                 | "eu-west-1c"
            !GetAZs {Ref: "AWS::Region"}                            | ["eu-west-1a","eu-west-1b","eu-west-1c"]
            !FindInMap [Zones, !Ref "AWS::Region", Names]           | ["a","b"]
            !FindInMap [Zones, eu-west-1, Count]                    | 3
            !Base64 text                                            | "dGV4dA=="
            !Base64 {"Fn::Sub": "${Name}"}                          | "cmVnZW50"
            !Cidr [10.0.0.0/16, 2]                                  | ["10.0.0.0/24","10.0.1.0/24"]
            !Cidr ["10.0.1.7/16", "2", "4"]                         | ["10.0.0.0/28","10.0.0.16/28"]
            !Cidr ["2001:db8:1234:1a00::/56", 2, 64]                | ["2001:db8:1234:1a00::/64","2001:db8:1234:1a01::/64"]
            !Select [255, !Cidr ["::/56", 256, 64]]                 | "0:0:0:ff::/64"
            !If [Holds, a, b]                                         | "a"
            !If [Fails, a, b]                                          | "b"
            !If [Both, a, b]                                        | "b"
            !If [Either, a, b]                                      | "a"
            !If [Mapped, a, b]                                      | "a"
            !If [Listed, a, b]                                      | "a"
            !If [Fails, !Ref Missing0, {x: !If [Holds, 1, 2]}]           | -
            [a, !If [Fails, b, !Ref "AWS::NoValue"], c]                | ["a","c"]
            {a: 1, b: !If [Fails, b, !Ref "AWS::NoValue"]}             | {"a":1}
            !Ref AWS::AccountId                                     | "123456789012"
            !Ref AWS::Partition                                     | "aws"
            !Ref AWS::Region                                        | "eu-west-1"
            !Ref AWS::StackName                                     | "regent"
            !Ref AWS::URLSuffix                                     | "amazonaws.com"
            "{{resolve:ssm:/ami/latest}} x"                         | "ami-of-eu-west-1 x"
            [true, 5, -1, 1.5, 2012-10-17, text, "5"]               | [true,5,-1,1.5,"2012-10-17","text","5"]
            """)
    void aFunctionGivesWhatCloudFormationSays(String value, String resolved) {
        if (resolved.equals("-")) {
            assertThatThrownBy(() -> deploy(value)).hasMessageContaining("nothing here is called Missing0");
            return;
        }
        deploy(value);

        assertThat(provider.properties("It")).isEqualTo("{\"Value\":" + resolved + "}");
    }

    @Test
    void theStackIdNamesTheStack() {
        deploy("!Ref AWS::StackId");

        assertThat(provider.properties("It"))
                .matches("\\{\"Value\":\"arn:aws:cloudformation:eu-west-1:123456789012:stack/regent/[0-9a-f-]{36}\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            !Ref Nothing                        | Resources.It.Properties: nothing here is called Nothing
            !Ref AWS::NotificationARNs          | Resources.It.Properties.Value.Ref: a pseudo parameter that the lab does not know: AWS::NotificationARNs
            !GetAtt Nothing.Arn                 | Resources.It.Properties: nothing here is called Nothing
            !GetAtt Other.Sauce                 | Resources.It.Properties.Value.Fn::GetAtt: nothing here is called Other.Sauce
            !GetAtt Other                       | Resources.It.Properties.Value.Fn::GetAtt: expected a resource's name and an attribute's, found "Other"
            !Sub "${Nothing}"                   | Resources.It.Properties: nothing here is called Nothing
            !Sub "${VAR:-x}"                    | Resources.It.Properties.Value.Fn::Sub: ${VAR:-x}: expected a name, or ${!VAR:-x} for the text ${VAR:-x}
            !Sub ["x", {a: b}]                  | Resources.It.Properties.Value.Fn::Sub.a: a variable that the text does not use
            !Sub "${Regions}"                   | Resources.It.Properties.Value.Fn::Sub ${Regions}: expected a text, found ["eu-west-1","ap-south-1"]
            !ImportValue x                      | Resources.It.Properties.Value.Fn::ImportValue: the stacks of the lab export nothing: expected a parameter
            !ToJsonString {a: 1}                | Resources.It.Properties.Value.Fn::ToJsonString: a function that the lab does not know
            !Length [1]                         | Resources.It.Properties.Value.Fn::Length: a function that the lab does not know
            {"Fn::Transform": {Name: x}}        | Resources.It.Properties.Value.Fn::Transform: a function that the lab does not know
            !Equals [a, a]                      | Resources.It.Properties.Value.Fn::Equals: true and false are for Conditions and Rules
            !Select [2, [a, b]]                 | Resources.It.Properties.Value.Fn::Select: no item 2: expected a number below 2
            !Select [0, text]                   | Resources.It.Properties.Value.Fn::Select[1]: expected a list, found "text"
            !Join ["-", [[a]]]                  | Resources.It.Properties.Value.Fn::Join[1]: expected a text, found ["a"]
            !Join [a]                           | Resources.It.Properties.Value.Fn::Join: expected a list of 2, found ["a"]
            !FindInMap [Zones, us-east-1, Id]   | Resources.It.Properties.Value.Fn::FindInMap[1]: no us-east-1: expected one of [eu-west-1]
            !GetAZs us-east-1                   | Resources.It.Properties.Value.Fn::GetAZs: expected the stack's own region, found us-east-1
            !Cidr [10.0.0.0/24, 2, 8]           | Resources.It.Properties.Value.Fn::Cidr: 10.0.0.0/24 does not hold 2 blocks of 8 bits
            !Cidr [ten, 2, 8]                   | Resources.It.Properties.Value.Fn::Cidr[0]: expected a block such as 10.0.0.0/16, found ten
            !If [Nobody, a, b]                  | Resources.It.Properties.Value.Fn::If[0]: no condition Nobody
            {Ref: Name, Other: x}               | Resources.It.Properties.Value: Ref stands beside other keys: expected it alone
            "{{resolve:ssm:/nothing}}"          | Resources.It.Properties.Value: {{resolve:ssm:/nothing}}: the parameter store of eu-west-1 has no such parameter
            "{{resolve:ssm-secure:/secret}}"    | Resources.It.Properties.Value: {{resolve:ssm-secure:/secret}}: expected {{resolve:ssm:NAME}}, which takes no secrets
            """)
    void whatCloudFormationOrTheLabDoesNotTakeIsRefusedWithItsPath(String value, String problem) {
        assertThatThrownBy(() -> deploy(value)).message().contains("t.yaml: ").endsWith(problem.strip());
    }

    @Test
    void conditionsInACircleAreRefused() {
        assertThatThrownBy(() -> deploy("""
                        Conditions:
                          A: !Not [!Condition B]
                          B: !Not [!Condition A]
                        Resources: {Topic: {Type: AWS::SNS::Topic}}
                        """, Settings.of(STACK)))
                .hasMessage("t.yaml: Conditions.B.Fn::Not.Condition: conditions in a circle: A → B → A");
    }

    @Test
    void aConditionKnowsNoResource() {
        assertThatThrownBy(() -> deploy("""
                        Conditions:
                          A: !Equals [!Ref Topic, x]
                        Resources: {Topic: {Type: AWS::SNS::Topic}}
                        """, Settings.of(STACK)))
                .hasMessage("t.yaml: Conditions.A.Fn::Equals[0].Ref: nothing here is called Topic");
    }

    private void deploy(String value) {
        deploy(HEAD + "      Value: " + value + "\n", Settings.of(STACK));
    }

    private void deploy(String template, Settings settings) {
        stacks.deploy(Template.parse("t.yaml", template), settings);
    }
}
