package io.regent.lab.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.regent.fleet.Region;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters of a template, and the rules that they are held to. */
class InputsTest {
    private static final Region REGION = new Region("eu-west-1");

    private static final String ALL = """
            Parameters:
              Name:
                Type: String
                Description: prefix
                AllowedPattern: "[a-z]+"
                ConstraintDescription: small letters
                MinLength: 2
                MaxLength: 8
                Default: regent
              Session: {Type: String, AllowedValues: [fast, cheap], Default: fast}
              Age: {Type: Number, MinValue: 10, MaxValue: 60.5, Default: 60}
              Ranges: {Type: CommaDelimitedList, AllowedPattern: "[0-9./]+", Default: "10.0.0.0/8 , 192.168.0.0/16"}
              Ports: {Type: "List<Number>", Default: "80,5000"}
              Image: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /ami}
              Zones: {Type: "AWS::SSM::Parameter::Value<List<String>>", Default: /zones}
              Open: {Type: String, AllowedValues: [true, false], Default: false}
              Secret: {Type: String, NoEcho: true, AllowedPattern: "[a-z]*", Default: ""}
            Resources: {Topic: {Type: AWS::SNS::Topic}}
            """;

    @Test
    void defaultsAndStoredParametersAreValues() {
        Inputs inputs = read(ALL, Map.of("Open", "true"));

        assertThat(inputs.texts()).containsEntry("Age", "60").containsEntry("Image", "/ami");
        assertThat(inputs.values().toString())
                .isEqualTo("{Name=\"regent\", Session=\"fast\", Age=\"60\","
                        + " Ranges=[\"10.0.0.0/8\",\"192.168.0.0/16\"], Ports=[\"80\",\"5000\"], Image=\"ami-1\","
                        + " Zones=[\"a\",\"b\"], Open=\"true\", Secret=\"\"}");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Map<String, String> given = Map.of(
                "Name", "R",
                "Session", "slow",
                "Age", "61",
                "Ranges", "10.0.0.0/8,all",
                "Ports", "80,x",
                "Image", "/nothing",
                "Secret", "S3CRET",
                "Nome", "regent");

        assertThatThrownBy(() -> read(ALL.replace("[true, false], Default: false}", "[true, false]}"), given))
                .asInstanceOf(type(BadParameters.class))
                .extracting(BadParameters::problems, LIST)
                .containsExactly(
                        "parameter Nome: t.yaml has none of that name, expected one of"
                                + " [Name, Session, Age, Ranges, Ports, Image, Zones, Open, Secret]",
                        "parameter Name: expected small letters (text, matching [a-z]+, from 2 to 8 characters),"
                                + " found 'R'",
                        "parameter Session: expected text, one of [fast, cheap], found 'slow'",
                        "parameter Age: expected a Number, from 10 to 60.5, found '61'",
                        "parameter Ranges: expected a CommaDelimitedList, matching [0-9./]+, found 'all'",
                        "parameter Ports: expected a List<Number>, found 'x'",
                        "parameter Image: the parameter store of eu-west-1 holds no /nothing",
                        "parameter Open: no value, and no default; expected text, one of [true, false]",
                        "parameter Secret: expected text, matching [a-z]*, found something else");
    }

