package io.regent.control;

import io.regent.decision.Decision;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.judgement.Quorum;
import io.regent.judgement.Standing;
import io.regent.ledger.EndpointState;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What may be made of verdicts that come from other clocks and other regions. Pure. */
final class Evidence {
    /** How far another region's clock may be ahead before its verdicts are thrown away. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private Evidence() {}

    /** Verdicts from clocks that are a little ahead count as of now. */
    static List<Verdict> settled(Collection<Verdict> verdicts, Instant now) {
        List<Verdict> settled = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            if (!verdict.at().isAfter(now)) {
                settled.add(verdict);
            } else if (!verdict.at().isAfter(now.plus(CLOCK_SKEW))) {
                settled.add(at(verdict, now));
            }
        }
        return settled;
    }

    /**
     * Whether anything gives reason to ask for second opinions: an endpoint that is not drained has a vote against it,
     * or is UNSEEN. UP without votes is what {@link Published.AllWell} says, and gives none.
     */
    static boolean suspects(Map<Region, EndpointState> states, Map<Region, Judgement> suspicion) {
        return suspicion.values().stream()
                .filter(judgement -> !(states.get(judgement.endpoint()) instanceof EndpointState.Drained))
                .anyMatch(judgement -> judgement.standing() instanceof Standing.Unseen
                        || judgement.votes().stream().anyMatch(v -> v.health() == Health.UNHEALTHY));
    }

    /**
     * What a glance says where all is well: every endpoint is UP, by votes that nobody read, and at least from now on.
     */
    static SortedMap<Region, Judgement> allWell(Service service, Instant now) {
        SortedMap<Region, Judgement> judgements = new TreeMap<>();
        service.endpoints()
                .forEach(endpoint -> judgements.put(
                        endpoint.region(), new Judgement(endpoint.region(), new Standing.Up(now), List.of())));
        return judgements;
    }

    /**
     * Judges on second opinions alone. They were just given, so they count as of now, whatever the vantage's clock
     * says. Where they bear out an UP, it has lasted as long as the published verdicts say: second opinions have no
     * history.
     */
    static SortedMap<Region, Judgement> judge(
            Service service, List<Opinion> opinions, Map<Region, Judgement> suspicion, Instant now) {
        List<Verdict> given = new ArrayList<>();
        for (Opinion opinion : opinions) {
            if (opinion instanceof Opinion.Given answer) {
                answer.verdicts().stream()
                        .filter(verdict -> verdict.vantage().equals(answer.vantage()))
                        .forEach(verdict -> given.add(at(verdict, now)));
            }
        }
        SortedMap<Region, Judgement> judgements = new TreeMap<>(Quorum.judge(service, given, now));
        judgements.replaceAll((region, judgement) -> {
            Judgement before = suspicion.get(region);
            return judgement.isUp() && before != null && before.standing() instanceof Standing.Up since
                    ? new Judgement(region, since, judgement.votes())
                    : judgement;
        });
        return judgements;
    }

    /** Of each endpoint whether it is to serve. */
    static SortedMap<Region, Boolean> serve(Decision decision) {
        SortedMap<Region, Boolean> serve = new TreeMap<>();
        decision.weights()
                .keySet()
                .forEach(
                        region -> serve.put(region, !(decision.states().get(region) instanceof EndpointState.Drained)));
        return serve;
    }

    private static Verdict at(Verdict verdict, Instant now) {
        return new Verdict(verdict.vantage(), verdict.endpoint(), verdict.health(), now, verdict.why());
    }
}
