package io.regent;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.decision.Decision;
import io.regent.decision.Policy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.judgement.Quorum;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Mover;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays the files in {@code scenarios/}: verdicts come, the quorum judges, the policy decides, time goes on. An
 * endpoint returns after three minutes UP, by 5, 25 and 100 percent, each held for a minute; a verdict counts for 90
 * seconds.
 */
class ScenarioTest {
    private static final Pattern GIVEN = Pattern.compile("Given (.+), at least (\\d+) serving");
    private static final Pattern AND = Pattern.compile("And (\\S+) is drained by (\\S+) since (\\S+)");
    private static final Pattern AT = Pattern.compile("At (\\S+) (.+)");
    private static final Pattern FINDS = Pattern.compile("(\\S+) finds (.+)");

    static Stream<Path> scenarios() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(ScenarioTest.class.getResource("/scenarios"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyScenarioGoesAsItIsWritten(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        Play play = new Play(matched(GIVEN, lines.getFirst()));
        int checked = 0;
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("And ")) {
                play.begin(matched(AND, line));
            } else if (line.startsWith("Then ")) {
                assertThat(play.last).as("after %s", play.lastLine).isEqualTo(line);
                checked++;
            } else {
                play.at(matched(AT, line));
                play.lastLine = line;
            }
        }
        assertThat(checked).as("steps").isPositive();
    }

    private static Matcher matched(Pattern form, String line) {
        Matcher matcher = form.matcher(line);
        assertThat(matcher.matches()).as("'%s' has the form %s", line, form).isTrue();
        return matcher;
    }

    private static Instant instant(String time) {
        return Instant.parse("2026-01-05T" + time + "Z");
    }

    private static final class Play {
        private final Service service;
        private final SortedMap<Region, EndpointState> states = new TreeMap<>();
        private final List<Verdict> verdicts = new ArrayList<>();
        private String last = "";
        private String lastLine = "";

        Play(Matcher given) {
            int[] baselines = Stream.of(given.group(1).split(", ", -1))
                    .mapToInt(share -> Integer.parseInt(share.split(" ", -1)[1]))
                    .toArray();
            service = ServiceExamples.service(
                    new PolicySettings(
                            Integer.parseInt(given.group(2)),
                            Duration.ofMinutes(3),
                            List.of(5, 25, 100),
                            Duration.ofMinutes(1),
                            Duration.ofSeconds(90)),
                    baselines);
            assertThat(service.endpoints().stream()
                            .map(e -> e.region() + " " + e.baseline())
                            .collect(Collectors.joining(", ")))
                    .isEqualTo(given.group(1));
            for (Endpoint endpoint : service.endpoints()) {
                states.put(endpoint.region(), new EndpointState.Serving(instant("08:00:00"), Mover.AUTOMATIC));
            }
        }

        void begin(Matcher and) {
            Mover by = Mover.valueOf(and.group(2).toUpperCase(Locale.ROOT));
            states.put(new Region(and.group(1)), new EndpointState.Drained(instant(and.group(3)), by));
        }

        void at(Matcher at) {
            Instant now = instant(at.group(1));
            if (!at.group(2).equals("nobody finds anything")) {
                for (String word : at.group(2).split("; ", -1)) {
                    hear(matched(FINDS, word), now);
                }
            }
            Decision decision = Policy.decide(service, states, Quorum.judge(service, verdicts, now), now);
            states.putAll(decision.states());
            last = "Then " + decision.rule().label() + ": "
                    + service.endpoints().stream()
                            .map(Endpoint::region)
                            .map(region -> region + " " + name(decision.states().get(region)) + " "
                                    + decision.weights().get(region))
                            .collect(Collectors.joining(", "));
        }

        private void hear(Matcher finds, Instant now) {
            for (Region vantage : service.vantages()) {
                if (finds.group(1).equals("everyone") || finds.group(1).equals(vantage.id())) {
                    for (String found : finds.group(2).split(", ", -1)) {
                        String[] words = found.split(" ", -1);
                        verdicts.add(
                                new Verdict(vantage, new Region(words[0]), Health.valueOf(words[1]), now, "no answer"));
                    }
                }
            }
        }

        private static String name(@Nullable EndpointState state) {
            return switch (state) {
                case null -> "unknown";
                case EndpointState.Serving serving -> "serving";
                case EndpointState.Drained drained -> "drained";
                case EndpointState.Returning returning -> "returning/" + returning.step();
            };
        }
    }
}
