package io.regent.lab.twin.route53;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The changes that GetChange knows: the latest ones, so that a long simulation stays small. Guarded by the twin. */
final class ChangeLog {
    private static final int MOST_CHANGES = 10_000;
    private final Map<String, ChangeInfo> changes = new LinkedHashMap<>();

    void add(ChangeInfo change) {
        if (changes.size() == MOST_CHANGES) {
            changes.remove(changes.keySet().iterator().next());
        }
        changes.put(change.id(), change);
    }

    void inSync(String id) {
        changes.computeIfPresent(id, (key, change) -> change.inSync());
    }

    Optional<ChangeInfo> find(String id) {
        return Optional.ofNullable(changes.get(id));
    }
}
