package io.regent.adapter;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.replay.Past;
import io.regent.replay.Replay;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** What was published in the metrics of one region, as long as CloudWatch keeps it. */
public final class CloudWatchPast implements Past {
    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

    /** A bound for all calls of one reading, so that one is left some of the time that another takes. */
    private static final Duration ALL_CALLS = Duration.ofSeconds(20);

    /** What is asked for at once: few enough data that the pages of an answer come within a call's time. */
    private static final Duration PART = Duration.ofHours(4);

    /**
     * "Data points with a period of 60 seconds (1 minute) are available for 15 days" (CloudWatch User Guide, "Metrics
     * concepts", "Metrics retention"); two hours less, since the longest that a verdict counts before a period is read
     * with it, and the reading takes its time.
     */
    private static final Duration KEPT = Duration.ofDays(15).minusHours(2);

    private final CloudWatch cloudWatch;
    private final Region region;
    private final InstantSource clock;
    private final Duration minute;

    /** @param minute how long a minute lasts of what is put by the minute; the lab's are shorter than AWS's */
    public CloudWatchPast(CloudWatch cloudWatch, Region region, InstantSource clock, Duration minute) {
        this.cloudWatch = cloudWatch;
        this.region = region;
        this.clock = clock;
        this.minute = minute;
    }

    /** What came of reading all parts; without results where one of them could not be read. */
    private record Parts(List<MetricDataResult> results, String trouble) {}

    @Override
    public Instant keptSince() {
        return clock.instant().minus(KEPT);
    }

    @Override
    public Held held(Service service, Instant from, Instant until, Instant deadline) {
        Map<String, CloudWatchVerdicts.Pair> pairs = CloudWatchVerdicts.pairs(service);
        Instant now = clock.instant();
        Instant bySecond = now.minus(CloudWatchVerdicts.BY_THE_SECOND)
                .truncatedTo(ChronoUnit.MINUTES)
                .plus(ONE_MINUTE);
        Instant end = earliest(now.plus(ALL_CALLS), deadline);
        Parts old = parts(
                CloudWatchVerdicts.queries(service, pairs, CloudWatchVerdicts.MINUTE),
                from,
                earliest(until, bySecond),
                end);
        Parts late = parts(
                CloudWatchVerdicts.queries(service, pairs, CloudWatchVerdicts.SECOND),
                latest(from, bySecond),
                until,
                end);
        if (!old.trouble().isEmpty() || !late.trouble().isEmpty()) {
            return new Held.Unreadable(old.trouble().isEmpty() ? late.trouble() : old.trouble());
        }
        List<MetricDataResult> results = new ArrayList<>(old.results());
        results.addAll(late.results());
        // A period that began before the time, or in its last second, is answered too.
        List<Verdict> verdicts = CloudWatchVerdicts.verdicts(results, pairs).stream()
                .filter(verdict -> !verdict.at().isBefore(from) && verdict.at().isBefore(until))
                .toList();
        return new Held.Read(verdicts, basis(from, until, bySecond));
    }

    private static String basis(Instant from, Instant until, Instant bySecond) {
        if (!from.isBefore(bySecond)) {
            return "to the second";
        }
        String byMinute = "to the minute, of which the worst verdict counts for the whole";
        return until.isAfter(bySecond) ? byMinute + "; from " + bySecond + " on to the second" : byMinute;
    }

    @Override
    public Told told(Service service, Instant from, Instant until, Instant deadline) {
        // Of a shorter minute each begins at a second of its own, and no period of CloudWatch is as long.
        int period = minute.equals(ONE_MINUTE) ? CloudWatchVerdicts.MINUTE : CloudWatchVerdicts.SECOND;
        Instant first = from.minusSeconds(Math.floorMod(from.getEpochSecond(), minute.toSeconds()))
                .truncatedTo(ChronoUnit.SECONDS);
        Map<String, Region> endpoints = CloudWatchRoutingControl.endpoints(service);
        Parts parts = parts(
                CloudWatchRoutingControl.queries(service, endpoints, period),
                first,
                until,
                earliest(clock.instant().plus(ALL_CALLS), deadline));
        if (!parts.trouble().isEmpty()) {
            return new Told.Unreadable(parts.trouble());
        }
        return new Told.Read(CloudWatchRoutingControl.minutes(parts.results(), endpoints), minute);
    }

    /** Reads part after part; nothing where the time is none. */
    private Parts parts(List<MetricDataQuery> queries, Instant from, Instant until, Instant deadline) {
        List<MetricDataResult> results = new ArrayList<>();
        for (Instant at = from; at.isBefore(until); at = at.plus(PART)) {
            Instant start = at;
            Instant end = earliest(at.plus(PART), until);
            Duration left = Duration.between(clock.instant(), deadline);
            if (!left.isPositive()) {
                return new Parts(List.of(), "the time was over before all of it had come: expected a shorter period");
            }
            Parts part = SdkCall.make(
                    left,
                    () -> cloudWatch.read(region, queries, start, end),
                    read -> new Parts(read, ""),
                    failure -> new Parts(List.of(), failure.why()));
            if (!part.trouble().isEmpty()) {
                return part;
            }
            results.addAll(part.results());
            int data = results.stream().mapToInt(CloudWatchPast::length).sum();
            if (data > Replay.MOST_VERDICTS) {
                return new Parts(
                        List.of(), "more than " + Replay.MOST_VERDICTS + " data points: expected a shorter period");
            }
        }
        return new Parts(results, "");
    }

    private static int length(MetricDataResult result) {
        return Math.min(result.timestamps().size(), result.values().size());
    }

    private static Instant earliest(Instant some, Instant other) {
        return some.isBefore(other) ? some : other;
    }

    private static Instant latest(Instant some, Instant other) {
        return some.isAfter(other) ? some : other;
    }
}
