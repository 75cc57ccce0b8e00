package io.regent.lab.witness;

import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.route53.Route53Event;
import io.regent.lab.wire.WireCall;
import io.regent.lab.world.World;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sees what Regent does from outside: its events on the buses, its calls at the wire front, its batches at Route 53.
 */
public final class Witness {
    private static final Pattern FAILING_SINCE = Pattern.compile("failing since (\\S+):.*");

    private final World world;
    private final InstantSource clock;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<Decided> decisions = new ArrayList<>();
    private final List<Route53Event> zone = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    /**
     * An event of Regent's.
     *
     * @param bus the region whose bus it came by
     * @param type its detail-type
     */
    public record Told(Instant heard, Region bus, String type) {}

    /**
     * A vantage's verdict as an event told it.
     *
     * @param heard when the event came
     * @param failingSince when the first probe of the failures failed; {@code heard} for HEALTHY
     */
    public record Verdict(Instant heard, Region vantage, Region endpoint, String health, Instant failingSince) {}

    /**
     * A decision that changed something, as an event told it.
     *
     * @param at when it was decided
     * @param drill whether an outage drill is why
     * @param percents which part of its share each endpoint got that came back by a step
     * @param outcome what became of the batch; of one that Route 53 took, its change's id is in it
     */
    public record Decided(
            Instant at, Region controller, String rule, boolean drill, List<Long> percents, String outcome) {
        public Decided {
            percents = List.copyOf(percents);
        }
    }

    /** Listens from now on. */
    public Witness(World world, InstantSource clock) {
        this.world = world;
        this.clock = clock;
        world.route53().listen(event -> {
            synchronized (this) {
                zone.add(event);
            }
        });
        for (Region region : world.regions()) {
            world.hear(region, "witness", "{\"source\": [\"regent\"]}", this::hear);
        }
    }

    private synchronized void hear(String event) {
        try {
            JsonPlace top = Json.read(event);
            JsonPlace detail = top.field("detail");
            String type = top.field("detail-type").text();
            told.add(new Told(clock.instant(), new Region(top.field("region").text()), type));
            if (type.equals("Verdict changed")) {
                for (JsonPlace verdict : detail.field("verdicts").elements()) {
                    Instant now = clock.instant();
                    Matcher since = FAILING_SINCE.matcher(verdict.field("why").text());
                    verdicts.add(new Verdict(
                            now,
                            new Region(verdict.field("vantage").text()),
                            new Region(verdict.field("endpoint").text()),
                            verdict.field("health").text(),
                            since.matches() ? Instant.parse(since.group(1)) : now));
                }
            } else if (type.equals("Failover decided") || type.equals("Records differ")) {
                JsonPlace last = detail.field("attempts").elements().getLast();
                decisions.add(new Decided(
                        Instant.parse(last.field("at").text()),
                        new Region(detail.field("controller").text()),
                        detail.field("rule").text(),
                        detail.field("drill").bool(),
                        percents(detail.field("rulings")),
                        last.field("outcome").text()));
            }
        } catch (BadJson e) {
            throw new IllegalStateException("an event that nobody can read: " + event, e);
        }
    }

    private static List<Long> percents(JsonPlace rulings) throws BadJson {
        List<Long> percents = new ArrayList<>();
        for (JsonPlace ruling : rulings.elements()) {
            if (ruling.find("percent").isPresent()) {
                percents.add(ruling.field("percent").whole(1, 100));
            }
        }
        return percents;
    }

    /**
     * The first UNHEALTHY verdict on an endpoint that was heard since an instant. A probe that was under way then may
     * be the first that failed, so that the failures began a little before.
     */
    public synchronized Optional<Verdict> unhealthy(Region endpoint, Instant since) {
        return verdicts.stream()
                .filter(verdict -> verdict.endpoint().equals(endpoint)
                        && verdict.health().equals("UNHEALTHY")
                        && !verdict.heard().isBefore(since))
                .findFirst();
    }

    /** The events of a type since an instant. */
    public synchronized List<Told> told(String type, Instant since) {
        return told.stream()
                .filter(one -> one.type().equals(type) && !one.heard().isBefore(since))
                .toList();
    }

    /** The decision whose batch Route 53 took as this change; empty where a person's drill wrote it. */
    public synchronized Optional<Decided> decision(String changeId) {
        return decisions.stream()
                .filter(decided -> decided.outcome().endsWith(": " + changeId))
                .findFirst();
    }

    /** The decisions by a rule since an instant. */
    public synchronized List<Decided> decided(String rule, Instant since) {
        return decisions.stream()
                .filter(decided -> decided.rule().equals(rule) && !decided.at().isBefore(since))
                .toList();
    }

    /** By which parts of its share, in percent, an endpoint came back since an instant. */
    public List<Long> returned(Instant since) {
        return decided("return", since).stream()
                .sorted(Comparator.comparing(Decided::at))
                .flatMap(decided -> decided.percents().stream())
                .toList();
    }

    /** Whether nobody suspected anything since an instant: no second opinions, no batches. */
    public boolean quiet(Instant since) {
        return firstAsked(since).isEmpty()
                && zone(Route53Event.Accepted.class, since).isEmpty();
    }

    /** What happened to the zone since an instant. */
    public synchronized <E extends Route53Event> List<E> zone(Class<E> kind, Instant since) {
        return zone.stream()
                .filter(event -> kind.isInstance(event) && !event.at().isBefore(since))
                .map(kind::cast)
                .toList();
    }

    /** The regions whose controllers asked for second opinions since an instant. */
    public List<Region> askers(Instant since) {
        return world.regions().stream()
                .filter(region ->
                        opinions(since, asked -> asked.equals(region)).findAny().isPresent())
                .toList();
    }

    /** When the first controller asked for second opinions since an instant. */
    public Optional<Instant> firstAsked(Instant since) {
        return opinions(since, any -> true).map(WireCall::at).min(Instant::compareTo);
    }

    private Stream<WireCall> opinions(Instant since, Predicate<Region> by) {
        return world.journal().calls().stream()
                .filter(call -> call.service().equals("lambda")
                        && !call.at().isBefore(since)
                        && call.caller() instanceof Caller.Function function
                        && by.test(function.region()));
    }
}
