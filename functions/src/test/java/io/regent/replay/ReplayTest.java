package io.regent.replay;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.replay.SimulationTest.at;
import static io.regent.replay.SimulationTest.policy;
import static io.regent.replay.SimulationTest.seconds;
import static io.regent.replay.SimulationTest.two;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.Failback;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.json.Json;
import io.regent.json.JsonArray;
import io.regent.json.JsonPlace;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** What a person is told of a replay. */
class ReplayTest {
    private static final Instant NOW = at(7200);
    private static final Instant TOMORROW = at(90_000);
    private static final Past.Told NOTHING_TOLD = new Past.Told.Read(new TreeMap<>(), Duration.ofMinutes(1));
    private static final PolicySettings HASTY = policy(Duration.ofMinutes(1), List.of(100), Failback.AUTOMATIC);
    private static final Map<String, PolicySettings> ONE = Map.of("hasty", HASTY);

    @Test
    void settingsStandSideBySideAndBesideWhatDidHappen() throws Exception {
        Findings findings = replay(new FakePast(read(outage()), told()), hour(ONE, List.of()));

        assertThat(findings.outcome()).isEqualTo(Outcome.DONE);
        assertThat(section(findings, "replay").lines())
                .startsWith(
                        "2026-01-05T10:00:00Z to 2026-01-05T11:00:00Z, 768 verdicts",
                        "",
                        "                              went    came           minutes     min. DOWN    drains",
                        "                               out    back   moves       out   but serving   refused",
                        "own                              1       1       4       6.9           0.0         0",
                        "  eu-west-1                      1       1       4       6.9           0.0         0",
                        "hasty                            1       1       2       2.9           0.0         0",
                        "  eu-west-1                      1       1       2       2.9           0.0         0",
                        "what did happen                  1       1       2       5.0           0.9         0",
                        "  eu-west-1                      1       1       2       5.0           0.9         0",
                        "",
                        "hasty: stabilisation 1m, steps [100]",
                        "Times of the verdicts: to the second.");
        JsonPlace own = top(findings, "replay").field("courses").elements().getFirst();
        assertThat(own.field("name").text()).isEqualTo("own");
        assertThat(own.field("minutesOut").number()).isEqualByComparingTo("6.9");
        assertThat(own.field("endpoints").field("eu-west-1").field("moves").whole(0, 9))
                .isEqualTo(4);
        assertThat(section(findings, "moves").lines())
                .contains(
                        "own",
                        "  2026-01-05T10:10:05Z  eu-west-1        serves     -> out        (drain)",
                        "what did happen",
                        "  2026-01-05T10:11:00Z  eu-west-1        serves     -> out        (routing control was told)");
    }

