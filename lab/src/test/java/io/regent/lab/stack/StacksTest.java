package io.regent.lab.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How stacks are made, changed and taken away. */
class StacksTest {
    private static final StackId STACK = new StackId("regent", new Region("eu-west-1"));
    private static final Settings SETTINGS = Settings.of(STACK);

    private final Map<String, String> stored = new HashMap<>();
    private final Recorded provider = new Recorded();
    private final Stacks stacks =
            new Stacks(provider, (region, name) -> Optional.ofNullable(stored.get(region + name)), "123456789012");

    @Test
    void resourcesAreMadeAfterWhatTheyReferTo() {
        Deployed deployed = stacks.deploy(template("""
                        Resources:
                          Alarm:
                            Type: AWS::CloudWatch::Alarm
                            DependsOn: Other
                            Properties:
                              AlarmActions: [!Ref Topic]
                          Policy:
                            Type: AWS::SNS::TopicPolicy
                            Properties:
                              Text: !Sub "${Topic.Arn} ${Own}"
                          Topic:
                            Type: AWS::SNS::Topic
                            Properties:
                              Key: !GetAtt Key.Arn
                          Own:
                            Type: AWS::SNS::Topic
                          Key:
                            Type: AWS::KMS::Key
                          Other:
                            Type: AWS::SNS::Topic
                        Outputs:
                          Topic:
                            Description: where news go
                            Value: !Ref Topic
                        """), SETTINGS);

        assertThat(deployed.created()).containsExactly("Other", "Key", "Topic", "Alarm", "Own", "Policy");
        assertThat(provider.properties("Policy")).isEqualTo("{\"Text\":\"arn:topic own\"}");
        assertThat(deployed.outputs()).isEqualTo(Map.of("Topic", "topic"));
        assertThat(stacks.outputs(STACK)).isEqualTo(Map.of("Topic", "topic"));

        assertThat(stacks.delete(STACK).deleted()).containsExactly("Policy", "Own", "Alarm", "Topic", "Key", "Other");
        assertThat(stacks.standing()).isEmpty();
    }

    @Test
    void anUpdateTouchesOnlyWhatTheTemplateChanges() {
        stacks.deploy(two("one", "a"), SETTINGS);
        provider.news();

        assertThat(stacks.deploy(two("one", "a"), SETTINGS).changedNothing()).isTrue();
        assertThat(provider.news()).isEmpty();

        assertThat(stacks.deploy(two("two", "a"), SETTINGS).updated()).containsExactly("First");
        assertThat(provider.news()).containsExactly("update First");
    }

    @Test
    void whoRefersToAReplacedResourceIsChangedToo() {
        stacks.deploy(two("one", "a"), SETTINGS);
        provider.replaced.add("First");
        provider.news();

        Deployed deployed = stacks.deploy(two("two", "a"), SETTINGS);

        assertThat(deployed.updated()).containsExactly("First", "Second");
        assertThat(provider.properties("Second")).isEqualTo("{\"Name\":\"a\",\"First\":\"first-1\"}");
        assertThat(stacks.made(STACK, "First").orElseThrow().ref()).isEqualTo("first-1");
    }

    @Test
    void whatTheTemplateNoLongerHasIsTakenAwayLast() {
        stacks.deploy(template("""
                        Resources:
                          Old: {Type: AWS::SNS::Topic}
                          Older: {Type: AWS::SNS::Topic, Properties: {Old: !Ref Old}}
                          Kept: {Type: AWS::SNS::Topic, DeletionPolicy: Retain}
                          Same: {Type: AWS::SNS::Topic, Properties: {Old: !Ref Old}}
                        """), SETTINGS);
        provider.news();

        Deployed deployed = stacks.deploy(template("""
                        Resources:
                          Same: {Type: AWS::SNS::Topic, Properties: {New: !Ref New}}
                          New: {Type: AWS::SNS::Topic}
                        """), SETTINGS);

        assertThat(provider.news()).containsExactly("create New", "update Same", "delete Older", "delete Old");
        assertThat(deployed.retained()).containsExactly("Kept");
        assertThat(stacks.made(STACK, "Kept")).isEmpty();
    }

