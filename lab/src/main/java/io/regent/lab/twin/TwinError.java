package io.regent.lab.twin;

/**
 * The answer by which an AWS service refuses a request, with the code that its API model gives it. The twin's cores
 * throw it, the wire front writes it in the service's own protocol.
 */
public final class TwinError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final int status;
    private final String reason;

    /**
     * An error without a reason.
     *
     * @param code the error code as clients see it, such as {@code InvalidChangeBatch}
     * @param status the HTTP status that goes with it; below 500 the sender is at fault
     */
    public TwinError(String code, int status, String message) {
        this(code, status, message, "");
    }

    /** @param reason what some services add to a code, for programs to tell one from another */
    public TwinError(String code, int status, String message, String reason) {
        super(message);
        this.code = code;
        this.status = status;
        this.reason = reason;
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    /** What the service adds to the code; empty where it adds nothing. */
    public String reason() {
        return reason;
    }

    /** The message; never null, since the constructor asks for one. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
