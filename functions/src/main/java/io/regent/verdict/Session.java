package io.regent.verdict;

import io.regent.fleet.ProbeSettings;
import io.regent.fleet.Region;
import io.regent.probe.Observation;
import io.regent.probe.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An observation session of one vantage and one service: it begins knowing nothing and counts rounds. A value; each
 * round gives the next one.
 */
public final class Session {
    static final String TOO_FEW = "too few rounds seen";
    static final String DOUBT = "no control target answers, so the fault is nearer to the vantage than to the endpoint";

    private final Region vantage;
    private final ProbeSettings settings;
    private final Map<Region, Streak> streaks;

    private Session(Region vantage, ProbeSettings settings, Map<Region, Streak> streaks) {
        this.vantage = vantage;
        this.settings = settings;
        this.streaks = streaks;
    }

    /** A session that has seen nothing yet: every verdict is UNKNOWN. */
    public static Session start(Region vantage, Set<Region> endpoints, ProbeSettings settings) {
        Map<Region, Streak> streaks = new TreeMap<>();
        endpoints.forEach(endpoint -> streaks.put(endpoint, Streak.unknown(TOO_FEW)));
        return new Session(vantage, settings, streaks);
    }

    /**
     * The session after one more round. An endpoint succeeded when every target of it did. A round in which the vantage
     * doubts itself makes it forget everything: counting starts anew when a control target answers again.
     */
    public Session next(Round round) {
        Map<Region, Streak> next = new TreeMap<>();
        streaks.forEach((endpoint, streak) -> {
            List<Observation> seen = round.endpoints().getOrDefault(endpoint, List.of());
            if (round.doubtful()) {
                next.put(endpoint, Streak.unknown(DOUBT));
            } else if (seen.isEmpty()) {
                next.put(endpoint, streak);
            } else {
                String failure = firstFailure(seen);
                next.put(endpoint, streak.next(round.at(), failure.isEmpty(), failure, settings));
            }
        });
        return new Session(vantage, settings, next);
    }

    /**
     * Whether the last round contradicts no verdict: none is HEALTHY and failed, UNHEALTHY and succeeded, or still
     * UNKNOWN after either. A vantage that doubts itself has nothing to settle.
     */
    public boolean settled() {
        return streaks.values().stream().allMatch(Streak::settled);
    }

    /** What the vantage holds of each endpoint, in the order of their regions. */
    public List<Verdict> verdicts(Instant at) {
        return streaks.entrySet().stream()
                .map(e -> new Verdict(
                        vantage,
                        e.getKey(),
                        e.getValue().health(),
                        at,
                        e.getValue().why()))
                .toList();
    }

    private static String firstFailure(List<Observation> seen) {
        for (Observation observation : seen) {
            if (observation.outcome() instanceof Outcome.Failed failed) {
                return "%s %s: %s %s, %s"
                        .formatted(
                                observation.target().part(),
                                observation.target().address(),
                                failed.layer(),
                                failed.reason(),
                                failed.detail());
            }
        }
        return "";
    }
}
