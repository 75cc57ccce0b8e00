package io.regent.lab.twin.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.Arn;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a handler may ask of its invocation ("Using the Lambda context object to retrieve Java function information").
 */
record TwinContext(LambdaFunction function, String version, Arn arn, String requestId, Instant deadline, Agenda agenda)
        implements Context {
    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + function.name();
    }

    @Override
    public String getLogStreamName() {
        return "twin/[" + version + "]";
    }

    @Override
    public String getFunctionName() {
        return function.name();
    }

    @Override
    public String getFunctionVersion() {
        return version;
    }

    @Override
    public String getInvokedFunctionArn() {
        return arn.toString();
    }

    /** Null, as for every invocation that no mobile app made. */
    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    /** Null, as for every invocation that no mobile app made. */
    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return Math.toIntExact(
                Math.max(0, Duration.between(agenda.instant(), deadline).toMillis()));
    }

    @Override
    public int getMemoryLimitInMB() {
        return function.memoryMegabytes();
    }

    @Override
    public LambdaLogger getLogger() {
        return function.logger();
    }
}
