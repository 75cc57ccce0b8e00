package io.regent.lab.cloud;

import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** What a handler's context offers for logging, and Regent's handlers do not use. */
final class NoLogger implements LambdaLogger {
    @Override
    public void log(String message) {}

    @Override
    public void log(byte[] message) {}
}
