package io.regent.lab.net;

/** A loopback address or port that the lab needs and cannot have. The message is for a person and says what to do. */
public final class AddressUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AddressUnavailable(String message) {
        super(message);
    }
}
