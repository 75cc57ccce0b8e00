package io.regent.lab.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regent.fleet.Region;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of {@code AWS::Serverless} resources. */
class ServerlessTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Region REGION = new Region("eu-west-1");

    private static final String FUNCTION = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Probe:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: a.B
                  Runtime: java25
                  CodeUri: functions/
                  Role: arn:aws:iam::123456789012:role/probe
            """;

    /** The file says at its top how the other was made of it. */
    @Test
    void theLabMakesWhatTheOfficialTranslationMakes() throws IOException {
        JsonNode official = JSON.readTree(resource("functions.json"));
        Template template = Template.parse("functions.yaml", resource("functions.yaml"));

        JsonNode expanded = Serverless.expand(template, Map.of("Name", "other"), REGION);

        assertThat(JSON.readTree(expanded.toString())).isEqualTo(official);
    }

    @Test
    void anotherEnvironmentPublishesAnotherVersion() {
        String before = expanded(FUNCTION + "      AutoPublishAlias: live\n");
        String after = expanded(FUNCTION + "      AutoPublishAlias: live\n      Environment: {Variables: {A: b}}\n");

        assertThat(version(before)).isNotEqualTo(version(after));
        assertThat(version(before))
                .isEqualTo(version(expanded(FUNCTION + "      AutoPublishAlias: live\n      Timeout: 3\n")));
    }

    /**
     * The translation takes the environment as it is written, with its functions: only a version whose description says
     * the parameter is replaced when the parameter changes (CloudFormation's reference, "AWS::Lambda::Version").
     */
    @Test
    void anotherParameterInTheEnvironmentPublishesNoOtherVersion() {
        Template template = Template.parse("t.yaml", "Parameters: {Session: {Type: String}}\n" + FUNCTION + """
                              AutoPublishAlias: live
                              AutoPublishAliasAllProperties: true
                              Environment: {Variables: {REGENT_SESSION: !Ref Session}}
                        """);

        assertThat(version(Serverless.expand(template, Map.of("Session", "fast"), REGION)
                        .toString()))
                .isEqualTo(version(Serverless.expand(template, Map.of("Session", "cheap"), REGION)
                        .toString()));
    }

    @Test
    void aTemplateWithoutTheTransformIsLeftAsItIs() {
        Template plain = Template.parse("routing.yaml", "Resources: {Topic: {Type: AWS::SNS::Topic}}");

        assertThat(Serverless.expand(plain, Map.of(), REGION)).isEqualTo(plain.tree());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            DeploymentPreference: {Type: Canary}           | t.yaml: Resources.Probe.Properties.DeploymentPreference: a property that the lab does not know
            Policies: [x]                                  | t.yaml: Resources.Probe.Properties.Policies: a property that the lab does not know
            AutoPublishAlias: "12"                         | t.yaml: Resources.Probe.Properties.AutoPublishAlias: expected an alias's name, found "12"
            Events: {Tick: {Type: Schedule, Properties: {Schedule: rate(1 minute)}}} | t.yaml: Resources.Probe.Properties.Events.Tick.Type: expected ScheduleV2 or EventBridgeRule, found Schedule
            Events: {Tick: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 minute)}}} | t.yaml: Resources.Probe.Properties.Events.Tick.Properties: RoleArn: expected, and not there
            Events: {Rule: {Type: EventBridgeRule, Properties: {Pattern: {}, Sauce: x}}} | t.yaml: Resources.Probe.Properties.Events.Rule.Properties.Sauce: a property that the lab does not know
            EventInvokeConfig: {MaximumAge: 1}             | t.yaml: Resources.Probe.Properties.EventInvokeConfig.MaximumAge: a property that the lab does not know
            EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS, Destination: x}}} | t.yaml: Resources.Probe.Properties.EventInvokeConfig.DestinationConfig.OnFailure.Type: expected SNS
            """)
    void whatIsNotKnownIsRefusedWithItsPath(String property, String problem) {
        assertThatThrownBy(() -> expanded(FUNCTION + "      " + property + "\n"))
                .isInstanceOf(Unsupported.class)
                .hasMessage(problem);
    }

    @Test
    void globalsThatTheLabDoesNotKnowAreRefused() {
        assertThatThrownBy(() -> expanded(FUNCTION + "Globals: {Function: {Tracing: Active}}\n"))
                .hasMessage("t.yaml: Globals.Function.Tracing: a property that the lab does not know here");
        assertThatThrownBy(() -> expanded(FUNCTION + "Globals: {Api: {}}\n"))
                .hasMessage("t.yaml: Globals.Api: expected Function");
    }

    @Test
    void otherServerlessTypesAreRefused() {
        assertThatThrownBy(() -> expanded("""
                        Transform: AWS::Serverless-2016-10-31
                        Resources: {Api: {Type: AWS::Serverless::Api}}
                        """))
                .hasMessage("t.yaml: Resources.Api.Type: a type that the lab does not know: AWS::Serverless::Api");
    }

    @Test
    void aGeneratedNameThatIsTakenIsRefused() {
        assertThatThrownBy(() -> expanded(FUNCTION + """
                              AutoPublishAlias: live
                          ProbeAliaslive:
                            Type: AWS::SNS::Topic
                        """))
                .hasMessage("t.yaml: Resources.Probe: makes a resource ProbeAliaslive, and there is one of that name");
    }

    private static String version(String expanded) {
        return expanded.replaceAll("(?s).*(ProbeVersion[0-9a-f]{10}).*", "$1");
    }

    private static String expanded(String text) {
        return Serverless.expand(Template.parse("t.yaml", text), Map.of(), REGION)
                .toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ServerlessTest.class.getResourceAsStream("/stack/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
