package io.regent.desk;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.control.FakeHistory;
import io.regent.control.FakeZone;
import io.regent.control.Lookout;
import io.regent.control.Opinion;
import io.regent.control.SecondOpinions;
import io.regent.control.Summons;
import io.regent.control.Told;
import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.lever.ChangeProgress;
import io.regent.lever.Changes;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.RoutingControl;
import io.regent.machine.Known;
import io.regent.machine.MachineReading;
import io.regent.machine.Machines;
import io.regent.machine.Readings;
import io.regent.machine.RepairOutcome;
import io.regent.plan.RecordExamples;
import io.regent.plan.RecordSet;
import io.regent.plan.Records;
import io.regent.report.Event;
import io.regent.report.Events;
import io.regent.report.Notices;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import io.regent.verify.NewWay;
import io.regent.verify.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/**
 * A desk with everything around it in memory, in virtual time: Ireland and Mumbai serve half each, and all is well.
 * What becomes of each thing that reaches outside can be bent.
 */
public final class Office {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration TIME = Duration.ofSeconds(50);

    public final FakeZone zone = new FakeZone();
    final List<Map<Region, Boolean>> told = new CopyOnWriteArrayList<>();
    final Deque<ChangeProgress> progress = new ConcurrentLinkedDeque<>();
    final List<String> followed = new CopyOnWriteArrayList<>();
    final List<Duration> timeToFollow = new CopyOnWriteArrayList<>();
    LateReading late = Told.nothing();
    final List<Region> summoned = new CopyOnWriteArrayList<>();
    final List<NewWay> watched = new CopyOnWriteArrayList<>();
    public final List<Event> events = new CopyOnWriteArrayList<>();
    final List<Region> eventsSentTo = new CopyOnWriteArrayList<>();
    public final List<String> notices = new CopyOnWriteArrayList<>();
    public final List<JsonObject> log = new CopyOnWriteArrayList<>();
    public final List<String> repairs = new CopyOnWriteArrayList<>();
    /** Whose machine was looked at. */
    final List<Region> machinesSeen = new CopyOnWriteArrayList<>();

    final Map<Region, Health> health = new TreeMap<>();
    /** What a vantage says of its own region's endpoint, where that is something else. */
    final Map<Region, Health> own = new TreeMap<>();

    /** How far the clocks of other vantages are ahead. */
    Duration ahead = Duration.ZERO;

    /** How long it takes to ask the vantages. */
    Duration asking = Duration.ZERO;

    /** What was done of what is done side by side, in the order in which it was over. */
    final List<String> order = new CopyOnWriteArrayList<>();

    Duration putting = Duration.ZERO;

    Service service = ServiceExamples.service(ServiceExamples.policy(1), 50, 50);
    Region home = MUMBAI;
    boolean mayAct = true;
    PutOutcome puts = new PutOutcome.Put();
    PutOutcome sends = new PutOutcome.Put();
    PutOutcome publishes = new PutOutcome.Put();
    /** What EC2 says of a region's machine. */
    BiFunction<Region, Instant, MachineReading> machine =
            (region, at) -> Readings.unknown(region, at, Known.Cause.DENIED, "no right to look");

    RepairOutcome repaired = new RepairOutcome.Begun("The instance reboots.");
    NameServers nameServers = (service, way, deadline) -> {
        watched.add(way);
        return new Watch(
                List.of(new Watch.Watched(new DnsName("ns-1.example.com"), "192.0.2.1", new Watch.Stand.Turned(now()))),
                Optional.empty());
    };
    Summons summons = (region, service) -> {
        summoned.add(region);
        order.add("a controller");
        return new Summons.Woken.Ran();
    };
    /** Before each wait, with the instant that is waited for. */
    final Deque<Runnable> beforeWaits = new ArrayDeque<>();

    public Outcome preflight = Outcome.DONE;
    Optional<RuntimeException> killAtPut = Optional.empty();
    Optional<RuntimeException> killAtFollowing = Optional.empty();
    Optional<RuntimeException> killAtEvent = Optional.empty();
    Optional<RuntimeException> killAtRepair = Optional.empty();

