package io.regent.replay;

import io.regent.fleet.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How a period went, under one policy or in truth.
 *
 * @param name of the policy, for a person
 * @param doing of each endpoint what it did, in order and without gaps
 * @param moves in order
 * @param refusals in the order of their beginnings
 * @param down of each endpoint when it was DOWN
 * @param unseen of each endpoint when no vantage had a fresh verdict on it
 */
record Course(
        String name,
        SortedMap<Region, List<Stretch>> doing,
        List<Move> moves,
        List<Refusal> refusals,
        SortedMap<Region, List<Span>> down,
        SortedMap<Region, List<Span>> unseen) {
    Course {
        moves = List.copyOf(moves);
        refusals = List.copyOf(refusals);
    }

    /** How often it lost its traffic; a standby that is left out loses none. */
    long failovers(Region endpoint) {
        return known(endpoint).stream()
                .filter(move -> move.from().hasTraffic() && move.to() == Doing.OUT)
                .count();
    }

    /** How often it got its full share back. */
    long returns(Region endpoint) {
        return known(endpoint).stream().filter(move -> move.to().isWhole()).count();
    }

    long moves(Region endpoint) {
        return known(endpoint).size();
    }

    /**
     * Its moves from one thing that is known to the next. Nothing is made of what lies between: one that served before
     * and is out afterwards went out once, and one that serves again may never have been out. What it did before the
     * first thing that is known is not guessed.
     */
    private List<Move> known(Region endpoint) {
        List<Move> known = new ArrayList<>();
        Doing last = Doing.UNTOLD;
        for (Move move : moves) {
            if (move.endpoint().equals(endpoint)) {
                Doing from = move.from() == Doing.UNTOLD ? last : move.from();
                boolean gap = move.from() == Doing.UNTOLD && (from == Doing.UNTOLD || from == move.to());
                if (move.to() == Doing.UNTOLD) {
                    last = from;
                } else if (!gap) {
                    known.add(new Move(move.at(), endpoint, from, move.to(), move.why()));
                }
            }
        }
        return known;
    }

    Duration time(Region endpoint, Doing what) {
        return Span.total(spans(endpoint, doing -> doing == what));
    }

    /** When it was DOWN and had traffic all the same. */
    List<Span> downAndServing(Region endpoint) {
        return Span.common(down(endpoint), spans(endpoint, Doing::hasTraffic));
    }

    List<Span> down(Region endpoint) {
        return down.getOrDefault(endpoint, List.of());
    }

    Duration timeUnseen(Region endpoint) {
        return Span.total(unseen.getOrDefault(endpoint, List.of()));
    }

    /** When it did something. */
    List<Span> spans(Region endpoint, Predicate<Doing> which) {
        List<Span> spans = new ArrayList<>();
        for (Stretch stretch : doing.getOrDefault(endpoint, List.of())) {
            if (which.test(stretch.doing())) {
                Span.append(spans, stretch.span());
            }
        }
        return spans;
    }

    static <T> SortedMap<Region, List<T>> copy(Map<Region, ? extends List<T>> lists) {
        SortedMap<Region, List<T>> copy = new TreeMap<>();
        lists.forEach((region, list) -> copy.put(region, List.copyOf(list)));
        return copy;
    }
}
