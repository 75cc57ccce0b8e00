package io.regent.decision;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.judgement.Quorum;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Orders;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The verdicts that an outage drill puts in the place of the real ones. */
public final class OutageDrill {
    /** What the reason of every such verdict begins with. */
    public static final String REASON = "drill:";

    private OutageDrill() {}

    /**
     * The judgements as the drill has them: every vote on its endpoint says UNHEALTHY, and they are counted anew. Who
     * did not vote does not vote here either. Reality comes first: where no other endpoint that is in service is really
     * UP, the real votes count.
     *
     * @param states what each endpoint is doing
     * @param real what the vantages really hold
     */
    public static SortedMap<Region, Judgement> play(
            Service service,
            Map<Region, EndpointState> states,
            Orders orders,
            Map<Region, Judgement> real,
            Instant now) {
        SortedMap<Region, Judgement> played = new TreeMap<>(real);
        orders.outage()
                .filter(outage -> outage.isOn(now) && anotherIsUp(outage.endpoint(), states, real))
                .ifPresent(outage -> played.computeIfPresent(
                        outage.endpoint(), (region, judgement) -> play(service, judgement, outage, now)));
        return played;
    }

    private static boolean anotherIsUp(
            Region endpoint, Map<Region, EndpointState> states, Map<Region, Judgement> real) {
        return real.values().stream()
                .anyMatch(judgement -> judgement.isUp()
                        && !judgement.endpoint().equals(endpoint)
                        && !(states.get(judgement.endpoint()) instanceof EndpointState.Drained));
    }

    private static Judgement play(Service service, Judgement judgement, Orders.Outage outage, Instant now) {
        List<Verdict> votes = judgement.votes().stream()
                .map(vote -> new Verdict(
                        vote.vantage(),
                        vote.endpoint(),
                        Health.UNHEALTHY,
                        now,
                        "%s an outage until %s, really %s %s"
                                .formatted(REASON, outage.until(), vote.health(), vote.why())
                                .strip()))
                .toList();
        return Objects.requireNonNull(Quorum.judge(service, votes, now).get(judgement.endpoint()));
    }
}
