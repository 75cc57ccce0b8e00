package io.regent.lab.twin.cloudwatch;

import io.regent.lab.twin.TwinError;

/**
 * CloudWatch's error codes. Operations whose model lists none of the parameter errors (GetMetricData, PutMetricAlarm,
 * DescribeAlarms and others) answer the common {@code ValidationError} (CloudWatch API Reference, Common Errors).
 */
final class Refusal {
    private static final int SENDER = 400;

    private Refusal() {}

    static TwinError invalidValue(String message) {
        return new TwinError("InvalidParameterValue", SENDER, message);
    }

    static TwinError missing(String message) {
        return new TwinError("MissingParameter", SENDER, message);
    }

    static TwinError validation(String message) {
        return new TwinError("ValidationError", SENDER, message);
    }

    static TwinError limit(String message) {
        return new TwinError("LimitExceeded", SENDER, message);
    }

    static TwinError nextToken() {
        return new TwinError("InvalidNextToken", SENDER, "The next token specified is invalid.");
    }

    static TwinError format(String message) {
        return new TwinError("InvalidFormat", SENDER, message);
    }

    static TwinError notFound(String alarm) {
        return new TwinError("ResourceNotFound", 404, "There is no alarm named '" + alarm + "'.");
    }
}