    private Instant now = NOON;

    public Office() {
        health.put(IRELAND, Health.HEALTHY);
        health.put(MUMBAI, Health.HEALTHY);
        holds(Map.of(IRELAND, serving(), MUMBAI, serving()), Orders.none(), Map.of(IRELAND, 50, MUMBAI, 50));
    }

    static EndpointState serving() {
        return new EndpointState.Serving(NOON.minusSeconds(86_400), Mover.AUTOMATIC);
    }

    static EndpointState drained(Mover by) {
        return new EndpointState.Drained(NOON.minusSeconds(600), by);
    }

    static EndpointState evacuated(Duration lasts) {
        Instant since = NOON.minusSeconds(600);
        return new EndpointState.Drained(since, Mover.PERSON, Optional.of(since.plus(lasts)));
    }

    /** What the zone holds. */
    Office holds(Map<Region, EndpointState> states, Orders orders, Map<Region, Integer> weights) {
        zone.sets.clear();
        Ledger ledger = new Ledger(7, new TreeMap<>(states), new Agreement.Agreed(), orders);
        zone.sets.addAll(RecordExamples.records(service, ledger, weights).sets());
        zone.accepted.clear();
        return this;
    }

    /** A controller has drained Ireland, which is DOWN; its machine is as it should be. */
    public Office isDownAndDrained() {
        machine = Readings::sound;
        health.put(IRELAND, Health.UNHEALTHY);
        return holds(
                Map.of(IRELAND, drained(Mover.AUTOMATIC), MUMBAI, serving()),
                Orders.none(),
                Map.of(IRELAND, 0, MUMBAI, 50));
    }

    /** From now on the desk only looks. */
    public void looks() {
        mayAct = false;
    }

    /** A ledger's record with another generation, and one endpoint otherwise. */
    RecordSet ledgerOf(long generation, Region region, EndpointState state) {
        Map<Region, EndpointState> states = new TreeMap<>(Map.of(IRELAND, serving(), MUMBAI, serving()));
        states.put(region, state);
        return RecordExamples.ledger(
                service, new Ledger(generation, new TreeMap<>(states), new Agreement.Agreed(), Orders.none()));
    }

    /** A ledger text in place of what stands there; none where there is none. */
    void ledgerIs(String... values) {
        zone.sets.removeIf(set -> set.type().equals("TXT"));
        if (values.length > 0) {
            zone.sets.add(RecordExamples.ledger(service, values));
        }
    }

    Ledger ledger() {
        return ((LedgerReading.Present) new Records(zone.sets).ledger(service)).ledger();
    }

    Map<Region, Integer> weights() {
        return new Records(zone.sets).weights(service);
    }

    public synchronized Instant now() {
        return now;
    }

    synchronized void wait(Instant until) {
        if (!beforeWaits.isEmpty()) {
            beforeWaits.pop().run();
        }
        if (until.isAfter(now)) {
            now = until;
        }
    }

    private synchronized void passes(Duration time) {
        now = now.plus(time);
    }

    /** The desk, of as things stand. */
    public Desk desk() {
        FakeHistory history = new FakeHistory(this::now);
        SecondOpinions opinions = this::opinions;
        RoutingControl routingControl = new RoutingControl() {
            @Override
            public PutOutcome put(Service service, Map<Region, Boolean> serve) {
                die(killAtPut);
                takeReally(putting);
                told.add(Map.copyOf(serve));
                order.add("routing control");
                return puts;
            }

            @Override
            public LateReading late(Service service, Duration back) {
                return late;
            }
        };
        Changes changes = (id, within) -> {
            die(killAtFollowing);
            followed.add(id);
            timeToFollow.add(within);
            ChangeProgress next = progress.poll();
            return next == null ? new ChangeProgress.InSync() : next;
        };
        Events bus = (region, event) -> {
            die(killAtEvent);
            events.add(event);
            eventsSentTo.add(region);
            return sends;
        };
        Notices topic = (subject, text) -> {
            notices.add(subject + "\n" + text);
            return publishes;
        };
        return new Desk(
                new Instruments(
                        home,
                        new Instruments.Functions("regent-drill:live", "regent-look:live", "regent-failover"),
                        new Lookout(history, opinions, zone, routingControl, this::now),
                        zone,
                        routingControl,
                        changes,
                        (region, service) -> summons.run(region, service),
                        (service, way, deadline) -> nameServers.watch(service, way, deadline),
                        machines(),
                        studies(),
                        bus,
                        topic,
                        log::add,
                        this::now,
                        this::wait),
                mayAct);
    }

