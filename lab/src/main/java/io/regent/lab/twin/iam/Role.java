package io.regent.lab.twin.iam;

import java.util.List;

/**
 * A role.
 *
 * @param trust who may take it
 * @param policies what it may do
 */
public record Role(String name, Policy trust, List<Policy> policies) {
    public Role {
        policies = List.copyOf(policies);
    }
}
