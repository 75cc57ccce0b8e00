package io.regent.lab.stack;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a stack is deployed with.
 *
 * @param parameters by name; an update leaves those that are not named as the last deployment had them, as {@code sam
 *     deploy} does, even when the template's default has changed
 * @param tags of the stack
 * @param capabilities such as {@code CAPABILITY_NAMED_IAM}
 */
public record Settings(
        StackId stack, Map<String, String> parameters, Map<String, String> tags, Set<String> capabilities) {
    public Settings {
        parameters = Map.copyOf(parameters);
        tags = Map.copyOf(tags);
        capabilities = Set.copyOf(capabilities);
    }

    /** Settings without parameters and tags that may make roles with names. */
    public static Settings of(StackId stack) {
        return new Settings(stack, Map.of(), Map.of(), Set.of("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"));
    }

    /** This, with a parameter given. */
    public Settings with(String parameter, String value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(parameter, value);
        return new Settings(stack, more, tags, capabilities);
    }
}
