package io.regent.judgement;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds verdicts up. */
public final class Quorum {
    private Quorum() {}

    /**
     * Judges every endpoint of a service.
     *
     * @param verdicts of the service, of any age and order; the newest of each vantage counts, for as long as the
     *     policy's freshness. Vantages that the service does not have, and verdicts from the future, do not count.
     */
    public static SortedMap<Region, Judgement> judge(Service service, Collection<Verdict> verdicts, Instant now) {
        SortedMap<Region, Judgement> judgements = new TreeMap<>();
        for (Endpoint endpoint : service.endpoints()) {
            Region region = endpoint.region();
            List<Verdict> about = verdicts.stream()
                    .filter(v -> v.endpoint().equals(region)
                            && service.vantages().contains(v.vantage())
                            && !v.at().isAfter(now))
                    .toList();
            judgements.put(region, judge(region, about, service.policy().freshness(), now));
        }
        return judgements;
    }

    private static Judgement judge(Region endpoint, List<Verdict> about, Duration freshness, Instant now) {
        Map<Region, NavigableMap<Instant, Verdict>> timelines = timelines(about);
        List<Verdict> votes = votes(timelines, freshness, now);
        Standing standing = standing(endpoint, votes, now);
        if (standing instanceof Standing.Up) {
            standing = new Standing.Up(upSince(endpoint, timelines, freshness, now));
        }
        return new Judgement(endpoint, standing, votes);
    }

    /** What each vantage held, in order; of one instant the worst, so that the order of arrival never matters. */
    private static Map<Region, NavigableMap<Instant, Verdict>> timelines(List<Verdict> about) {
        Map<Region, NavigableMap<Instant, Verdict>> timelines = new TreeMap<>();
        for (Verdict verdict : about) {
            timelines
                    .computeIfAbsent(verdict.vantage(), any -> new TreeMap<>())
                    .merge(verdict.at(), verdict, (a, b) -> badness(a) >= badness(b) ? a : b);
        }
        return timelines;
    }

    /** The newest fresh verdict of each vantage at an instant, those that are UNKNOWN left out. */
    private static List<Verdict> votes(
            Map<Region, NavigableMap<Instant, Verdict>> timelines, Duration freshness, Instant at) {
        List<Verdict> votes = new ArrayList<>();
        for (NavigableMap<Instant, Verdict> timeline : timelines.values()) {
            Map.Entry<Instant, Verdict> newest = timeline.floorEntry(at);
            if (newest != null
                    && newest.getKey().plus(freshness).isAfter(at)
                    && newest.getValue().health() != Health.UNKNOWN) {
                votes.add(newest.getValue());
            }
        }
        return votes;
    }

    private static int badness(Verdict verdict) {
        return switch (verdict.health()) {
            case HEALTHY -> 0;
            case UNKNOWN -> 1;
            case UNHEALTHY -> 2;
        };
    }

    private static Standing standing(Region endpoint, List<Verdict> votes, Instant now) {
        long healthy = votes.stream().filter(v -> v.health() == Health.HEALTHY).count();
        long unhealthy = votes.size() - healthy;
        boolean outside = votes.stream()
                .anyMatch(v -> v.health() == Health.UNHEALTHY && !v.vantage().equals(endpoint));
        if (votes.isEmpty()) {
            return new Standing.Unseen();
        }
        if (healthy > unhealthy) {
            return new Standing.Up(now);
        }
        return unhealthy > healthy && outside ? new Standing.Down() : new Standing.Disputed();
    }

    /** Walks back over the instants at which a vote came or lapsed, for as long as the standing there was UP. */
    private static Instant upSince(
            Region endpoint, Map<Region, NavigableMap<Instant, Verdict>> timelines, Duration freshness, Instant now) {
        TreeSet<Instant> turns = new TreeSet<>(Comparator.reverseOrder());
        for (NavigableMap<Instant, Verdict> timeline : timelines.values()) {
            for (Instant at : timeline.keySet()) {
                turns.add(at);
                turns.add(at.plus(freshness));
            }
        }
        Instant since = now;
        for (Instant turn : turns) {
            if (turn.isAfter(now)) {
                continue;
            }
            if (!(standing(endpoint, votes(timelines, freshness, turn), turn) instanceof Standing.Up)) {
                break;
            }
            since = turn;
        }
        return since;
    }
}
