package io.regent.lab.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.lab.twin.lambda.EventInvokeConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionResourcesTest {
    static final String FUNCTION = """
            Role:
              Type: AWS::IAM::Role
              Properties:
                AssumeRolePolicyDocument:
                  Version: '2012-10-17'
                  Statement: [{Effect: Allow, Principal: {Service: [lambda.amazonaws.com, scheduler.amazonaws.com]}, Action: sts:AssumeRole}]
                Policies:
                  - PolicyName: start
                    PolicyDocument:
                      Version: '2012-10-17'
                      Statement: [{Effect: Allow, Action: 'lambda:InvokeFunction', Resource: !Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:echo:live'}]
            Echo:
              Type: AWS::Lambda::Function
              Properties:
                FunctionName: echo
                Handler: io.regent.Echo::handleRequest
                Runtime: java25
                MemorySize: 192
                Timeout: 20
                Role: !GetAtt Role.Arn
                Code: {S3Bucket: b, S3Key: k}
                Environment: {Variables: {REGENT_SESSION: 50s}}
            """;

    static final String ALIAS = """
            One:
              Type: AWS::Lambda::Version
              Properties: {FunctionName: !Ref Echo}
            Live:
              Type: AWS::Lambda::Alias
              Properties: {FunctionName: !Ref Echo, Name: live, FunctionVersion: !GetAtt One.Version}
            """;

    private final Yard yard = new Yard();

    @Test
    void aFunctionIsHostedAsTheTemplateHasIt() {
        yard.deploy(FUNCTION);

        FunctionHost.Spec spec = yard.hosted.getFirst();
        assertThat(spec.name()).isEqualTo("echo");
        assertThat(spec.handler()).isEqualTo("io.regent.Echo::handleRequest");
        assertThat(spec.memoryMegabytes()).isEqualTo(192);
        assertThat(spec.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(spec.environment())
                .containsEntry("REGENT_SESSION", "50s")
                .containsEntry("AWS_REGION", "eu-west-1")
                .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "echo");
    }

    @Test
    void aFunctionHasTheLayersThatItsTemplateNames() {
        String layer = """
            Machines0123456789:
              Type: AWS::Lambda::LayerVersion
              Properties: {LayerName: machines, Content: {S3Bucket: local, S3Key: layers/machines}}
            """;
        String standing = FUNCTION.replace("MemorySize: 192", "Layers: [!Ref Machines0123456789]\n    MemorySize: 192");

        yard.deploy(layer + standing + ALIAS);

        assertThat(yard.hosted)
                .hasSize(2)
                .allSatisfy(spec -> assertThat(spec.layers())
                        .containsExactly(new FunctionHost.Layer("Machines", "layers/machines")));
        assertThatThrownBy(() -> yard.deploy(FUNCTION.replace(
                        "MemorySize: 192",
                        "Layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:others:1']\n    MemorySize: 192")))
                .hasMessageContaining("Layers: expected ARNs of versions of layers that there are");
    }

    @Test
    void aPublishedVersionKeepsItsCodeUntilTheAliasMoves() {
        yard.deploy(FUNCTION + ALIAS);
        yard.region.lambda().invoke("echo", "live", "1".getBytes(StandardCharsets.UTF_8));
        var before = yard.region.lambda().function("echo", "live");

        yard.deploy(FUNCTION.replace("50s", "burst") + ALIAS);

        assertThat(yard.region.lambda().function("echo", "live")).isSameAs(before);
        assertThat(yard.region.lambda().function("echo", "")).isNotSameAs(before);

        yard.deploy(FUNCTION.replace("50s", "burst") + ALIAS.replace("One", "Two"));

        assertThat(yard.region.lambda().function("echo", "live")).isNotSameAs(before);
        assertThat(yard.region.lambda().aliases("echo")).containsEntry("live", "2");
    }

    @Test
    void asynchronousSettingsAreThoseOfTheAlias() {
        yard.deploy(FUNCTION + ALIAS + """
            Config:
              Type: AWS::Lambda::EventInvokeConfig
              Properties: {FunctionName: !Ref Echo, Qualifier: live, MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0}
              DependsOn: Live
            """);

        assertThat(yard.region.lambda().config("echo", "live"))
                .contains(new EventInvokeConfig(Duration.ofSeconds(60), 0, List.of()));
        assertThat(yard.region.lambda().config("echo", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MemorySize: 192 | MemorySize: 100 | MemorySize: expected a whole number from 128",
                "Timeout: 20 | Timeout: 901 | Timeout: expected a whole number from 1 to 900",
                "Runtime: java25 | Runtime: java21 | Runtime: expected one of java25",
                "REGENT_SESSION | AWS_REGION | Environment.Variables.AWS_REGION",
                "io.regent.Echo::handleRequest | no.Such | the function does not start: Handler no.Such",
                "MemorySize: 192 | MemmorySize: 192 | MemmorySize: a property that the lab does not know",
                "MemorySize: 192 | ReservedConcurrentExecutions: 1 | ReservedConcurrentExecutions: the twin reserves",
                "!GetAtt Role.Arn | arn:aws:iam::123456789012:role/none | Role: expected the ARN of a role that there is",
                "lambda.amazonaws.com, | | Role: expected a role that trusts lambda.amazonaws.com",
            })
    void whatAwsOrTheLabWouldNotTakeIsRefusedWithItsPath(String piece, String otherwise, String problem) {
        String changed = FUNCTION.replace(piece, otherwise == null ? "" : otherwise);

        assertThatThrownBy(() -> yard.deploy(changed))
                .hasMessageContaining("yard.yaml: Resources.Echo.Properties")
                .hasMessageContaining(problem);
        assertThat(yard.region.lambda().functions()).isEmpty();
    }
}
