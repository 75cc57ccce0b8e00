package io.regent.lab.twin.lambda;

import java.nio.charset.StandardCharsets;

/** A function's failure that has been described already, by the runtime or in its stead; clients hear just that. */
public final class FunctionError extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient byte[] description;

    /** @param description a JSON object with {@code errorType} and {@code errorMessage} */
    public FunctionError(byte[] description) {
        super("the function failed");
        this.description = description.clone();
    }

    byte[] description() {
        return description;
    }

    /** The description. */
    public String text() {
        return new String(description, StandardCharsets.UTF_8);
    }
}
