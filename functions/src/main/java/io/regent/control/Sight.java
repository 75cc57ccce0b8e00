package io.regent.control;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.ledger.EndpointState;
import io.regent.lever.LateReading;
import io.regent.lever.ZoneReading;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Everything that a controller looks at before it decides, seen at once.
 *
 * @param at when it was all there
 * @param published the verdicts of late, as far back as a decision looks
 * @param opinions the second opinions of every vantage
 * @param judgements on those alone; what they bear out has lasted as long as the published verdicts say
 * @param late what routing control was told of late
 */
public record Sight(
        Instant at,
        ZoneReading zone,
        VerdictHistory.Reading published,
        List<Opinion> opinions,
        SortedMap<Region, Judgement> judgements,
        LateReading late) {
    private static final String LOST = "preview: the region is lost";

    public Sight {
        opinions = List.copyOf(opinions);
    }

    /** The judgements, with those DISPUTED that a controller would not believe for where the endpoints stand. */
    public SortedMap<Region, Judgement> weighed(Map<Region, EndpointState> states) {
        List<Verdict> verdicts = published instanceof VerdictHistory.Reading.Read read ? read.verdicts() : List.of();
        return OwnWord.weigh(states, judgements, Evidence.settled(verdicts, at), at);
    }

    /** The endpoints that routing control of this region was last told to leave out, and the ledger does not. */
    public Set<Region> out(Service service, Map<Region, EndpointState> states) {
        Set<Region> out = new TreeSet<>();
        if (late instanceof LateReading.Read read) {
            for (Endpoint endpoint : service.endpoints()) {
                EndpointState state = states.get(endpoint.region());
                boolean settled = state == null
                        || (!(state instanceof EndpointState.Drained)
                                && state.since().isBefore(at.minus(OneRun.SETTLING)));
                if (settled && read.isOut(endpoint.region())) {
                    out.add(endpoint.region());
                }
            }
        }
        return out;
    }

    /** The same as if a region were lost: its vantage silent, and its endpoint dead to all others. */
    public Sight without(Service service, Region lost) {
        List<Opinion> left = new ArrayList<>();
        for (Opinion opinion : opinions) {
            if (opinion.vantage().equals(lost)) {
                left.add(new Opinion.Abstained(lost, LOST));
            } else if (opinion instanceof Opinion.Given given) {
                left.add(new Opinion.Given(
                        given.vantage(),
                        given.verdicts().stream()
                                .map(verdict -> verdict.endpoint().equals(lost) ? dead(verdict) : verdict)
                                .toList()));
            } else {
                left.add(opinion);
            }
        }
        return new Sight(at, zone, published, left, Evidence.judge(service, left, judgements, at), late);
    }

    private static Verdict dead(Verdict verdict) {
        return new Verdict(verdict.vantage(), verdict.endpoint(), Health.UNHEALTHY, verdict.at(), LOST);
    }
}
