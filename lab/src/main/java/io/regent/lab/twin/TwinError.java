package io.regent.lab.twin;

/**
 * The answer by which an AWS service refuses a request, with the code that its API model gives it. The twin's cores
 * throw it, the wire front writes it in the service's own protocol.
 */
public final class TwinError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final int status;

    /**
     * @param code the error code as clients see it, such as {@code InvalidChangeBatch}
     * @param status the HTTP status that goes with it; below 500 the sender is at fault
     */
    public TwinError(String code, int status, String message) {
        super(message);
        this.code = code;
        this.status = status;
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    /** The message; never null, since the constructor asks for one. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
