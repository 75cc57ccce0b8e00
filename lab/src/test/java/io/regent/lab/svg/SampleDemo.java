package io.regent.lab.svg;

import io.regent.fleet.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A chart as a run of the demo makes it: many marks, some of them within seconds. */
final class SampleDemo {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region MUMBAI = new Region("ap-south-1");

    private SampleDemo() {}

    static ShareChart chart() {
        Random random = new Random(4);
        List<ShareChart.Sample> samples = new ArrayList<>();
        for (int half = 0; half < 160; half++) {
            int ireland = binomial(random, 40, shareOfIreland(half / 2.0));
            samples.add(new ShareChart.Sample(
                    Duration.ofMillis(500L * half), Map.of(IRELAND, ireland, MUMBAI, 40 - ireland)));
        }
        return new ShareChart(
                "Which region DNS answers name, while Ireland's registry dies twice and its region goes dark",
                List.of(new ShareChart.Series(IRELAND, "Ireland"), new ShareChart.Series(MUMBAI, "Mumbai")),
                samples,
                List.of(
                        mark(8.0, "SIGKILL Ireland"),
                        mark(10.1, "first UNHEALTHY verdict"),
                        mark(10.9, "batch accepted"),
                        mark(11.4, "INSYNC"),
                        mark(13.4, "last answer Ireland"),
                        mark(20, "registry started"),
                        mark(35, "SIGSTOP Ireland"),
                        mark(39.2, "batch accepted"),
                        mark(47, "SIGCONT Ireland"),
                        mark(62, "Irish region dark"),
                        mark(66.6, "batch accepted"),
                        mark(77, "healed")),
                Duration.ofSeconds(80));
    }

    private static double shareOfIreland(double second) {
        if (within(second, 13.5, 24) || within(second, 42, 50) || within(second, 69, 80)) {
            return 0;
        }
        if (within(second, 24, 27) || within(second, 50, 53)) {
            return 0.05;
        }
        return within(second, 27, 30) || within(second, 53, 56) ? 0.25 : 0.5;
    }

    private static boolean within(double second, double from, double to) {
        return second >= from && second < to;
    }

    private static int binomial(Random random, int tries, double chance) {
        return (int) random.doubles(tries).filter(x -> x < chance).count();
    }

    private static ShareChart.Mark mark(double seconds, String label) {
        return new ShareChart.Mark(Duration.ofMillis(Math.round(seconds * 1000)), label);
    }
}
