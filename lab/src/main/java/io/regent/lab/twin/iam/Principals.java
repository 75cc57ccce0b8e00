package io.regent.lab.twin.iam;

import java.util.List;

/**
 * Whom a statement of a resource's policy concerns.
 *
 * @param everybody whether it is {@code *}
 * @param aws ARNs of roles and sessions, and accounts as twelve digits or as their root's ARN
 * @param services such as {@code events.amazonaws.com}
 */
record Principals(boolean everybody, List<String> aws, List<String> services) {
    /** How far a statement concerns somebody. */
    enum Reach {
        /** Not at all. */
        NOBODY,

        /** Through the account, whose own policies then decide ("the account principal", IAM User Guide). */
        ACCOUNT,

        /** By name, or as everybody. */
        DIRECT
    }

    Principals {
        aws = List.copyOf(aws);
        services = List.copyOf(services);
    }

    Reach reach(Principal who) {
        return switch (who) {
            case Principal.Service service ->
                everybody || services.contains(service.name()) ? Reach.DIRECT : Reach.NOBODY;
            case Principal.Role role -> {
                if (everybody || aws.contains(role.arn()) || aws.contains(role.toString())) {
                    yield Reach.DIRECT;
                }
                String account = role.arn().split(":", 6)[4];
                yield aws.contains(account) || aws.contains("arn:aws:iam::" + account + ":root")
                        ? Reach.ACCOUNT
                        : Reach.NOBODY;
            }
        };
    }
}
