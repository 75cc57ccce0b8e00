package io.regent.lab.wire.cloudwatch;

import io.regent.lab.twin.TwinError;

/** How CloudWatch names errors where it has no Query codes, and the errors of the wire itself. */
final class Faulty {
    private Faulty() {}

    /** The shape that the API model gives an error code. */
    static String shape(String code) {
        return switch (code) {
            case "InvalidParameterValue" -> "InvalidParameterValueException";
            case "InvalidParameterCombination" -> "InvalidParameterCombinationException";
            case "MissingParameter" -> "MissingRequiredParameterException";
            case "LimitExceeded" -> "LimitExceededFault";
            case "InvalidFormat" -> "InvalidFormatFault";
            case "AccessDenied" -> "AccessDeniedException";
            case "InternalServiceError" -> "InternalServiceFault";
            default -> code;
        };
    }

    /** Header x-amzn-query-error, by which clients of the newer protocols get the Query code (awsQueryCompatible). */
    static String queryError(TwinError error) {
        return error.code() + ";" + (error.status() < 500 ? "Sender" : "Receiver");
    }

    /** The common error that stands for a wrong parameter where an operation's model lists none of its own. */
    static TwinError common(TwinError error) {
        return switch (error.code()) {
            case "InvalidParameterValue", "InvalidParameterCombination", "MissingParameter" ->
                new TwinError("ValidationError", error.status(), error.message());
            default -> error;
        };
    }

    static TwinError unreadable(String what, Exception why) {
        return new TwinError(
                "SerializationException", 400, "The request's body is not " + what + ": " + why.getMessage());
    }

    static TwinError invalid(String path, String value, String expected) {
        return new TwinError(
                "InvalidParameterValue",
                400,
                "The value '" + value + "' for parameter " + path + " is invalid: expected " + expected + ".");
    }

    static TwinError missing(String path) {
        return new TwinError("MissingParameter", 400, "The parameter " + path + " is required.");
    }
}
