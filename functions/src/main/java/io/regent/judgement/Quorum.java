package io.regent.judgement;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/** Adds verdicts up. */
public final class Quorum {
    /** Later is newer; of two at the same instant the worse one is, so that the order of arrival never matters. */
    private static final Comparator<Verdict> NEWER =
            Comparator.comparing(Verdict::at).thenComparingInt(Quorum::badness).thenComparing(Verdict::why);

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
        List<Verdict> votes = votes(about, freshness, now);
        Standing standing = standing(endpoint, votes, now);
        if (standing instanceof Standing.Up) {
            standing = new Standing.Up(upSince(endpoint, about, freshness, now));
        }
        return new Judgement(endpoint, standing, votes);
    }

    /** The newest fresh verdict of each vantage at an instant, those that are UNKNOWN left out. */
    private static List<Verdict> votes(List<Verdict> about, Duration freshness, Instant at) {
        Map<Region, Verdict> newest = new TreeMap<>();
        for (Verdict verdict : about) {
            if (!verdict.at().isAfter(at) && verdict.at().plus(freshness).isAfter(at)) {
                newest.merge(verdict.vantage(), verdict, BinaryOperator.maxBy(NEWER));
            }
        }
        return newest.values().stream()
                .filter(v -> v.health() != Health.UNKNOWN)
                .toList();
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
    private static Instant upSince(Region endpoint, List<Verdict> about, Duration freshness, Instant now) {
        TreeSet<Instant> turns = new TreeSet<>(Comparator.reverseOrder());
        for (Verdict verdict : about) {
            turns.add(verdict.at());
            turns.add(verdict.at().plus(freshness));
        }
        Instant since = now;
        for (Instant turn : turns) {
            if (turn.isAfter(now)) {
                continue;
            }
            if (!(standing(endpoint, votes(about, freshness, turn), turn) instanceof Standing.Up)) {
                break;
            }
            since = turn;
        }
        return since;
    }
}
