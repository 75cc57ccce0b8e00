package io.regent.json;

import java.io.Serial;

/**
 * A document that is no JSON, is beyond the limits, or does not hold what its reader expects. The message names the
 * place and what is accepted there. Checked, because what arrives from outside is expected to be wrong now and then,
 * and whoever reads it has to say what happens then.
 */
public final class BadJson extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    BadJson(String message) {
        super(message);
    }
}
