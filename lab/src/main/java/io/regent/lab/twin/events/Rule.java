package io.regent.lab.twin.events;

import java.util.List;

/**
 * A rule of the default bus.
 *
 * @param pattern as it was given, a JSON document
 * @param targets at most five ("Amazon EventBridge quotas")
 */
public record Rule(String name, String pattern, boolean enabled, String description, List<RuleTarget> targets) {
    public Rule {
        targets = List.copyOf(targets);
    }
}
