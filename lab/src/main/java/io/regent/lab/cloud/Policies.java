package io.regent.lab.cloud;

import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Unsupported;
import io.regent.lab.twin.iam.Policy;
import io.regent.lab.twin.iam.PolicyError;
import java.util.List;
import java.util.function.Supplier;

/**
 * Policy documents among properties. One that IAM would take, though it can never do what it seems to say, stops the
 * deployment: AWS would keep silent, and deny.
 */
final class Policies {
    private Policies() {}

    static Policy ofRole(Properties properties, String property, String role, String name) {
        return sound(
                at(properties, property),
                () -> Policy.ofRole(role, name, at(properties, property), properties.value(property)));
    }

    static Policy ofTrust(Properties properties, String property, String role) {
        return sound(
                at(properties, property),
                () -> Policy.ofTrust(role, at(properties, property), properties.value(property)));
    }

    static Policy ofResource(Properties properties, String property, String arn) {
        return sound(
                at(properties, property),
                () -> Policy.ofResource(arn, at(properties, property), properties.value(property)));
    }

    private static String at(Properties properties, String property) {
        return properties.path() + "." + property;
    }

    private static Policy sound(String path, Supplier<Policy> read) {
        Policy policy;
        try {
            policy = read.get();
        } catch (PolicyError e) {
            throw new Unsupported(e.path(), e.problem());
        }
        List<String> defects = policy.defects();
        if (!defects.isEmpty()) {
            throw new Unsupported(path, String.join("; ", defects));
        }
        return policy;
    }
}