    @Test
    void conditionsLeaveOutResourcesPropertiesAndOutputs() {
        Template template = template("""
                Parameters: {Alone: {Type: String, Default: "true"}}
                Conditions: {Endpoint: !Equals [!Ref Alone, "false"]}
                Resources:
                  Balancer: {Type: AWS::SNS::Topic, Condition: Endpoint}
                  Alarm:
                    Type: AWS::SNS::Topic
                    DependsOn: Balancer
                    Properties:
                      Balancer: !If [Endpoint, !Ref Balancer, !Ref "AWS::NoValue"]
                Outputs:
                  Balancer: {Condition: Endpoint, Value: !Ref Balancer}
                  Alarm: {Value: !Ref Alarm}
                """);

        Deployed alone = stacks.deploy(template, SETTINGS);

        assertThat(alone.created()).containsExactly("Alarm");
        assertThat(alone.outputs()).isEqualTo(Map.of("Alarm", "alarm"));
        assertThat(provider.properties("Alarm")).isEqualTo("{}");

        Deployed whole = stacks.deploy(template, SETTINGS.with("Alone", "false"));

        assertThat(whole.created()).containsExactly("Balancer");
        assertThat(whole.updated()).containsExactly("Alarm");
        assertThat(whole.outputs()).containsKey("Balancer");
        assertThat(stacks.deploy(template, SETTINGS).changedNothing())
                .as("a parameter that is not given is as it was")
                .isTrue();

        assertThat(stacks.deploy(template, SETTINGS.with("Alone", "true")).deleted())
                .containsExactly("Balancer");
    }

    @Test
    void aReferenceToWhatIsLeftOutIsRefused() {
        refused("""
                Conditions: {Never: !Equals [a, b]}
                Resources:
                  Balancer: {Type: AWS::SNS::Topic, Condition: Never}
                  Alarm: {Type: AWS::SNS::Topic, Properties: {Balancer: !Ref Balancer}}
                """, "template.yaml: Resources.Alarm.Properties: Balancer is not made: its condition does not hold");
    }

    @Test
    void circlesAreRefusedWithTheirResources() {
        refused("""
                Resources:
                  First: {Type: AWS::SNS::Topic, Properties: {A: !Ref Second}}
                  Second: {Type: AWS::SNS::Topic, Properties: {A: !Sub "${Third.Arn}"}}
                  Third: {Type: AWS::SNS::Topic, DependsOn: Second}
                """, "template.yaml: Resources.Second: resources in a circle: Second → Third → Second");
    }

    @Test
    void aDependencyOnNothingIsRefused() {
        refused(
                "Resources: {First: {Type: AWS::SNS::Topic, DependsOn: [Second]}}",
                "template.yaml: Resources.First.DependsOn: nothing here is called Second");
    }

    @Test
    void anOutputOfNothingIsRefusedBeforeAnythingIsMade() {
        refused(
                "Resources: {First: {Type: AWS::SNS::Topic}}\nOutputs: {A: {Value: !Ref B}}",
                "template.yaml: Outputs.A.Value: nothing here is called B");
        refused(
                "Resources: {First: {Type: AWS::SNS::Topic}}\nOutputs: {A: {Value: a, Export: {Name: b}}}",
                "template.yaml: Outputs.A.Export: a property that the lab does not know");
        assertThat(provider.calls).isEmpty();
    }

    @Test
    void aFailingCreationTakesAwayWhatWasMade() {
        provider.failing.add("create Second");

        assertThatThrownBy(() -> stacks.deploy(template("""
                                Resources:
                                  Zeroth: {Type: AWS::SNS::Topic, DeletionPolicy: Retain}
                                  First: {Type: AWS::SNS::Topic, DeletionPolicy: RetainExceptOnCreate}
                                  Other: {Type: AWS::SNS::Topic, Properties: {A: !Ref First}}
                                  Second: {Type: AWS::SNS::Topic, Properties: {A: !Ref First}}
                                  Third: {Type: AWS::SNS::Topic, Properties: {A: !Ref Second}}
                                """), SETTINGS))
                .isInstanceOf(DeploymentFailed.class)
                .hasMessage("regent in eu-west-1: Second: no create Second")
                .hasNoSuppressedExceptions();

        assertThat(provider.news())
                .containsExactly(
                        "create Zeroth",
                        "create First",
                        "create Other",
                        "create Second",
                        "delete Other",
                        "delete First");
        assertThat(stacks.standing()).isEmpty();
    }

