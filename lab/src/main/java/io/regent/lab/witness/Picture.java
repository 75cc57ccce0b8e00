package io.regent.lab.witness;

import io.regent.fleet.Region;
import io.regent.lab.svg.ShareChart;
import io.regent.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The share of DNS answers per region, from an instant on, with marks at what happened. */
public final class Picture {
    private static final Duration BIN = Duration.ofMillis(500);

    private static final List<ShareChart.Series> SERIES =
            List.of(new ShareChart.Series(World.IRELAND, "Ireland"), new ShareChart.Series(World.MUMBAI, "Mumbai"));

    private final Instant begin;
    private final List<ShareChart.Span> spans = new ArrayList<>();
    private final List<ShareChart.Mark> marks = new ArrayList<>();

    /** @param begin where its time axis begins */
    public Picture(Instant begin) {
        this.begin = begin;
    }

    /** What a person calls a region, such as Ireland. */
    public static String name(Region region) {
        return SERIES.stream()
                .filter(series -> series.region().equals(region))
                .map(ShareChart.Series::name)
                .findFirst()
                .orElse(region.id());
    }

    /** Names a part of the time, after those that have names already. */
    public void span(Instant from, Instant to, String name) {
        spans.add(new ShareChart.Span(Duration.between(begin, from), Duration.between(begin, to), name));
    }

    /** Marks what happened at an instant. */
    public void mark(Instant at, String label) {
        marks.add(new ShareChart.Mark(Duration.between(begin, at), label));
    }

    /** The picture of these answers up to an instant. */
    public ShareChart chart(List<Resolver.Answer> answers, Instant end) {
        Map<Long, Map<Region, Integer>> bins = new HashMap<>();
        for (Resolver.Answer answer : answers) {
            long bin = Math.floorDiv(Duration.between(begin, answer.at()).toMillis(), BIN.toMillis());
            if (bin >= 0) {
                bins.computeIfAbsent(bin, any -> new HashMap<>()).merge(answer.region(), 1, Integer::sum);
            }
        }
        List<ShareChart.Sample> samples = new ArrayList<>();
        bins.forEach((bin, counts) -> samples.add(new ShareChart.Sample(BIN.multipliedBy(bin), counts)));
        return new ShareChart(
                "Share of DNS answers for " + World.SERVICE,
                SERIES,
                samples,
                spans,
                marks,
                Duration.between(begin, end).plus(BIN));
    }
}
