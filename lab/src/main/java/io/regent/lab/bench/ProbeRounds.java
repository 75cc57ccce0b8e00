package io.regent.lab.bench;

import com.sun.management.OperatingSystemMXBean;
import io.regent.fleet.Address;
import io.regent.fleet.ProbeKind;
import io.regent.fleet.ProbeSettings;
import io.regent.fleet.Target;
import io.regent.probe.Observation;
import io.regent.probe.Prober;
import io.regent.probe.Question;
import io.regent.prober.SocketProber;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The program that probes: {@code ENGINE PROBES HANGING WARM-UPS ROUNDS TIMEOUT-MS NAME-SERVER-PORT PORT...}, where the
 * engine is {@code sockets}, {@code sockets-by-name} (each target a name of its own) or {@code jdk-http-client}. Prints
 * one line: median and 95th percentile of a round in ms, CPU-ms a probe, peak resident memory in MB, or 0 where the
 * system does not tell.
 */
final class ProbeRounds {
    private ProbeRounds() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
        Thread.ofPlatform().daemon().start(EndWithInput::await);
        Prober prober = prober(arguments[0], Integer.parseInt(arguments[6]));
        boolean byName = arguments[0].equals("sockets-by-name");
        int probes = Integer.parseInt(arguments[1]);
        int hanging = Integer.parseInt(arguments[2]);
        int warmUps = Integer.parseInt(arguments[3]);
        int rounds = Integer.parseInt(arguments[4]);
        Duration timeout = Duration.ofMillis(Long.parseLong(arguments[5]));
        int[] ports =
                Arrays.stream(arguments).skip(7).mapToInt(Integer::parseInt).toArray();
        List<Question> questions = questions(probes, hanging, timeout, ports, byName);
        for (int i = 0; i < warmUps; i++) {
            requireAnswers(prober.round(questions), hanging);
        }
        double[] times = new double[rounds];
        long cpu = cpuNanos();
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            List<Observation> observations = prober.round(questions);
            times[i] = (System.nanoTime() - start) / 1e6;
            requireAnswers(observations, hanging);
        }
        double cpuMs = (cpuNanos() - cpu) / 1e6 / rounds / probes;
        Arrays.sort(times);
        System.out.println(times[rounds / 2] + " " + times[(int) Math.ceil(rounds * 0.95) - 1] + " " + cpuMs + " "
                + peakMegabytes());
    }

    private static Prober prober(String engine, int nameServerPort) {
        return switch (engine) {
            case "sockets" -> new SocketProber(InstantSource.system());
            case "sockets-by-name" ->
                new SocketProber(
                        InstantSource.system(),
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), nameServerPort)));
            case "jdk-http-client" -> new JdkClientProber();
            default -> throw new IllegalArgumentException("engine " + engine);
        };
    }

    private static List<Question> questions(int probes, int hanging, Duration timeout, int[] ports, boolean byName) {
        ProbeSettings settings = new ProbeSettings(
                ProbeKind.REGISTRY, timeout.multipliedBy(2), timeout, 1, 1, "/v2/", Set.of(200, 401), Map.of());
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < probes; i++) {
            boolean hangs = i * hanging / probes != (i + 1) * hanging / probes;
            int port = ports[hangs ? ports.length - 1 : i % (ports.length - 1)];
            Target target = new Target(
                    Target.Part.ORIGIN,
                    new Address(byName ? "endpoint-" + i + ".example.com" : "127.0.0.1", port),
                    false);
            questions.add(new Question(target, settings, timeout));
        }
        return questions;
    }

    private static void requireAnswers(List<Observation> observations, int hanging) {
        List<Observation> failed = observations.stream()
                .filter(observation -> !observation.succeeded())
                .toList();
        if (failed.size() != hanging) {
            throw new IllegalStateException(failed.size() + " probes failed, expected " + hanging + ": "
                    + failed.stream().limit(3).toList());
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double peakMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
