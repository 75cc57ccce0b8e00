package io.regent.lab.stack;

import java.util.List;
import java.util.Map;

/**
 * What a deployment did, each by logical ids in the order in which it was done.
 *
 * @param outputs the stack's outputs by name
 * @param retained those that left the stack and stay, by their deletion policy
 */
public record Deployed(
        StackId stack,
        Map<String, String> outputs,
        List<String> created,
        List<String> updated,
        List<String> deleted,
        List<String> retained) {
    public Deployed {
        outputs = Map.copyOf(outputs);
        created = List.copyOf(created);
        updated = List.copyOf(updated);
        deleted = List.copyOf(deleted);
        retained = List.copyOf(retained);
    }

    /** Whether the world is as it was. */
    public boolean changedNothing() {
        return created.isEmpty() && updated.isEmpty() && deleted.isEmpty() && retained.isEmpty();
    }
}
