package io.regent.lab.twin.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement of a function's policy, as AddPermission makes it (API model of Lambda): a service may invoke the
 * function.
 *
 * @param principal such as {@code events.amazonaws.com}
 * @param sourceArn the resource that the service has to act for, perhaps with {@code *} and {@code ?}; empty for any
 * @param sourceAccount the account that the resource has to belong to; empty for any
 */
public record Permission(String statementId, String principal, String sourceArn, String sourceAccount) {
    private static final String INVOKE = "lambda:InvokeFunction";

    /** The statement, as GetPolicy would show it. */
    Policy policy(String function) {
        StatementId id = new StatementId(function, "permissions", statementId);
        List<Condition> conditions = new ArrayList<>();
        if (!sourceArn.isEmpty()) {
            conditions.add(Condition.read("SourceArn", "ArnLike", "aws:SourceArn", List.of(sourceArn)));
        }
        if (!sourceAccount.isEmpty()) {
            conditions.add(
                    Condition.read("SourceAccount", "StringEquals", "aws:SourceAccount", List.of(sourceAccount)));
        }
        return new Policy(
                id,
                List.of(new Statement(
                        id,
                        false,
                        Optional.of(new Principals(false, List.of(), List.of(principal))),
                        new Names<>(List.of(Template.ignoringCase("Action", INVOKE)), false),
                        Optional.of(new Names<>(List.of(ArnTemplate.ofResource("FunctionName", function)), false)),
                        conditions)));
    }
}
