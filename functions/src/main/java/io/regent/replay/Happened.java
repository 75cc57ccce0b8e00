package io.regent.replay;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What did happen in a period, by what routing control was told in it: who was out when, and not why, nor by what steps
 * it came back. One that stands by is told to serve too; that it had taken over cannot be seen.
 */
final class Happened {
    static final String NAME = "what did happen";

    private static final String WHY = "routing control was told";
    private static final String SILENCE = "nothing was told";

    private Happened() {}

    /** The course of what was told, with the fleet's own judgements beside it. */
    static Course course(Service service, Past.Told.Read told, Course own, Span period) {
        SortedMap<Region, List<Stretch>> doing = new TreeMap<>();
        List<Move> moves = new ArrayList<>();
        for (Endpoint endpoint : service.endpoints()) {
            Region region = endpoint.region();
            Doing well = endpoint.baseline() > 0 ? Doing.SERVES : Doing.STANDS_BY;
            List<Stretch> stretches =
                    stretches(told.said().getOrDefault(region, new TreeMap<>()), told.holds(), well, period);
            moves.addAll(moves(region, stretches, well));
            doing.put(region, List.copyOf(stretches));
        }
        moves.sort(Comparator.comparing(Move::at));
        return new Course(NAME, doing, moves, List.of(), own.down(), own.unseen());
    }

    private static List<Stretch> stretches(Map<Instant, Boolean> said, Duration holds, Doing well, Span period) {
        List<Stretch> stretches = new ArrayList<>();
        Instant known = period.from();
        for (Map.Entry<Instant, Boolean> one : said.entrySet()) {
            Instant from = latest(one.getKey(), known);
            Instant until = earliest(one.getKey().plus(holds), period.until());
            if (from.isBefore(until)) {
                if (known.isBefore(from)) {
                    Stretch.append(stretches, new Stretch(Doing.UNTOLD, new Span(known, from)));
                }
                Stretch.append(stretches, new Stretch(one.getValue() ? well : Doing.OUT, new Span(from, until)));
                known = until;
            }
        }
        if (known.isBefore(period.until())) {
            Stretch.append(stretches, new Stretch(Doing.UNTOLD, new Span(known, period.until())));
        }
        return stretches;
    }

    /**
     * Where an endpoint went out or came back, and where its story breaks off and goes on. One out from the start went
     * out then; of one of which nothing was told from the start, that is no move.
     */
    private static List<Move> moves(Region region, List<Stretch> stretches, Doing well) {
        List<Move> moves = new ArrayList<>();
        Doing before = well;
        for (Stretch stretch : stretches) {
            Doing now = stretch.doing();
            boolean begins =
                    stretch.span().from().equals(stretches.getFirst().span().from());
            if (now != before && !(begins && now == Doing.UNTOLD)) {
                moves.add(new Move(stretch.span().from(), region, before, now, now == Doing.UNTOLD ? SILENCE : WHY));
            }
            before = now;
        }
        return moves;
    }

    private static Instant latest(Instant some, Instant other) {
        return some.isAfter(other) ? some : other;
    }

    private static Instant earliest(Instant some, Instant other) {
        return some.isBefore(other) ? some : other;
    }
}