    @Test
    void aFailingUpdateGoesBackToTheLastDeployment() {
        stacks.deploy(two("one", "a"), SETTINGS);
        provider.failing.add("update Second");
        provider.replaced.add("First");
        provider.news();

        assertThatThrownBy(() -> stacks.deploy(template("""
                                Resources:
                                  New: {Type: AWS::SNS::Topic}
                                  First: {Type: AWS::SNS::Topic, Properties: {Name: two}}
                                  Second: {Type: AWS::SNS::Topic, Properties: {Name: b}}
                                """), SETTINGS))
                .hasMessage("regent in eu-west-1: Second: no update Second")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .as("First came back under another id, and whoever refers to it cannot be told")
                        .containsExactly("regent in eu-west-1: Second: not taken back: no update Second"));

        assertThat(provider.news())
                .containsExactly(
                        "create New", "update First", "update Second", "update First", "update Second", "delete New");
        assertThat(provider.properties("First")).isEqualTo("{\"Name\":\"one\"}");

        provider.failing.clear();
        assertThat(stacks.deploy(two("one", "a"), SETTINGS).updated())
                .as("only what could not be taken back")
                .containsExactly("Second");
    }

    @Test
    void aResourceThatResistsKeepsTheStackAndWhatItRefersTo() {
        stacks.deploy(two("one", "a"), SETTINGS);
        provider.failing.add("delete Second");
        provider.news();

        assertThatThrownBy(() -> stacks.delete(STACK))
                .hasMessage("regent in eu-west-1: Second: not deleted: no delete Second");
        assertThat(provider.news()).containsExactly("delete Second");
        assertThat(stacks.standing()).containsExactly(STACK);

        provider.failing.clear();
        assertThat(stacks.delete(STACK).deleted()).containsExactly("Second", "First");
    }

    @Test
    void whatAnUpdateCannotTakeAwayIsToldAndLetGo() {
        stacks.deploy(two("one", "a"), SETTINGS);
        provider.failing.add("delete Second");
        Template one = template("Resources: {First: {Type: AWS::SNS::Topic, Properties: {Name: one}}}");

        assertThatThrownBy(() -> stacks.deploy(one, SETTINGS))
                .hasMessage("regent in eu-west-1: Second: not deleted, and no longer of the stack: no delete Second");
        assertThat(stacks.deploy(one, SETTINGS).changedNothing()).isTrue();
    }

    /** What CloudFormation calls replacement with retention would leave two where the lab has one. */
    @Test
    void aResourceToBeRetainedIsNotReplaced() {
        String template =
                "Resources: {First: {Type: AWS::SNS::Topic, UpdateReplacePolicy: Retain, Properties: {A: %s}}}";
        stacks.deploy(template(template.formatted("b")), SETTINGS);
        assertThat(stacks.deploy(template(template.formatted("c")), SETTINGS).updated())
                .containsExactly("First");
        provider.replaced.add("First");

        assertThatThrownBy(() -> stacks.deploy(template(template.formatted("d")), SETTINGS))
                .hasMessage("regent in eu-west-1: First: template.yaml: Resources.First.UpdateReplacePolicy:"
                        + " the lab replaces no resource that is to be retained");
        assertThat(provider.properties("First")).isEqualTo("{\"A\":\"c\"}");
    }

    @Test
    void aDynamicReferenceIsComparedAsItIsWritten() {
        stored.put("eu-west-1/sauce", "hot");
        String template = "Resources: {First: {Type: AWS::SNS::Topic, Properties: {A: %s\"{{resolve:ssm:/sauce}}\"}}}";
        stacks.deploy(template(template.formatted("")), SETTINGS);
        assertThat(provider.properties("First")).isEqualTo("{\"A\":\"hot\"}");

        stored.put("eu-west-1/sauce", "sweet");
        assertThat(stacks.deploy(template(template.formatted("")), SETTINGS).changedNothing())
                .isTrue();
        stacks.deploy(template(template.formatted("").replace("A:", "B:")), SETTINGS);
        assertThat(provider.properties("First")).isEqualTo("{\"B\":\"sweet\"}");
    }

    @Test
    void aTypeIsNotChanged() {
        stacks.deploy(two("one", "a"), SETTINGS);

        refused(
                "Resources: {First: {Type: AWS::SQS::Queue}}",
                "template.yaml: Resources.First.Type: was AWS::SNS::Topic: an update cannot change it, expected another"
                        + " name");
    }

    @Test
    void rolesNeedACapability() {
        Template role = template("Resources: {Role: {Type: AWS::IAM::Role}}");
        Template named = template("Resources: {Role: {Type: AWS::IAM::Role, Properties: {RoleName: probe}}}");
        Settings none = new Settings(STACK, Map.of(), Map.of(), Set.of());
        Settings some = new Settings(STACK, Map.of(), Map.of(), Set.of("CAPABILITY_IAM"));

        assertThatThrownBy(() -> stacks.deploy(role, none))
                .hasMessage("template.yaml: Resources.Role: needs the capability CAPABILITY_IAM");
        assertThatThrownBy(() -> stacks.deploy(named, some))
                .hasMessage("template.yaml: Resources.Role: needs the capability CAPABILITY_NAMED_IAM");
        stacks.deploy(role, some);
        stacks.deploy(named, SETTINGS);
    }

    @Test
    void stacksOfOneNameInTwoRegionsAreTwo() {
        StackId other = new StackId("regent", new Region("ap-south-1"));
        Template template = template("Resources: {First: {Type: AWS::SNS::Topic, Properties: {A: !Ref AWS::Region}}}");

        stacks.deploy(template, SETTINGS);
        assertThat(provider.properties("First")).isEqualTo("{\"A\":\"eu-west-1\"}");
        assertThat(stacks.deploy(template, Settings.of(other)).created()).containsExactly("First");
        assertThat(provider.properties("First")).isEqualTo("{\"A\":\"ap-south-1\"}");
        stacks.delete(STACK);
        assertThat(stacks.standing()).containsExactly(other);
    }

    @Test
    void functionsReachAProviderAsPlainResources() {
        Deployed deployed = stacks.deploy(template("""
                        Transform: AWS::Serverless-2016-10-31
                        Resources:
                          Probe:
                            Type: AWS::Serverless::Function
                            Properties:
                              Handler: a.B
                              Runtime: java25
                              CodeUri: functions/
                              Role: !GetAtt Role.Arn
                              AutoPublishAlias: live
                              VersionDescription: none
                          Role: {Type: AWS::IAM::Role}
                        """), SETTINGS);

        assertThat(provider.resources)
                .extracting(Resource::type)
                .containsExactly(
                        "AWS::IAM::Role", "AWS::Lambda::Function", "AWS::Lambda::Version", "AWS::Lambda::Alias");
        assertThat(provider.properties("Probe"))
                .contains("\"Code\":{\"S3Bucket\":\"local\",\"S3Key\":\"functions\"}", "\"Role\":\"arn:role\"");
        assertThat(deployed.created()).contains("ProbeAliaslive");
    }

    private void refused(String template, String problem) {
        assertThatThrownBy(() -> stacks.deploy(template(template), SETTINGS))
                .isInstanceOf(Unsupported.class)
                .hasMessage(problem);
    }

    private static Template two(String first, String second) {
        return template("""
                Resources:
                  First:
                    Type: AWS::SNS::Topic
                    Properties: {Name: %s}
                  Second:
                    Type: AWS::SNS::Topic
                    Properties: {Name: %s, First: !Ref First}
                """.formatted(first, second));
    }

    private static Template template(String text) {
        return Template.parse("template.yaml", text);
    }
}
