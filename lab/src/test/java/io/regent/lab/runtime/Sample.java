package io.regent.lab.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.crac.Core;
import org.crac.Resource;

/**
 * A function for tests, which does what its payload says, a JSON text. Runs in a process of its own, so that nothing
 * but Java, Lambda's interfaces and CRaC may be used here.
 */
public final class Sample implements RequestStreamHandler, Resource {
    private final AtomicLong ticks = new AtomicLong();
    private long invocations;
    private String hooks = "";

    public Sample() {
        String variable = System.getenv().getOrDefault("SAMPLE", "");
        if (variable.equals("broken")) {
            throw new IllegalStateException("broken by its settings");
        }
        Core.getGlobalContext().register(this);
        Thread ticking = new Thread(() -> {
            while (true) {
                ticks.incrementAndGet();
                try {
                    Thread.sleep(1);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        ticking.setDaemon(true);
        ticking.start();
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        hooks += "checkpoint ";
        if (System.getenv().getOrDefault("SAMPLE", "").equals("no checkpoint")) {
            throw new IllegalStateException("not now");
        }
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        hooks += "restore";
        if (System.getenv().getOrDefault("SAMPLE", "").equals("no restore")) {
            throw new IllegalStateException("not here");
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String order = new String(input.readAllBytes(), StandardCharsets.UTF_8).replace("\"", "");
        invocations++;
        output.write(answer(order, context).getBytes(StandardCharsets.UTF_8));
    }

    private String answer(String order, Context context) throws IOException {
        return switch (order) {
            case "process" -> ProcessHandle.current().pid() + " " + invocations;
            case "ticks" -> Long.toString(ticks.get());
            case "hooks" -> hooks;
            case "environment" -> environment();
            case "context" ->
                context.getAwsRequestId() + " " + context.getInvokedFunctionArn() + " " + context.getFunctionVersion()
                        + " " + (context.getRemainingTimeInMillis() + 999) / 1000;
            case "place" ->
                System.getProperty("user.dir") + " " + Runtime.getRuntime().maxMemory();
            case "credentials" -> {
                try (InputStream in = URI.create(System.getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI"))
                        .toURL()
                        .openStream()) {
                    yield new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
            case "print" -> {
                System.out.println("a line");
                System.err.println("an error");
                yield "printed";
            }
            case "large" -> "x".repeat(6 * 1024 * 1024 + 1);
            case "throw" -> throw new IllegalArgumentException("as asked");
            case "exit" -> {
                Runtime.getRuntime().halt(3);
                yield "never";
            }
            default -> sleep(Long.parseLong(order));
        };
    }

    private static String sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            return "interrupted";
        }
        return ProcessHandle.current().pid() + " slept";
    }

    private static String environment() {
        Map<String, String> sorted = new TreeMap<>(System.getenv());
        sorted.replaceAll((name, value) -> name.contains("URI") || name.endsWith("API") ? "…" : value);
        return String.join("\n", Arrays.asList(sorted.toString().split(", ")));
    }
}
