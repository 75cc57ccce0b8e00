package io.regent.lab.stack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A provider that writes down what it is asked for, and fails where it is told to. */
final class Recorded implements Provider {
    /** Such as {@code create Topic}, {@code update Topic}, {@code delete Topic}. */
    final List<String> calls = new ArrayList<>();

    /** Resources as they were created or updated to. */
    final List<Resource> resources = new ArrayList<>();

    /** Calls that fail. */
    final Set<String> failing = new HashSet<>();

    /** Logical ids that an update replaces. */
    final Set<String> replaced = new HashSet<>();

    private int replacements;

    @Override
    public Made create(Resource resource) {
        call("create", resource);
        return made(resource.logicalId().toLowerCase(Locale.ROOT));
    }

    @Override
    public Made update(Resource before, Resource after, Made made) {
        call("update", after);
        return replaced.contains(after.logicalId()) ? made(made.ref() + "-" + ++replacements) : made(made.ref());
    }

    @Override
    public void delete(Resource resource, Made made) {
        call("delete", resource);
    }

    /** The properties that a resource had at last, as JSON. */
    String properties(String logicalId) {
        return resources.stream()
                .filter(resource -> resource.logicalId().equals(logicalId))
                .reduce((first, second) -> second)
                .orElseThrow()
                .properties()
                .node()
                .toString();
    }

    /** What was asked since the last time. */
    List<String> news() {
        List<String> news = List.copyOf(calls);
        calls.clear();
        return news;
    }

    private void call(String what, Resource resource) {
        String call = what + " " + resource.logicalId();
        calls.add(call);
        if (failing.contains(call)) {
            throw new IllegalStateException("no " + call);
        }
        resources.add(resource);
    }

    private static Made made(String ref) {
        return Made.of(ref)
                .with("Arn", "arn:" + ref)
                .with("Endpoint.Address", ref + ".example.com")
                .with("Version", "1");
    }
}
