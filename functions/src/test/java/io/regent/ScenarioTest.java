package io.regent;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.decision.Decision;
import io.regent.decision.Found;
import io.regent.decision.Policy;
import io.regent.decision.Shares;
import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Failback;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.judgement.Quorum;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Mark;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * seconds; a deployment that observes is armed after two minutes in which all is UP. What is said of each endpoint is
 * its state and the weight in its record; with failover records, whether routing control lets it serve.
 */
class ScenarioTest {
    private static final Pattern GIVEN = Pattern.compile(
            "Given (.+), at least (\\d+) serving(?:, what drifts is (\\w+)ed)?(, by failover records)?(, back by hand)?");
    private static final Pattern AND =
            Pattern.compile("And (\\S+) is drained by (\\S+) since (\\S+?)(?: until (\\S+))?");
    private static final Pattern OBSERVES = Pattern.compile("And it observes since (\\S+)");
    private static final Pattern HOLDS = Pattern.compile("Somebody holds everything until (\\S+)");
    private static final Pattern PLAYS = Pattern.compile("Somebody plays an outage of (\\S+) until (\\S+)");
    private static final Pattern SETS = Pattern.compile("Somebody sets (.+)");
    private static final Pattern SET = Pattern.compile("(\\S+) to (\\d+)");
    private static final Pattern AT = Pattern.compile("At (\\S+) (.+)");
    private static final Pattern FINDS = Pattern.compile("(\\S+) finds (.+)");
    private static final Pattern OUT = Pattern.compile("routing control has (\\S+) out");

    /** Since when everything serves that does not otherwise. */
    private static final Instant BEGINNING = instant("08:00:00");

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
            if (line.startsWith("And it observes ")) {
                play.observe(matched(OBSERVES, line));
            } else if (line.startsWith("Somebody holds ")) {
                play.hold(matched(HOLDS, line));
            } else if (line.startsWith("Somebody plays ")) {
                play.outage(matched(PLAYS, line));
            } else if (line.startsWith("And ")) {
                play.begin(matched(AND, line));
            } else if (line.startsWith("Somebody ")) {
                play.set(matched(SETS, line));
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
        private final SortedMap<Region, Integer> weights = new TreeMap<>();
        private final List<Verdict> verdicts = new ArrayList<>();
        private Agreement agreement = new Agreement.Agreed();
        private Orders orders = Orders.none();
        private String last = "";
        private String lastLine = "";

        Play(Matcher given) {
            int[] baselines = Stream.of(given.group(1).split(", ", -1))
                    .mapToInt(share -> Integer.parseInt(share.split(" ", -1)[1]))
                    .toArray();
            String drift = given.group(3) == null ? "restor" : given.group(3);
            PolicySettings policy = new PolicySettings(
                    Integer.parseInt(given.group(2)),
                    Duration.ofMinutes(3),
                    List.of(5, 25, 100),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(90),
                    Stream.of(DriftPolicy.values())
                            .filter(one -> one.name().toLowerCase(Locale.ROOT).startsWith(drift))
                            .findFirst()
                            .orElseThrow(),
                    Duration.ofMinutes(2),
                    given.group(5) == null ? Failback.AUTOMATIC : Failback.MANUAL,
                    Set.of());
            Routing routing = given.group(4) == null ? Routing.WEIGHTED : Routing.FAILOVER;
            service = ServiceExamples.service(policy, routing, Set.of(), baselines);
            assertThat(service.endpoints().stream()
                            .map(e -> e.region() + " " + e.baseline())
                            .collect(Collectors.joining(", ")))
                    .isEqualTo(given.group(1));
            for (Endpoint endpoint : service.endpoints()) {
                states.put(endpoint.region(), new EndpointState.Serving(BEGINNING, Mover.AUTOMATIC));
            }
            weights.putAll(Shares.weights(service, states));
        }

        void begin(Matcher and) {
            Mover by = Mover.valueOf(and.group(2).toUpperCase(Locale.ROOT));
            Optional<Instant> end = Optional.ofNullable(and.group(4)).map(ScenarioTest::instant);
            states.put(new Region(and.group(1)), new EndpointState.Drained(instant(and.group(3)), by, end));
            weights.putAll(Shares.weights(service, states));
        }

        void observe(Matcher observes) {
            orders = orders.withArming(Optional.of(instant(observes.group(1))));
        }

        void hold(Matcher holds) {
            orders = orders.withHold(
                    Optional.of(new Orders.Hold(new Mark("0123abcd"), BEGINNING, instant(holds.group(1)))));
        }

        void outage(Matcher plays) {
            orders = orders.withOutage(
                    Optional.of(new Orders.Outage(new Region(plays.group(1)), BEGINNING, instant(plays.group(2)))));
        }

        void set(Matcher sets) {
            for (String set : sets.group(1).split(", ", -1)) {
                Matcher to = matched(SET, set);
                weights.put(new Region(to.group(1)), Integer.parseInt(to.group(2)));
            }
        }

        void at(Matcher at) {
            Instant now = instant(at.group(1));
            Set<Region> out = new TreeSet<>();
            if (!at.group(2).equals("nobody finds anything")) {
                for (String word : at.group(2).split("; ", -1)) {
                    Matcher taken = OUT.matcher(word);
                    if (taken.matches()) {
                        out.add(new Region(taken.group(1)));
                    } else {
                        hear(matched(FINDS, word), now);
                    }
                }
            }
            Found found = new Found(agreement, held(), out);
            Decision decision =
                    Policy.decide(service, states, orders, found, Quorum.judge(service, verdicts, now), now);
            orders = decision.orders();
            states.putAll(decision.states());
            agreement = decision.drift().noted();
            if (decision.moves()) {
                weights.putAll(decision.weights());
            }
            last = "Then " + decision.rule().label() + ": "
                    + service.endpoints().stream()
                            .map(Endpoint::region)
                            .map(region -> region + " " + name(decision.states().get(region)) + " " + share(region))
                            .collect(Collectors.joining(", "));
        }

        /** As Route 53 would show it: weights, and none where the records are a pair. */
        private SortedMap<Region, SortedMap<RecordType, Integer>> held() {
            SortedMap<Region, SortedMap<RecordType, Integer>> held = new TreeMap<>();
            if (service.routing() == Routing.WEIGHTED) {
                weights.forEach((region, weight) -> held.put(region, new TreeMap<>(Map.of(RecordType.A, weight))));
            }
            return held;
        }

        private String share(Region region) {
            if (service.routing() == Routing.WEIGHTED) {
                return String.valueOf(weights.get(region));
            }
            return states.get(region) instanceof EndpointState.Drained ? "out" : "in";
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
