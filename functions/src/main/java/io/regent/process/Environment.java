package io.regent.process;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Environment variables. A variable that is empty or blank counts as not set: a template can make a variable's value
 * depend on a parameter, but not whether there is one.
 */
public final class Environment {
    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The variables of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** These variables and no others: where several regions live in one process, each has its own. */
    public static Environment of(Map<String, String> variables) {
        return new Environment(variables);
    }

    /** The variable's value as it was set; empty when it is not set, or blank. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * The value of a variable that has to be set.
     *
     * @param accepted what it may be, to complete "expected …"
     * @throws IllegalArgumentException when it is not set
     */
    public String require(String name, String accepted) {
        return get(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "environment variable " + name + " is not set: expected " + accepted));
    }

    /**
     * The error for a value that is set but wrong. It does not show the value, which may be a secret in the wrong
     * place.
     */
    public static IllegalArgumentException expected(String name, String accepted) {
        return new IllegalArgumentException("environment variable " + name + ": expected " + accepted);
    }

    /** The names alone, since values may be secrets. */
    @Override
    public String toString() {
        return "Environment" + new TreeSet<>(variables.keySet());
    }
}
