package io.regent.prober;

import io.regent.probe.Reason;

/** A layer's failure, on its way out of the code that noticed it. Expected, so it carries no stack trace. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    Refusal(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
