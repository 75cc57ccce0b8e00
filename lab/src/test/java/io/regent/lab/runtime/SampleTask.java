package io.regent.lab.runtime;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.regent.fleet.Region;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The directory of {@link Sample}, laid out as a function's package is, and what its invocations need. */
final class SampleTask {
    static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:sample:live";

    private SampleTask() {}

    /** Lays it out below a directory. */
    static Path in(Path directory) throws IOException {
        Path task = directory.resolve("task");
        String name = Sample.class.getName().replace('.', '/') + ".class";
        Path file = task.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream in = Sample.class.getResourceAsStream("/" + name)) {
            Files.copy(in, file);
        }
        Files.createDirectories(task.resolve("lib"));
        Path crac = Path.of(org.crac.Core.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Files.copy(crac, task.resolve("lib").resolve("crac.jar"));
        return task;
    }

    /** A function of it. */
    static FunctionSpec function(Path task, boolean snapStart, String setting, Consumer<String> log) {
        return new FunctionSpec(
                new Region("eu-west-1"),
                "sample",
                snapStart ? "7" : "$LATEST",
                Sample.class.getName(),
                task,
                256,
                snapStart,
                new FunctionSpec.Keys("ASIASAMPLE", "secret", "token"),
                Map.of("SAMPLE", setting),
                log);
    }

    /** What Lambda tells with an invocation. */
    record Invocation(String id, int millis) implements Context {
        @Override
        public String getAwsRequestId() {
            return id;
        }

        @Override
        public String getLogGroupName() {
            return "/aws/lambda/sample";
        }

        @Override
        public String getLogStreamName() {
            return "lab";
        }

        @Override
        public String getFunctionName() {
            return "sample";
        }

        @Override
        public String getFunctionVersion() {
            return "7";
        }

        @Override
        public String getInvokedFunctionArn() {
            return ARN;
        }

        @Override
        public @Nullable CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public @Nullable ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return millis;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 256;
        }

        @Override
        public LambdaLogger getLogger() {
            throw new UnsupportedOperationException("the process has its own");
        }
    }
}
