package io.regent.lab.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
