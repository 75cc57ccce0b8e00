package io.regent.control;

import io.regent.fleet.Region;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Mover;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An endpoint that was drained because it was DOWN, and is UP by the word of its own region's vantage alone, while what
 * serves instead is DOWN. That is how a region looks to itself when the other one is dark, and just so when the two
 * cannot reach each other. What a person or a drill took out was not DOWN: it is believed, which two regions that
 * cannot reach each other make one move of. Pure.
 *
 * @param since when it was drained
 * @param instead what serves instead and is DOWN
 */
public record OwnWord(Judgement judgement, Instant since, List<Region> instead) {
    /** How long ago an endpoint must have been taken out to be believed whatever its vantage saw since. */
    public static final Duration LONG_AGO = Duration.ofHours(2);

    public OwnWord {
        instead = List.copyOf(instead);
    }

    /** Those among judgements. */
    public static List<OwnWord> among(Map<Region, EndpointState> states, Map<Region, Judgement> judgements) {
        List<OwnWord> found = new ArrayList<>();
        for (Judgement judgement : judgements.values()) {
            Region region = judgement.endpoint();
            EndpointState state = states.get(region);
            boolean alone =
                    judgement.votes().stream().allMatch(vote -> vote.vantage().equals(region));
            if (state instanceof EndpointState.Drained drained
                    && drained.by() == Mover.AUTOMATIC
                    && judgement.isUp()
                    && alone) {
                List<Region> instead = judgements.values().stream()
                        .filter(other ->
                                other.isDown() && !(states.get(other.endpoint()) instanceof EndpointState.Drained))
                        .map(Judgement::endpoint)
                        .toList();
                if (!instead.isEmpty()) {
                    found.add(new OwnWord(judgement, drained.since(), instead));
                }
            }
        }
        return found;
    }

    /**
     * The judgements, with those DISPUTED that stand on their own word and are not to be believed, so that two regions
     * that cannot reach each other do not drain each other in turn.
     *
     * @param seen verdicts that reach back to when those endpoints were taken out
     */
    public static SortedMap<Region, Judgement> weigh(
            Map<Region, EndpointState> states, Map<Region, Judgement> judgements, List<Verdict> seen, Instant now) {
        SortedMap<Region, Judgement> weighed = new TreeMap<>(judgements);
        for (OwnWord word : among(states, judgements)) {
            if (!word.isBelievable(seen, now)) {
                Judgement judgement = word.judgement();
                weighed.put(
                        judgement.endpoint(),
                        new Judgement(judgement.endpoint(), new Standing.Disputed(), judgement.votes()));
            }
        }
        return weighed;
    }

    /**
     * Whether its vantage saw all that serves instead HEALTHY after it was taken out: the path worked since, so what it
     * sees now is another outage. Believed too where that is long ago: it is worth a move every few hours to serve
     * again should the other region be lost for good.
     */
    private boolean isBelievable(List<Verdict> seen, Instant now) {
        return since.isBefore(now.minus(LONG_AGO))
                || instead.stream()
                        .allMatch(other -> seen.stream()
                                .anyMatch(verdict -> verdict.vantage().equals(judgement.endpoint())
                                        && verdict.endpoint().equals(other)
                                        && verdict.health() == Health.HEALTHY
                                        && verdict.at().isAfter(since)));
    }
}
