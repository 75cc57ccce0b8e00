package io.regent.lab.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.lab.net.Addresses;
import io.regent.lab.net.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However this JVM or another ends, no process and no port outlives it. */
class NothingLeftBehindTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"running", "stopped"})
    void aJvmThatIsKilledTakesItsProgramAlong(String state) throws Exception {
        Process jvm = jvm("sleeper", state);
        ProcessHandle sleeper = sleeperOf(jvm);
        jvm.destroyForcibly();
        sleeper.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(sleeper.isAlive()).isFalse();
    }

    @Test
    void aGuardThatIsEndedPolitelyTakesItsProgramAlong() throws Exception {
        Process jvm = jvm("sleeper", "running");
        ProcessHandle sleeper = sleeperOf(jvm);
        jvm.children().forEach(ProcessHandle::destroy);
        sleeper.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        jvm.destroyForcibly().waitFor();
        assertThat(sleeper.isAlive()).isFalse();
    }

    @Test
    void evenWithItsGuardKilledFirstAProgramEndsWithTheJvm() throws Exception {
        Process jvm = jvm("sleeper", "running");
        ProcessHandle sleeper = sleeperOf(jvm);
        jvm.children().forEach(ProcessHandle::destroyForcibly);
        jvm.destroyForcibly();
        sleeper.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(sleeper.isAlive()).isFalse();
    }

    @Test
    void aJvmThatIsToldToEndLeavesNoRegistryAndNoFiles() throws Exception {
        InetSocketAddress address = Addresses.free("127.0.0.1");
        Process jvm = jvm("registry", Integer.toString(address.getPort()));
        assertThat(stands(jvm)).contains("127.0.0.1:" + address.getPort());
        jvm.destroy();
        assertThat(jvm.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Loopback.requireFree(address);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void aJvmThatIsKilledLeavesNoStoppedRegistryOnItsPort() throws Exception {
        InetSocketAddress address = Addresses.free("127.0.0.1");
        Process jvm = jvm("registry", Integer.toString(address.getPort()));
        assertThat(stands(jvm)).contains("127.0.0.1:" + address.getPort());
        jvm.destroyForcibly().waitFor();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isFree(address) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        Loopback.requireFree(address);
    }

    @Test
    void aProgramThatSomebodyElseKillsIsDeadHereToo() throws Exception {
        GuardedProcess process = GuardedProcess.start(List.of("sleep", "600"), temporary, "NONE_SUCH");
        ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();
        handle.destroyForcibly();
        awaitEnd(process);
        assertThatThrownBy(() -> process.signal("STOP"))
                .isInstanceOf(PlaceFailed.class)
                .hasMessageContaining("is gone");
        process.kill();
    }

    @Test
    void aProgramThatDoesNotExistIsReportedByTheShellsOwnWords() throws Exception {
        GuardedProcess process = GuardedProcess.start(List.of("no-such-program"), temporary, "NONE_SUCH");
        awaitEnd(process);
        assertThat(process.lastWords()).contains("no-such-program");
    }

    private static void awaitEnd(GuardedProcess process) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(process.isAlive()).isFalse();
    }

    private static boolean isFree(InetSocketAddress address) {
        try {
            Loopback.requireFree(address);
            return true;
        } catch (RuntimeException taken) {
            return false;
        }
    }

    private Process jvm(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                DoomedProgram.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What the program says when everything stands. */
    private static String stands(Process jvm) throws IOException {
        return Optional.ofNullable(jvm.inputReader().readLine())
                .orElseThrow(() -> new AssertionError("the program ended before it stood"));
    }

    private static ProcessHandle sleeperOf(Process jvm) throws IOException {
        return ProcessHandle.of(Long.parseLong(stands(jvm))).orElseThrow();
    }
}