    private static void die(Optional<RuntimeException> how) {
        how.ifPresent(death -> {
            throw death;
        });
    }

    private static void takeReally(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Opinion> opinions(Service service) {
        passes(asking);
        List<Opinion> opinions = new ArrayList<>();
        for (Region vantage : new TreeSet<>(service.vantages())) {
            Instant at = vantage.equals(home) ? now() : now().plus(ahead);
            opinions.add(new Opinion.Given(
                    vantage,
                    health.entrySet().stream()
                            .map(each -> new Verdict(
                                    vantage,
                                    each.getKey(),
                                    each.getKey().equals(vantage)
                                            ? own.getOrDefault(vantage, each.getValue())
                                            : each.getValue(),
                                    at,
                                    "as told"))
                            .toList()));
        }
        return opinions;
    }

    private Machines machines() {
        return new Machines() {
            @Override
            public MachineReading look(Service service, Region region, Instant deadline) {
                machinesSeen.add(region);
                return machine.apply(region, now());
            }

            @Override
            public RepairOutcome reboot(Service service, Region region, Instant deadline) {
                die(killAtRepair);
                repairs.add("reboot " + region);
                return repaired;
            }

            @Override
            public RepairOutcome attach(Service service, Region region, Instant deadline) {
                repairs.add("attach " + region);
                return repaired;
            }
        };
    }

    private Studies studies() {
        return new Studies() {
            @Override
            public Findings verify(
                    Service service, Map<Region, Integer> expected, Request.Verify request, Instant deadline) {
                return found("shares", expected.toString());
            }

            @Override
            public Findings preflight(Service service, Request.Preflight request, Instant deadline) {
                return new Findings(
                        preflight,
                        found("checks", "all is " + preflight.label()).sections());
            }

            @Override
            public Findings replay(Service service, Request.Replay request, Instant deadline) {
                return found("moves", "nothing moved");
            }
        };
    }

    private static Findings found(String name, String what) {
        return new Findings(Outcome.DONE, List.of(new Section(name, "Found", new JsonText(what), List.of(what))));
    }

    /** Tells the desk of endpoints that a run which began at noon drained, and holds its reports to the same. */
    List<Report> drained(Region... endpoints) throws InterruptedException {
        List<Report> reports = desk().drained(service, List.of(endpoints), NOON, now().plus(TIME));
        reports.forEach(Office::assertSound);
        return reports;
    }

    /** Asks, and holds whatever is answered to the schema and to the width of a terminal. */
    Report ask(Request request, Overriding... force) throws InterruptedException {
        return ask("anna", "request-1", request, force);
    }

    Report ask(String by, String id, Request request, Overriding... force) throws InterruptedException {
        Report report = desk().answer(new Request.Asked(id, by, service, Set.of(force), request), now().plus(TIME));
        assertSound(report);
        return report;
    }

    static void assertSound(Report report) {
        assertThat(Schemas.problemsOfReport(report.json())).isEmpty();
        assertThat(Schemas.problemsOfReport(report.facts())).isEmpty();
        assertThat(report.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(report.text()).as("people read seconds").doesNotContainPattern(":[0-9]{2}\\.[0-9]+Z");
    }
}
