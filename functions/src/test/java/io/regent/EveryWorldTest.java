package io.regent;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.OHIO;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.DriftPolicy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Failback;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.judgement.Judgement;
import io.regent.judgement.Quorum;
import io.regent.judgement.Standing;
import io.regent.ledger.EndpointState;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.EndpointState.Returning;
import io.regent.ledger.EndpointState.Serving;
import io.regent.ledger.Mark;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All there can be in small worlds: every verdict, every state, and what must hold whatever they are. */
class EveryWorldTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant JUST = NOW.minusSeconds(1);
    private static final Instant LONG_AGO = NOW.minusSeconds(3_600);
    private static final Instant SEEN = NOW.minusSeconds(30);

    /** What an endpoint may be doing, young and old, by the controller and by others. */
    private static final List<EndpointState> STATES = List.of(
            new Serving(LONG_AGO, Mover.AUTOMATIC),
            new Drained(LONG_AGO, Mover.AUTOMATIC),
            new Drained(JUST, Mover.AUTOMATIC),
            new Drained(LONG_AGO, Mover.PERSON),
            new Returning(1, LONG_AGO, Mover.AUTOMATIC),
            new Returning(2, JUST, Mover.PERSON));

    /** The same and the rest, where there are few endpoints. */
    private static final List<EndpointState> MORE_STATES = List.of(
            new Serving(LONG_AGO, Mover.AUTOMATIC),
            new Serving(JUST, Mover.PERSON),
            new Drained(LONG_AGO, Mover.AUTOMATIC),
            new Drained(JUST, Mover.AUTOMATIC),
            new Drained(LONG_AGO, Mover.PERSON),
            new Drained(LONG_AGO, Mover.PERSON, Optional.of(NOW)),
            new Drained(LONG_AGO, Mover.DRILL, Optional.of(NOW.plusSeconds(1))),
            new Returning(1, LONG_AGO, Mover.AUTOMATIC),
            new Returning(2, LONG_AGO, Mover.PERSON),
            new Returning(2, JUST, Mover.AUTOMATIC));

    /** What an endpoint may be doing, by who lets it and until when. */
    private static final List<EndpointState> ENDING_STATES = List.of(
            new Serving(LONG_AGO, Mover.AUTOMATIC),
            new Drained(LONG_AGO, Mover.AUTOMATIC),
            new Drained(LONG_AGO, Mover.PERSON, Optional.of(NOW.plusSeconds(1))),
            new Drained(LONG_AGO, Mover.DRILL, Optional.of(NOW.plusSeconds(1))),
            new Drained(LONG_AGO, Mover.DRILL, Optional.of(NOW)),
            new Returning(1, LONG_AGO, Mover.DRILL));

    private static final List<Standing> STANDINGS =
            List.of(new Standing.Up(SEEN), new Standing.Down(), new Standing.Disputed(), new Standing.Unseen());

    /** A vantage's word: one of the healths, or none. */
    private enum Word {
        HEALTHY,
        UNHEALTHY,
        UNKNOWN,
        ABSENT
    }

    @ParameterizedTest
    @CsvSource({"50,50,1", "100,0,1", "0,100,1", "200,1,1", "50,50,2", "100,0,2"})
    void everyVerdictInEveryStateOfTwoRegionsKeepsTheRules(int ireland, int mumbai, int minServing) {
        Service service = ServiceExamples.service(policy(minServing), ireland, mumbai);
        forEachVerdicts(service, verdicts -> {
            SortedMap<Region, Judgement> judgements = Quorum.judge(service, verdicts, NOW);
            forEachChoice(service, MORE_STATES, states -> {
                World world = new World(service, states, judgements, NOW);
                world.keepsTheRules();
                world.drainsNothingOnInsideVoicesAlone(verdicts);
            });
        });
    }

    /** What is decided depends on the judgements alone, and an endpoint's judgement on the verdicts about it alone. */
    @ParameterizedTest
    @CsvSource({
        "50,50,50,1",
        "50,50,50,2",
        "50,50,0,1",
        "0,50,50,1",
        "50,0,50,2",
        "100,0,0,1",
        "0,100,0,1",
        "100,0,0,2",
        "0,0,100,3"
    })
    void everyJudgementInEveryStateOfThreeRegionsKeepsTheRules(int ireland, int mumbai, int ohio, int minServing) {
        Service service = ServiceExamples.service(policy(minServing), ireland, mumbai, ohio);
        forEachChoice(service, STANDINGS, standings -> {
            SortedMap<Region, Judgement> judgements = judgements(standings);
            forEachChoice(service, STATES, states -> new World(service, states, judgements, NOW).keepsTheRules());
        });
    }

    @ParameterizedTest
    @CsvSource("50,50,0,1")
    void everyVerdictOfThreeServingRegionsKeepsTheRules(int ireland, int mumbai, int ohio, int minServing) {
        Service service = ServiceExamples.service(policy(minServing), ireland, mumbai, ohio);
        Map<Region, EndpointState> states = new TreeMap<>();
        List.of(IRELAND, MUMBAI, OHIO).forEach(region -> states.put(region, STATES.getFirst()));
        forEachVerdicts(service, verdicts -> {
            World world = new World(service, states, Quorum.judge(service, verdicts, NOW), NOW);
            world.drainsNothingOnInsideVoicesAlone(verdicts);
            world.movesNothingThatIsNotUpOrDown();
            world.leavesNoTrafficOnWhatIsDownWithoutSayingWhy();
        });
    }

    /** Of a majority in the open: more than half of those who speak, and to be DOWN one of them from outside. */
    @ParameterizedTest
    @CsvSource({"50,50,50"})
    void everyJudgementIsTheMajorityOfThoseWhoSpeak(int ireland, int mumbai, int ohio) {
        Service service = ServiceExamples.service(policy(1), ireland, mumbai, ohio);
        forEachVerdicts(service, verdicts -> {
            Judgement judgement =
                    Objects.requireNonNull(Quorum.judge(service, verdicts, NOW).get(IRELAND));
            long healthy = count(verdicts, Health.HEALTHY);
            long unhealthy = count(verdicts, Health.UNHEALTHY);
            boolean outside = verdicts.stream()
                    .anyMatch(v -> v.endpoint().equals(IRELAND)
                            && v.health() == Health.UNHEALTHY
                            && !v.vantage().equals(IRELAND));
            assertThat(judgement.isUp()).isEqualTo(healthy > unhealthy);
            assertThat(judgement.isDown()).isEqualTo(unhealthy > healthy && outside);
            assertThat(judgement.standing() instanceof Standing.Unseen).isEqualTo(healthy + unhealthy == 0);
        });
    }

    private static long count(List<Verdict> verdicts, Health health) {
        return verdicts.stream()
                .filter(v -> v.endpoint().equals(IRELAND) && v.health() == health)
                .count();
    }

    /** Every weight in every state: as it should be, that of another state, and types that are not of one mind. */
    @ParameterizedTest
    @CsvSource({
        "50,50,RESTORE",
        "100,0,RESTORE",
        "0,100,RESTORE",
        "50,50,ADOPT",
        "100,0,ADOPT",
        "50,50,REPORT",
        "100,0,REPORT"
    })
    void everyWeightInEveryStateOfTwoRegionsKeepsTheRulesOfDrift(int ireland, int mumbai, DriftPolicy drift) {
        Service service = ServiceExamples.service(policy(1, drift), ireland, mumbai);
        int full = Math.max(ireland, mumbai);
        List<SortedMap<RecordType, Integer>> weights =
                List.of(held(0, 0), held(full, full), held(3, 3), held(0, full), held(full, 0));
        forEachChoice(service, STANDINGS, standings -> {
            SortedMap<Region, Judgement> judgements = judgements(standings);
            forEachChoice(
                    service,
                    MORE_STATES,
                    states -> forEachChoice(
                            service,
                            weights,
                            held -> new DriftWorld(service, states, held, judgements, NOW).keepsTheRules()));
        });
    }

    /** Whatever people asked for, and a fresh deployment. */
    @ParameterizedTest
    @CsvSource({"50,50,1", "100,0,1", "50,50,2"})
    void everyVerdictInEveryStateKeepsTheRulesOfOrders(int ireland, int mumbai, int minServing) {
        Service service = ServiceExamples.service(policy(minServing), ireland, mumbai);
        List<Orders> orders = List.of(
                Orders.none().withHold(Optional.of(hold(NOW.plusSeconds(1)))),
                Orders.none().withHold(Optional.of(hold(NOW))),
                Orders.fresh(JUST),
                Orders.fresh(LONG_AGO),
                Orders.none().withOutage(Optional.of(outage(NOW.plusSeconds(1)))),
                Orders.none().withOutage(Optional.of(outage(NOW))),
                Orders.none()
                        .withHold(Optional.of(hold(NOW.plusSeconds(1))))
                        .withOutage(Optional.of(outage(NOW.plusSeconds(60)))));
        forEachVerdicts(service, verdicts -> {
            SortedMap<Region, Judgement> judgements = Quorum.judge(service, verdicts, NOW);
            forEachChoice(
                    service,
                    ENDING_STATES,
                    states -> orders.forEach(
                            one -> new World(service, states, one, judgements, Set.of(), NOW).keepsTheRulesOfOrders()));
        });
    }

    private static Orders.Hold hold(Instant until) {
        return new Orders.Hold(new Mark("0123abcd"), LONG_AGO, until);
    }

    private static Orders.Outage outage(Instant until) {
        return new Orders.Outage(IRELAND, LONG_AGO, until);
    }

    private static SortedMap<RecordType, Integer> held(int a, int aaaa) {
        return new TreeMap<>(Map.of(RecordType.A, a, RecordType.AAAA, aaaa));
    }

    /** Whatever routing control took out while the ledger could not be read. */
    @ParameterizedTest
    @CsvSource({"50,50,50,1", "50,50,50,2", "50,50,0,1", "100,0,0,1"})
    void everyEndpointThatRoutingControlTookOutStaysOut(int ireland, int mumbai, int ohio, int minServing) {
        Service service = ServiceExamples.service(policy(minServing), ireland, mumbai, ohio);
        forEachChoice(service, STANDINGS, standings -> {
            SortedMap<Region, Judgement> judgements = judgements(standings);
            forEachChoice(
                    service,
                    STATES,
                    states -> forEachChoice(service, List.of(true, false), taken -> {
                        Set<Region> out = new TreeSet<>();
                        taken.forEach((region, is) -> {
                            if (is) {
                                out.add(region);
                            }
                        });
                        new World(service, states, Orders.none(), judgements, out, NOW).keepsTheRulesOfCatchingUp();
                    }));
        });
    }

    private static SortedMap<Region, Judgement> judgements(Map<Region, Standing> standings) {
        SortedMap<Region, Judgement> judgements = new TreeMap<>();
        standings.forEach((region, standing) -> judgements.put(region, new Judgement(region, standing, List.of())));
        return judgements;
    }

    private static PolicySettings policy(int minServing) {
        return policy(minServing, DriftPolicy.RESTORE);
    }

    private static PolicySettings policy(int minServing, DriftPolicy drift) {
        return new PolicySettings(
                minServing,
                Duration.ofSeconds(20),
                List.of(5, 25, 100),
                Duration.ofSeconds(10),
                Duration.ofSeconds(90),
                drift,
                Duration.ofSeconds(20),
                Failback.AUTOMATIC,
                Set.of());
    }

    private static void forEachVerdicts(Service service, Consumer<List<Verdict>> world) {
        List<Region> regions =
                service.endpoints().stream().map(Endpoint::region).toList();
        int cells = regions.size() * regions.size();
        Word[] words = Word.values();
        all(words.length, cells).forEach(number -> {
            List<Verdict> verdicts = new ArrayList<>();
            int rest = number;
            for (int cell = 0; cell < cells; cell++) {
                Word word = words[rest % words.length];
                rest /= words.length;
                if (word != Word.ABSENT) {
                    Region vantage = regions.get(cell / regions.size());
                    Region endpoint = regions.get(cell % regions.size());
                    verdicts.add(new Verdict(vantage, endpoint, Health.valueOf(word.name()), SEEN, ""));
                }
            }
            world.accept(verdicts);
        });
    }

    private static <T> void forEachChoice(Service service, List<T> choices, Consumer<SortedMap<Region, T>> world) {
        int size = service.endpoints().size();
        all(choices.size(), size).forEach(number -> {
            SortedMap<Region, T> chosen = new TreeMap<>();
            int rest = number;
            for (Endpoint endpoint : service.endpoints()) {
                chosen.put(endpoint.region(), choices.get(rest % choices.size()));
                rest /= choices.size();
            }
            world.accept(chosen);
        });
    }

    /**
     * A number for each way to choose for so many; worlds know nothing of each other, so every processor takes some.
     */
    private static IntStream all(int choices, int size) {
        return IntStream.range(0, (int) Math.pow(choices, size)).parallel();
    }
}
