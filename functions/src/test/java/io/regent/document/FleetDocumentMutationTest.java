package io.regent.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Good documents, torn and twisted: each gives a fleet or problems, never an exception. */
class FleetDocumentMutationTest {
    private static final int ROUNDS = 3_000;

    private static final String FULL = """
            services:
              registry.example.com:
                zone: Z0123456789ABCDEFGHIJ
                recordTypes: [A, AAAA]
                routing: weighted
                endpoints:
                  eu-west-1: {address: 192.0.2.1, port: 5000, tls: false, weight: 50, capacity: 100, loadBalancer: none}
                  ap-south-1: {loadBalancer: {address: "lb.example.com", port: 80, tls: true}}
                vantages: [us-east-1]
                probe: {kind: http, interval: 5s, timeout: 2s, rise: 2, fall: 3, path: /, statuses: [200-299, 304],
                  requiredHeaders: {Server: ''}}
                policy: {minServing: 1, stabilisation: 5m, steps: [5, 25, 100], stepHold: 2m, freshness: 3m, drift: adopt, arming: 3m, failback: manual, repair: [reboot]}
            controls: ['[2001:db8::1]:443']
            """;

    private static final List<String> SHARDS = List.of(
            ":",
            " ",
            "\n",
            "\t",
            "{",
            "}",
            "[",
            "]",
            ",",
            "-",
            "?",
            "&a ",
            "*a",
            "!",
            "!!str ",
            "|",
            ">",
            "\"",
            "'",
            "#",
            "%",
            "@",
            "`",
            "---\n",
            "...\n",
            "~",
            "null",
            "0",
            "-1",
            "99999999999",
            "1e9",
            "\u0000",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\uD800",
            "\uDC00",
            "\uD83D\uDE00",
            "\\",
            "\\x",
            "<<: ",
            "true",
            "5s",
            "eu-west-1",
            "services:");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aTwistedDocumentIsReadOrRefused(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = twisted(random);
            Reading reading;
            try {
                reading = FleetDocument.read(text);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", round " + round + ", document:\n" + text, e);
            }
            if (reading instanceof Reading.Refused refusal) {
                refused++;
                assertThat(refusal.problems()).allSatisfy(problem -> {
                    assertThat(problem.message()).isNotBlank().hasSizeLessThan(500);
                    assertThat(problem.toString()).doesNotContainPattern("\\p{Cntrl}");
                });
            }
        }
        assertThat(refused).isBetween(ROUNDS / 2, ROUNDS - 1);
    }

    private static String twisted(Random random) {
        StringBuilder text = new StringBuilder(FULL);
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, SHARDS.get(random.nextInt(SHARDS.size())));
                case 2 -> text.replace(at, at + 1, SHARDS.get(random.nextInt(SHARDS.size())));
                case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                default -> text.setCharAt(at, (char) random.nextInt(0x180));
            }
        }
        return text.toString();
    }
}