    @Test
    void everyLineFitsAReport() {
        Findings findings = replay(new FakePast(read(outage()), told()), hour(ONE, List.of()));

        assertThat(findings.sections())
                .allSatisfy(section -> assertThat(section.lines())
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100)));
    }

    @Test
    void thePictureIsADocumentOfItsOwnWithALaneForEach() throws Exception {
        Findings findings =
                replay(new FakePast(read(outage()), told()), hour(Map.of("a", HASTY, "b", policy()), List.of()));

        String svg = top(findings, "picture").field("svg").text();
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(svg)
                .contains("prefers-color-scheme: dark", ">own<", ">a<", ">b<", ">what did happen<", "eu-west-1 serves");
    }

    /** The run-up is read, so that what was held when the period began is known. */
    @Test
    void whatIsReadBeginsAFreshnessBeforeThePeriod() {
        FakePast past = new FakePast(read(outage()), NOTHING_TOLD);

        replay(past, hour(ONE, List.of()));

        assertThat(past.asked()).containsExactly(new Span(at(-180), at(3600)), new Span(at(0), at(3600)));
    }

    @Test
    void theRequestsOwnVerdictsNeedNoPast() {
        FakePast past = new FakePast(new Past.Held.Unreadable("not to be asked"), NOTHING_TOLD);

        Findings findings = replay(past, hour(ONE, outage()));

        assertThat(findings.outcome()).isEqualTo(Outcome.DONE);
        assertThat(past.asked()).isEmpty();
        assertThat(section(findings, "replay").lines().toString()).doesNotContain("what did happen  ");
    }

    @Test
    void silenceIsToldFromWhatCannotBeRead() {
        Findings silent = replay(new FakePast(read(List.of()), NOTHING_TOLD), hour(ONE, List.of()));
        Findings unreadable =
                replay(new FakePast(new Past.Held.Unreadable("Throttling"), NOTHING_TOLD), hour(ONE, List.of()));

        assertThat(silent.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(silent.sections().getFirst().lines().toString()).contains("published anything");
        assertThat(unreadable.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(unreadable.sections().getFirst().lines().toString()).contains("cannot be read: Throttling");
    }

    @Test
    void aReplayStandsWithoutWhatDidHappen() {
        Findings unreadable =
                replay(new FakePast(read(outage()), new Past.Told.Unreadable("AccessDenied")), hour(ONE, List.of()));
        Findings silent = replay(new FakePast(read(outage()), NOTHING_TOLD), hour(ONE, List.of()));

        assertThat(unreadable.outcome()).isEqualTo(Outcome.DONE);
        assertThat(String.join(" ", section(unreadable, "replay").lines()))
                .contains("What did happen cannot be read: AccessDenied");
        assertThat(String.join(" ", section(silent, "replay").lines())).contains("routing control was told nothing");
    }

    @Test
    void whatWasToldLeavesGapsThatAreNotKnown() {
        SortedMap<Instant, Boolean> said = new TreeMap<>(Map.of(at(600), true, at(1200), false, at(1260), true));
        SortedMap<Region, SortedMap<Instant, Boolean>> told = new TreeMap<>(Map.of(IRELAND, said));
        Course own = new Course("own", new TreeMap<>(), List.of(), List.of(), new TreeMap<>(), new TreeMap<>());

        Course course =
                Happened.course(two(), new Past.Told.Read(told, Duration.ofMinutes(1)), own, new Span(at(0), at(1800)));

        assertThat(course.doing().get(IRELAND))
                .containsExactly(
                        new Stretch(Doing.UNTOLD, new Span(at(0), at(600))),
                        new Stretch(Doing.SERVES, new Span(at(600), at(660))),
                        new Stretch(Doing.UNTOLD, new Span(at(660), at(1200))),
                        new Stretch(Doing.OUT, new Span(at(1200), at(1260))),
                        new Stretch(Doing.SERVES, new Span(at(1260), at(1320))),
                        new Stretch(Doing.UNTOLD, new Span(at(1320), at(1800))));
        assertThat(course.failovers(IRELAND)).isEqualTo(1);
        assertThat(course.time(MUMBAI, Doing.UNTOLD)).isEqualTo(seconds(1800));
    }

    /** A region that was dark told nothing, and may have been out or not. */
    @Test
    void whatIsNotKnownIsSaidAndCountsNeitherAsServedNorAsOut() throws Exception {
        SortedMap<Region, SortedMap<Instant, Boolean>> said = new TreeMap<>(told().said());
        said.replaceAll((region, each) -> {
            SortedMap<Instant, Boolean> heard = new TreeMap<>(each);
            heard.subMap(at(540), at(840)).clear();
            heard.subMap(at(2400), at(3600)).clear();
            return heard;
        });

        Findings findings = replay(
                new FakePast(read(outage()), new Past.Told.Read(said, Duration.ofMinutes(1))), hour(ONE, List.of()));

        assertThat(section(findings, "replay").lines())
                .contains(
                        "what did happen                  1       1       2       2.0           0.0         0",
                        "what did happen: nothing was told of ap-south-1, eu-west-1 for 25.0 min, which count neither as",
                        "  served nor as out: 2026-01-05T10:09:00Z to 2026-01-05T10:14:00Z; 2026-01-05T10:40:00Z to",
                        "  2026-01-05T11:00:00Z.");
        assertThat(section(findings, "moves").lines())
                .containsSubsequence(
                        "what did happen",
                        "  2026-01-05T10:09:00Z  eu-west-1        serves     -> untold     (nothing was told)",
                        "  2026-01-05T10:14:00Z  eu-west-1        untold     -> out        (routing control was told)",
                        "  2026-01-05T10:16:00Z  eu-west-1        out        -> serves     (routing control was told)",
                        "  2026-01-05T10:40:00Z  eu-west-1        serves     -> untold     (nothing was told)");
        JsonPlace ireland = top(findings, "replay")
                .field("courses")
                .elements()
                .getLast()
                .field("endpoints")
                .field("eu-west-1");
        assertThat(ireland.field("minutesUntold").number()).isEqualByComparingTo("25");
        assertThat(ireland.field("minutesOut").number()).isEqualByComparingTo("2");
        JsonPlace first = ireland.field("untold").elements().getFirst();
        assertThat(first.field("from").text()).isEqualTo("2026-01-05T10:09:00Z");
        assertThat(first.field("until").text()).isEqualTo("2026-01-05T10:14:00Z");
        assertThat(top(findings, "picture").field("svg").text())
                .contains("what did happen: eu-west-1 out 2.0 min and not known 25.0 min, ap-south-1 out 0.0 min and");
    }

    @Test
    void manyGapsAreCountedAndTheFirstOfThemTold() {
        SortedMap<Region, SortedMap<Instant, Boolean>> said = new TreeMap<>();
        for (Region region : List.of(IRELAND, MUMBAI)) {
            SortedMap<Instant, Boolean> each = new TreeMap<>();
            for (int minute = 0; minute < 60; minute += 2) {
                each.put(at(60L * minute), true);
            }
            said.put(region, each);
        }

        Findings findings = replay(
                new FakePast(read(outage()), new Past.Told.Read(said, Duration.ofMinutes(1))), hour(ONE, List.of()));

        assertThat(String.join(" ", section(findings, "replay").lines()).replaceAll(" +", " "))
                .contains("for 30.0 min")
                .contains("10:09:00Z to 2026-01-05T10:10:00Z; and 25 times more.");
        assertThat(section(findings, "replay").lines())
                .contains("what did happen                  0       0       0       0.0           0.9         0");
    }

    /** Served, and then nothing; nothing, and then out: neither is a failover that anybody knows of. */
    @Test
    void whatWasBeforeAndAfterSilenceIsNotGuessed() {
        SortedMap<Instant, Boolean> came = new TreeMap<>(Map.of(at(600), false, at(660), true));
        SortedMap<Instant, Boolean> went = new TreeMap<>(Map.of(at(0), true));
        SortedMap<Region, SortedMap<Instant, Boolean>> told = new TreeMap<>(Map.of(IRELAND, came, MUMBAI, went));
        Course own = new Course("own", new TreeMap<>(), List.of(), List.of(), new TreeMap<>(), new TreeMap<>());

        Course course =
                Happened.course(two(), new Past.Told.Read(told, Duration.ofMinutes(1)), own, new Span(at(0), at(1800)));

        assertThat(course.moves())
                .containsExactly(
                        new Move(at(60), MUMBAI, Doing.SERVES, Doing.UNTOLD, "nothing was told"),
                        new Move(at(600), IRELAND, Doing.UNTOLD, Doing.OUT, "routing control was told"),
                        new Move(at(660), IRELAND, Doing.OUT, Doing.SERVES, "routing control was told"),
                        new Move(at(720), IRELAND, Doing.SERVES, Doing.UNTOLD, "nothing was told"));
        assertThat(course.failovers(IRELAND) + course.failovers(MUMBAI)).isZero();
        assertThat(course.returns(IRELAND)).isEqualTo(1);
        assertThat(course.moves(IRELAND)).isEqualTo(1);
        assertThat(course.moves(MUMBAI)).isZero();
    }

    @Test
    void itIsSaidWhoseWordWhatDidHappenIsAndHowExactly() {
        Findings findings = replay(new FakePast(read(outage()), told()), hour(ONE, List.of()));

        assertThat(String.join(" ", section(findings, "replay").lines()).replaceAll(" +", " "))
                .contains("What did happen is the word of one controller, that of the region that answers here: what it"
                        + " told its own region's routing control, to within 1m, without the steps of a return. Another"
                        + " region's controller may have told otherwise: ask there too.");
    }

    @Test
    void whoReadsIsToldUntilWhen() {
        FakePast past = new FakePast(read(outage()), told());

        replay(past, hour(ONE, List.of()));

        assertThat(past.deadlines()).containsExactly(NOW.plusSeconds(55), NOW.plusSeconds(55));
    }

    /** Reading took nearly all of it. */
    @Test
    void aReplayThatIsNotDoneInTimeSaysSoAndShowsNoPartOfIt() {
        AtomicInteger looks = new AtomicInteger();
        InstantSource slow = () -> NOW.plusMillis(100L * looks.incrementAndGet());

        Findings findings = new Replay(new FakePast(read(outage()), told()), slow)
                .run(two(), hour(ONE, List.of()), NOW.plusSeconds(10));

        assertThat(findings.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(looks.get()).as("how often it looked at the clock").isLessThan(110);
        assertThat(findings.sections())
                .singleElement()
                .satisfies(
                        section -> assertThat(String.join(" ", section.lines()).replaceAll(" +", " "))
                                .isEqualTo(
                                        "The time was over before all was looked at, at the latest for the policy hasty: ask for"
                                                + " a shorter period, for fewer policies, or for such with a shorter freshness,"
                                                + " stabilisation and stepHold."));
    }

    @Test
    void aPeriodThatIsNotOverOrForgottenIsRefusedAndNothingIsRead() {
        FakePast past = new FakePast(read(outage()), NOTHING_TOLD);
        Instant newYear = Instant.parse("2026-01-01T00:00:00Z");

        Findings findings =
                replay(past, request(newYear.minusSeconds(1), newYear.plusSeconds(1), ONE, List.of()), newYear);

        assertThat(findings.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(past.asked()).isEmpty();
        assertThat(findings.sections().getFirst().facts())
                .isInstanceOfSatisfying(
                        JsonArray.class,
                        problems -> assertThat(problems.elements()).hasSize(2));
        assertThat(String.join(" ", findings.sections().getFirst().lines()))
                .contains(
                        "until 2026-01-01T00:00:01Z: expected a time that has come, 2026-01-01T00:00:00Z at the latest")
                .contains("from 2025-12-31T23:59:59Z: expected 2026-01-01T00:00:00Z or later, since no verdicts");
    }

    @Test
    void aPeriodThatIsJustOverAndJustKeptIsReplayed() {
        FakePast past = new FakePast(read(List.of()), NOTHING_TOLD);
        Instant newYear = Instant.parse("2026-01-01T00:00:00Z");

        replay(past, request(newYear, newYear.plusSeconds(60), ONE, List.of()), newYear.plusSeconds(60));

        assertThat(past.asked()).isNotEmpty();
    }

    /** Verdicts that somebody kept are as good as new; only CloudWatch forgets. */
    @Test
    void aPeriodOfLongAgoIsAcceptedWithVerdictsOfItsOwn() {
        Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
        Verdict verdict = new Verdict(IRELAND, MUMBAI, Health.HEALTHY, longAgo, "");
        FakePast past = new FakePast(read(List.of()), NOTHING_TOLD);

        assertThat(replay(past, request(longAgo, longAgo.plusSeconds(60), ONE, List.of(verdict)))
                        .outcome())
                .isEqualTo(Outcome.DONE);
    }

    @Test
    void aMillionVerdictsAreReplayedAndOneMoreIsRefused() {
        List<Verdict> million = many(Replay.MOST_VERDICTS);
        List<Verdict> more = new ArrayList<>(million);
        more.add(million.getLast());

        assertThat(replay(new FakePast(read(million), NOTHING_TOLD), day(), TOMORROW)
                        .outcome())
                .isEqualTo(Outcome.DONE);
        Findings refused = replay(new FakePast(read(more), NOTHING_TOLD), day(), TOMORROW);
        assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(refused.sections().getFirst().lines().toString()).contains("more than 1000000 verdicts");
    }

    /** A change with every verdict would be a run of the controller with every verdict. */
    @Test
    void whatWouldTakeTooLongIsRefusedInsteadOfBeingCutOff() {
        List<Verdict> restless = new ArrayList<>();
        for (Verdict verdict : many(Replay.MOST_VERDICTS)) {
            Health health = restless.size() / 4 % 2 == 0 ? Health.HEALTHY : Health.UNHEALTHY;
            restless.add(new Verdict(verdict.vantage(), verdict.endpoint(), health, verdict.at(), ""));
        }

        Findings findings = replay(new FakePast(read(restless), NOTHING_TOLD), day(), TOMORROW);

        assertThat(findings.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(findings.sections().getFirst().lines().toString()).contains("too much to look at");
    }

    /** Also where an endpoint moves with every minute of a day. */
    @Test
    void aReportStaysWithinWhatLambdaAnswers() {
        List<Verdict> flapping = new ArrayList<>();
        for (int second = 0; second < 86_400; second += 30) {
            Health health = second / 30 % 2 == 0 ? Health.UNHEALTHY : Health.HEALTHY;
            for (Region vantage : List.of(IRELAND, MUMBAI)) {
                flapping.add(new Verdict(vantage, IRELAND, health, at(second), ""));
                flapping.add(new Verdict(vantage, MUMBAI, Health.HEALTHY, at(second), ""));
            }
        }
        Map<String, PolicySettings> settings = new TreeMap<>();
        for (int i = 0; i < Request.Replay.MOST_SETTINGS; i++) {
            settings.put("at once " + i, policy(Duration.ZERO, List.of(100), Failback.AUTOMATIC));
        }

        Findings findings = replay(
                new FakePast(read(flapping), NOTHING_TOLD), request(at(0), at(86_400), settings, List.of()), TOMORROW);

        assertThat(findings.outcome()).isEqualTo(Outcome.DONE);
        long bytes = findings.sections().stream()
                .mapToLong(section -> Json.bytes(section.facts()).length
                        + String.join("\n", section.lines()).length())
                .sum();
        assertThat(bytes).isLessThan(2_000_000);
        assertThat(section(findings, "moves").lines()).contains("  and 2860 more");
    }

    private static List<Verdict> many(int count) {
        List<Verdict> verdicts = new ArrayList<>();
        List<Region> regions = List.of(IRELAND, MUMBAI);
        for (int i = 0; i < count; i++) {
            Instant at = at(0).plusMillis(86_400_000L * i / count);
            verdicts.add(new Verdict(regions.get(i % 2), regions.get(i / 2 % 2), Health.HEALTHY, at, ""));
        }
        return verdicts;
    }

    private static List<Verdict> outage() {
        return Story.of(two())
                .until(seconds(605))
                .all(IRELAND, Health.UNHEALTHY)
                .until(seconds(695))
                .all(IRELAND, Health.HEALTHY)
                .until(seconds(3600))
                .verdicts();
    }

    /** Ireland out from the eleventh minute to the sixteenth, which is a minute late. */
    private static Past.Told.Read told() {
        SortedMap<Region, SortedMap<Instant, Boolean>> said = new TreeMap<>();
        for (Region region : List.of(IRELAND, MUMBAI)) {
            SortedMap<Instant, Boolean> each = new TreeMap<>();
            for (int minute = 0; minute < 60; minute++) {
                each.put(at(60L * minute), !region.equals(IRELAND) || minute < 11 || minute >= 16);
            }
            said.put(region, each);
        }
        return new Past.Told.Read(said, Duration.ofMinutes(1));
    }

    private static Past.Held read(List<Verdict> verdicts) {
        return new Past.Held.Read(verdicts, "to the second");
    }

    private static Findings replay(Past past, Request.Replay request) {
        return replay(past, request, NOW);
    }

    private static Findings replay(Past past, Request.Replay request, Instant now) {
        return new Replay(past, () -> now).run(two(), request, now.plusSeconds(55));
    }

    private static Request.Replay hour(Map<String, PolicySettings> settings, List<Verdict> verdicts) {
        return request(at(0), at(3600), settings, verdicts);
    }

    private static Request.Replay day() {
        return request(at(0), at(86_400), ONE, List.of());
    }

    private static Request.Replay request(
            Instant from, Instant until, Map<String, PolicySettings> settings, List<Verdict> verdicts) {
        return new Request.Replay(from, until, sorted(settings), verdicts);
    }

    private static SortedMap<String, PolicySettings> sorted(Map<String, PolicySettings> settings) {
        return new TreeMap<>(settings);
    }

    private static Section section(Findings findings, String name) {
        return findings.sections().stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonPlace top(Findings findings, String name) {
        return JsonPlace.top(section(findings, name).facts());
    }
}