    /** As {@code sam deploy} does: it hands {@code UsePreviousValue} on. */
    @Test
    void anUpdateKeepsTheValuesOfTheLastDeployment() {
        Template template = Template.parse("t.yaml", ALL);

        Inputs inputs = Inputs.read(
                template,
                Map.of("Name", "given"),
                Map.of("Name", "before", "Session", "cheap"),
                REGION,
                InputsTest::stored);

        assertThat(inputs.texts())
                .containsEntry("Name", "given")
                .containsEntry("Session", "cheap")
                .containsEntry("Age", "60");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {Type: Text}                              | t.yaml: Parameters.P.Type: expected String, Number, CommaDelimitedList, List<Number> or AWS::SSM::Parameter::Value<...> of a String, a CommaDelimitedList, a List<String> or an AWS::EC2::Image::Id, found Text
            {Type: String, Pattern: x}                | t.yaml: Parameters.P.Pattern: a property that the lab does not know
            {Type: String, AllowedPattern: "["}       | t.yaml: Parameters.P.AllowedPattern: not a pattern: Unclosed character class
            {Type: String, MinValue: 1}               | t.yaml: Parameters.P: MinValue and MaxValue are for a Number
            {Type: Number, MaxLength: 1}              | t.yaml: Parameters.P: MinLength and MaxLength are for a String
            {Default: x}                              | t.yaml: Parameters.P: Type: expected, and not there
            """)
    void declarationsThatAreNotKnownAreRefused(String declaration, String problem) {
        assertThatThrownBy(() -> read(
                        "Parameters: {P: " + declaration + "}\nResources: {Topic: {Type: AWS::SNS::Topic}}", Map.of()))
                .isInstanceOf(Unsupported.class)
                .hasMessage(problem);
    }

    private static final String RULES = """
            Parameters:
              Mode: {Type: String}
              Ranges: {Type: CommaDelimitedList}
            Rules:
              Both:
                RuleCondition: !And [!Equals [!Ref Mode, open], !Not [!Equals [!Ref "AWS::Region", us-east-1]]]
                Assertions:
                  - Assert: !EachMemberIn [!Ref Ranges, [10.0.0.0/8, 192.168.0.0/16]]
                    AssertDescription: only private ranges
              Either:
                Assertions:
                  - Assert: !Or [!Equals [!Ref Mode, closed], !EachMemberEquals [!Ref Ranges, 10.0.0.0/8]]
                    AssertDescription: one range
              Known:
                Assertions:
                  - Assert: {"Fn::Contains": [[open, closed], !Ref Mode]}
            Resources: {Topic: {Type: AWS::SNS::Topic}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            open   | 10.0.0.0/8                  | ''
            open   | 10.0.0.0/8,192.168.0.0/16   | rule Either: one range
            open   | 1.0.0.0/8                   | rule Both: only private ranges/rule Either: one range
            closed | 1.0.0.0/8                   | ''
            ajar   | 1.0.0.0/8                   | rule Either: one range/rule Known: an assertion of it does not hold
            """)
    void rulesHoldParametersToEachOther(String mode, String ranges, String problems) {
        Stacks stacks = new Stacks(new Recorded(), InputsTest::stored, "123456789012");
        Settings settings =
                Settings.of(new StackId("regent", REGION)).with("Mode", mode).with("Ranges", ranges);

        if (problems.isEmpty()) {
            stacks.deploy(Template.parse("t.yaml", RULES), settings);
        } else {
            assertThatThrownBy(() -> stacks.deploy(Template.parse("t.yaml", RULES), settings))
                    .isInstanceOf(BadParameters.class)
                    .hasMessage(problems.replace("/rule", "\nrule"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            !If [A, b, c]                     | t.yaml: Rules.R.Assertions[0].Assert.Fn::If: a function that the lab does not know in a rule
            !Condition A                      | t.yaml: Rules.R.Assertions[0].Assert.Condition: a function that the lab does not know in a rule
            !Equals [!Sub "a", b]             | t.yaml: Rules.R.Assertions[0].Assert.Fn::Equals[0]: expected a text or Ref to a parameter, found {"Fn::Sub":"a"}
            !Equals [!Ref Topic, b]           | t.yaml: Rules.R.Assertions[0].Assert.Fn::Equals[0].Ref: nothing here is called Topic
            !Contains [a, b]                  | t.yaml: Rules.R.Assertions[0].Assert.Fn::Contains[0]: expected a list, found "a"
            !Equals [a]                       | t.yaml: Rules.R.Assertions[0].Assert.Fn::Equals: expected a list of two, found ["a"]
            text                              | t.yaml: Rules.R.Assertions[0].Assert: expected a function of rules, found "text"
            """)
    void whatARuleDoesNotTakeIsRefused(String assertion, String problem) {
        Stacks stacks = new Stacks(new Recorded(), InputsTest::stored, "123456789012");

        assertThatThrownBy(() -> stacks.deploy(
                        Template.parse(
                                "t.yaml",
                                "Rules: {R: {Assertions: [{Assert: " + assertion + "}]}}\n"
                                        + "Resources: {Topic: {Type: AWS::SNS::Topic}}"),
                        Settings.of(new StackId("regent", REGION))))
                .isInstanceOf(Unsupported.class)
                .hasMessage(problem);
    }

    private static Inputs read(String template, Map<String, String> given) {
        return Inputs.read(Template.parse("t.yaml", template), given, Map.of(), REGION, InputsTest::stored);
    }

    private static Optional<String> stored(Region region, String name) {
        return Optional.ofNullable(Map.of("/ami", "ami-1", "/zones", "a,b").get(name));
    }
}
