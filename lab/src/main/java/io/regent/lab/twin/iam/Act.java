package io.regent.lab.twin.iam;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that somebody wants to do: what a policy is asked about.
 *
 * @param action such as {@code route53:ChangeResourceRecordSets}
 * @param resource the ARN of what it is done to, or {@code *} for an action that knows no resource
 * @param keys the values of the condition keys of the request, by the keys' names in lower case, since "condition key
 *     names are not case-sensitive" (IAM User Guide, "Condition"); a key without a value is not there
 */
public record Act(String action, String resource, SortedMap<String, List<String>> keys) {
    /** The resource of actions that know none. */
    public static final String ANY = "*";

    public Act {
        SortedMap<String, List<String>> copy = new TreeMap<>();
        keys.forEach((key, values) -> {
            if (!values.isEmpty()) {
                copy.put(key.toLowerCase(Locale.ROOT), List.copyOf(values));
            }
        });
        keys = Collections.unmodifiableSortedMap(copy);
    }

    /** Without condition keys of its own. */
    public static Act of(String action, String resource) {
        return new Act(action, resource, new TreeMap<>());
    }

    /** An action that knows no resource. */
    public static Act of(String action) {
        return of(action, ANY);
    }

    /** This, with a condition key more; its values each once. */
    public Act with(String key, Collection<String> values) {
        SortedMap<String, List<String>> more = new TreeMap<>(keys);
        more.put(key.toLowerCase(Locale.ROOT), values.stream().distinct().toList());
        return new Act(action, resource, more);
    }

    /** This, with a condition key more. */
    public Act with(String key, String... values) {
        return with(key, Arrays.asList(values));
    }

    /** This, with more condition keys. */
    Act withAll(Map<String, List<String>> others) {
        SortedMap<String, List<String>> more = new TreeMap<>(keys);
        more.putAll(others);
        return new Act(action, resource, more);
    }
}
