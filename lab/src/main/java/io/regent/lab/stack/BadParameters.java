package io.regent.lab.stack;

import java.util.List;

/** All that is wrong with a deployment's parameters and with the rules that they break; one problem a line. */
public final class BadParameters extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    BadParameters(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
