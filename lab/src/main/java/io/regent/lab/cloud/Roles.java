package io.regent.lab.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The roles of an account. Thread-safe. */
final class Roles {
    /** A role with its policies by their names. */
    record Role(String name, JsonNode trust, Map<String, JsonNode> policies) {
        Role {
            policies = Map.copyOf(policies);
        }
    }

    private final Map<String, Role> byName = new TreeMap<>();

    synchronized void put(Role role) {
        byName.put(role.name(), role);
    }

    synchronized void remove(String name) {
        byName.remove(name);
    }

    synchronized Optional<Role> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
