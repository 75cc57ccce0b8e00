package io.regent.lab.twin.iam;

import static io.regent.lab.twin.iam.Documents.CONTROLLER;
import static io.regent.lab.twin.iam.Documents.may;
import static io.regent.lab.twin.iam.Documents.role;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final String READ =
            "{'Sid': 'Read', 'Effect': 'Allow', 'Action': ['ssm:GetParameter', 'ssm:PutParameter'], 'Resource': '*'}";
    private static final String NEVER = "{'Sid': 'Never', 'Effect': 'Deny', 'Action': 'kms:*', 'Resource': '*'}";

    @Test
    void whatNeverAllowedOrDeniedAnythingIsListedByItsStatementAndAction() {
        Access access = may(READ, NEVER);
        assertThat(access.usage().unused())
                .extracting(Object::toString)
                .containsExactly(
                        "role controller, policy inline, statement Never: kms:*",
                        "role controller, policy inline, statement Read: ssm:GetParameter",
                        "role controller, policy inline, statement Read: ssm:PutParameter",
                        "role controller, policy trust, statement [0]: sts:AssumeRole");

        access.decide(CONTROLLER, Act.of("ssm:GetParameter", "arn:aws:ssm:eu-west-1:123456789012:parameter/p"));
        access.decide(CONTROLLER, Act.of("kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/k"));
        access.decide(CONTROLLER, Act.of("sns:Publish", "arn:aws:sns:eu-west-1:123456789012:t"));
        access.assume(Principal.Service.of("lambda.amazonaws.com"), access.arn("controller"));

        assertThat(access.usage().unused())
                .extracting(Object::toString)
                .containsExactly("role controller, policy inline, statement Read: ssm:PutParameter");
        assertThat(access.usage().used()).hasSize(3);
    }

    @Test
    void aRightIsOneOfTheStatementsThatStand() {
        Access access = may(READ, NEVER);

        access.put(role(READ));
        assertThat(access.usage().unused())
                .extracting(right -> right.statement().sid())
                .doesNotContain("Never");

        access.remove("controller");
        assertThat(access.usage().unused()).isEmpty();
    }

    @Test
    void aStatementThatAnotherMakesSuperfluousIsUnused() {
        Access access = may(
                "{'Sid': 'Wide', 'Effect': 'Allow', 'Action': 'ssm:*', 'Resource': '*'}",
                "{'Sid': 'Narrow', 'Effect': 'Allow', 'Action': 'ssm:GetParameter', 'Resource': '*'}");

        access.decide(CONTROLLER, Act.of("ssm:GetParameter", "arn:aws:ssm:eu-west-1:123456789012:parameter/p"));

        assertThat(access.usage().unused())
                .extracting(right -> right.statement().sid())
                .contains("Narrow")
                .doesNotContain("Wide");
    }

    @Test
    void everybodyMayAskAtOnce() {
        Access access = may(READ);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                String action = i % 2 == 0 ? "ssm:GetParameter" : "ssm:PutParameter";
                threads.execute(() -> {
                    access.put(role(READ));
                    access.decide(CONTROLLER, Act.of(action, "arn:aws:ssm:eu-west-1:123456789012:parameter/p"));
                    access.usage().unused();
                });
            }
        }
        assertThat(access.usage().used()).hasSize(2);
    }
}
