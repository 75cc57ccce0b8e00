package io.regent.lab.twin.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/**
 * What a function does. Any exception is the function's failure, and the client hears of its class and message, unless
 * it is a {@link FunctionError}.
 */
@FunctionalInterface
public interface FunctionCode {
    byte[] run(byte[] payload, Context context) throws Exception;

    /** A real handler, as Lambda would call it. */
    static FunctionCode of(RequestStreamHandler handler) {
        return (payload, context) -> {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            handler.handleRequest(new ByteArrayInputStream(payload), output, context);
            return output.toByteArray();
        };
    }
}
