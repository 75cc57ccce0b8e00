package io.regent.lab.runtime;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** A program for a test to kill: has run a function, says which process did, and waits for its end. */
final class DoomedLab {
    private DoomedLab() {}

    public static void main(String[] arguments) throws Exception {
        Runtimes runtimes = Runtimes.open(InstantSource.system(), report -> {});
        String answer = new String(
                runtimes.code(SampleTask.function(Path.of(arguments[0]), false, "", line -> {}))
                        .run("\"process\"".getBytes(StandardCharsets.UTF_8), new SampleTask.Invocation("id", 30_000)),
                StandardCharsets.UTF_8);
        System.out.println(answer.substring(0, answer.indexOf(' ')));
        new CountDownLatch(1).await();
    }
}
