package io.regent.lab.gameday;

import static io.regent.lab.world.World.IRELAND;
import static io.regent.lab.world.World.MUMBAI;

import io.regent.drill.Outcome;
import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.JsonPlace;
import io.regent.lab.drills.Report;
import io.regent.lab.place.RegistryHost;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.Route53Event;
import io.regent.lab.witness.Resolver;
import io.regent.lab.witness.Weights;
import io.regent.lab.witness.Witness;
import io.regent.lab.world.NameServers;
import io.regent.lab.world.World;
import io.regent.ledger.EndpointState;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The exercises of the day, in their order: from looking, over planned moves, to drills that meet real outages. */
final class Sequence {
    static final String ANA = "ana";
    static final String BODHI = "bodhi";
    private static final int LAST_SERVER = NameServers.COUNT - 1;

    private final World world;
    private final Witness witness;
    private final Resolver resolver;

    Sequence(World world, Witness witness, Resolver resolver) {
        this.world = world;
        this.witness = witness;
        this.resolver = resolver;
    }

    List<Scene> scenes() {
        return List.of(
                new Scene(
                        "Is tonight's failover in order?",
                        "Before anybody moves anything: what stands, and would a failover work now?",
                        List.of(ANA),
                        true,
                        List.of(List.of()),
                        this::look),
                new Scene(
                        "Take Ireland out for a while",
                        "A planned move, as before maintenance. It has to end by itself, whether or not the one who"
                                + " began it is still there.",
                        List.of(ANA),
                        true,
                        List.of(List.of(IRELAND)),
                        this::evacuate),
                new Scene(
                        "Two people drain both regions at the same second",
                        "Nobody talks to anybody, and both press the button. One of them may win, never both.",
                        List.of(ANA, BODHI),
                        true,
                        List.of(List.of(IRELAND), List.of(MUMBAI)),
                        this::atOnce),
                new Scene(
                        "An outage drill, and a real outage in the middle of it",
                        "While Mumbai is declared dead for practice, Ireland dies really. Reality has to come first.",
                        List.of(BODHI, ANA),
                        false,
                        List.of(List.of(MUMBAI, IRELAND)),
                        this::outage),
                new Scene(
                        "A hold over a real outage",
                        "Somebody works on the fleet and has stopped all automatic changes when Ireland dies. Regent"
                                + " leaves it where it is; Route 53, which sees for itself that Ireland's load balancer"
                                + " has nothing behind it, does not. How fast are the weights mended once the hold is"
                                + " released?",
                        List.of(BODHI),
                        false,
                        List.of(List.of(IRELAND)),
                        this::hold),
                new Scene(
                        "Route 53's control plane fails during an evacuation",
                        "us-east-1 has a bad day while a region is to be evacuated. Nothing may be half done, and the"
                                + " same request has to be safe to repeat.",
                        List.of(ANA),
                        true,
                        List.of(List.of(MUMBAI)),
                        this::withoutControlPlane),
                new Scene(
                        "A name server says nothing",
                        "Who verifies what clients get has to hear of a server that does not answer, by its name.",
                        List.of(BODHI),
                        true,
                        List.of(List.of()),
                        this::silentServer));
    }

    /** The last one, after which nothing is as it was. */
    Scene last() {
        return new Scene(
                "Retire",
                "What is done before the stacks are deleted: the controllers are stopped, the weights of the templates"
                        + " are back, and the ledger is gone.",
                List.of(ANA),
                true,
                List.of(List.of()),
                this::retire);
    }

    private void look(Notebook notes) throws InterruptedException {
        List<RecordSet> records = world.records();
        done(notes, "the status is told", notes.ask(ANA, IRELAND, "{\"action\": \"status\"}"));
        Report preflight = notes.ask(ANA, IRELAND, "{\"action\": \"preflight\"}");
        notes.expect(
                "preflight finds nothing that would keep a failover from working",
                preflight.is(Outcome.DONE),
                Notebook.words(preflight) + counted(preflight));
        done(
                notes,
                "preview says what would be done if Ireland were lost",
                notes.ask(ANA, MUMBAI, "{\"action\": \"preview\", \"lost\": \"eu-west-1\"}"));
        notes.expect("looking changed no record", world.records().equals(records), "");
    }

    private void evacuate(Notebook notes) throws InterruptedException {
        String request =
                "{\"action\": \"evacuate\", \"region\": \"eu-west-1\", \"for\": \"15s\", \"id\": \"gameday-evacuate\"}";
        Instant begun = notes.now();
        Report report = notes.ask(ANA, IRELAND, request);
        if (!done(notes, "Ireland is evacuated", report)) {
            return;
        }
        Instant reported = notes.now();
        notes.expect(
                "every weight of Ireland is 0", new Weights(world).drained(IRELAND), new Weights(world).toString());
        notes.await(
                "an event tells of the drill",
                Scene.MOVED,
                () -> !witness.told("Drill", begun).isEmpty());
        int batches = accepted(begun).size();
        Report again = notes.ask(ANA, IRELAND, request);
        notes.expect(
                "the same request again changes nothing",
                again.is(Outcome.UNNEEDED) && accepted(begun).size() == batches,
                Notebook.words(again) + ", " + accepted(begun).size() + " batches instead of " + batches);
        notes.await("the evacuation ends by itself", Scene.MOVED, () -> !out(IRELAND));
        Optional<Instant> stale = resolver.first(IRELAND, reported).filter(at -> at.isBefore(begun.plusSeconds(15)));
        notes.expect(
                "no DNS answer named Ireland from the report to the end",
                stale.isEmpty(),
                stale.map(at -> "one did at " + at).orElse(""));
    }

    private void atOnce(Notebook notes) throws InterruptedException {
        List<Report> reports = notes.ask(List.of(
                new Notebook.Wish(
                        ANA, IRELAND, "{\"action\": \"evacuate\", \"region\": \"eu-west-1\", \"for\": \"5m\"}"),
                new Notebook.Wish(
                        BODHI, MUMBAI, "{\"action\": \"evacuate\", \"region\": \"ap-south-1\", \"for\": \"5m\"}")));
        long done = reports.stream().filter(report -> report.is(Outcome.DONE)).count();
        long refused =
                reports.stream().filter(report -> report.is(Outcome.REFUSED)).count();
        String outcomes = Notebook.words(reports.getFirst()) + " and " + Notebook.words(reports.getLast());
        notes.expect("one of them is done, the other one refused", done == 1 && refused == 1, outcomes);
        Weights weights = new Weights(world);
        notes.expect("one region serves", weights.drained(IRELAND) != weights.drained(MUMBAI), weights.toString());
        Region taken = weights.drained(IRELAND) ? IRELAND : MUMBAI;
        done(
                notes,
                "the other one gives the region back, by steps",
                notes.ask(BODHI, MUMBAI, "{\"action\": \"restore\", \"region\": \"" + taken + "\"}"));
    }

    private void outage(Notebook notes) throws InterruptedException {
        Instant begun = notes.now();
        Report report =
                notes.ask(BODHI, IRELAND, "{\"action\": \"outage\", \"region\": \"ap-south-1\", \"for\": \"30s\"}");
        if (!done(notes, "the outage of Mumbai is declared", report)) {
            return;
        }
        notes.await("the controllers drain Mumbai as if it were dead", Scene.MOVED, () -> out(MUMBAI));
        notes.expect(
                "an event tells that a drill is why",
                !witness.told("Drill began", begun).isEmpty(),
                witness.told("Drill began", begun).size() + " events");
        notes.fault(
                "Ireland's registry is killed", () -> world.registry(IRELAND).kill());
        notes.await("Mumbai serves again, as the real outage comes first", Scene.MOVED, () -> !out(MUMBAI));
        notes.await("Ireland is drained", Scene.MOVED, () -> out(IRELAND));
        notes.await(
                "the drill is over with that",
                Scene.MOVED,
                () -> orders().flatMap(Orders::outage).isEmpty());
        Report repair =
                notes.ask(ANA, IRELAND, "{\"action\": \"repair\", \"region\": \"eu-west-1\", \"means\": \"reboot\"}");
        done(notes, "the repair reboots Ireland's instance", repair);
        boolean runs = notes.await(
                "the registry runs again",
                Scene.MOVED,
                () -> world.registry(IRELAND).state() == RegistryHost.State.RUNNING);
        if (!runs) {
            notes.fault(
                    "the game master starts the registry",
                    () -> world.registry(IRELAND).start());
        }
    }

    private void hold(Notebook notes) throws InterruptedException {
        Report report = notes.ask(BODHI, MUMBAI, "{\"action\": \"hold\", \"for\": \"5m\"}");
        if (!done(notes, "the hold is on", report)) {
            return;
        }
        notes.fault(
                "Ireland's registry is killed", () -> world.registry(IRELAND).kill());
        Instant killed = notes.now();
        notes.await(
                "the vantages call Ireland UNHEALTHY",
                Scene.MOVED,
                () -> witness.unhealthy(IRELAND, killed).isPresent());
        // Two minutes of the schedules: both controllers have had their turn.
        notes.pause(world.tempo().minute().multipliedBy(2));
        notes.expect(
                "the controllers leave Ireland where it is, as they were told",
                !out(IRELAND) && !new Weights(world).drained(IRELAND),
                new Weights(world).toString());
        Optional<Instant> last = resolver.last(IRELAND, killed);
        notes.expect(
                "DNS names Ireland no longer all the same, as Route 53 sees its health for itself",
                last.filter(notes.now().minus(world.tempo().minute())::isAfter).isPresent(),
                last.map(at -> "last " + Notebook.seconds(Duration.between(killed, at)) + " after it was killed")
                        .orElse("no answer"));
        done(notes, "the hold is released", notes.ask(BODHI, MUMBAI, "{\"action\": \"release\"}"));
        notes.await("Ireland is drained", Scene.MOVED, () -> out(IRELAND));
        notes.fault(
                "Ireland's registry is started", () -> world.registry(IRELAND).start());
    }

    private void withoutControlPlane(Notebook notes) throws InterruptedException {
        String request =
                "{\"action\": \"evacuate\", \"region\": \"ap-south-1\", \"for\": \"5m\", \"id\": \"gameday-us-east-1\"}";
        Instant begun = notes.now();
        notes.fault("Route 53's control plane fails", () -> world.faults().breakRoute53());
        Report report = notes.ask(ANA, MUMBAI, request);
        notes.expect("the report says that it could not be done", report.is(Outcome.FAILED), Notebook.words(report));
        notes.expect(
                "nothing was changed",
                accepted(begun).isEmpty() && !out(MUMBAI),
                accepted(begun).size() + " batches");
        notes.fault("Route 53's control plane works again", () -> world.faults().mendRoute53());
        if (done(notes, "the same request is carried out now", notes.ask(ANA, MUMBAI, request))) {
            notes.expect("Mumbai is out", new Weights(world).drained(MUMBAI), new Weights(world).toString());
        }
        done(
                notes,
                "Mumbai is given back by steps",
                notes.ask(ANA, MUMBAI, "{\"action\": \"restore\", \"region\": \"ap-south-1\"}"));
    }

    private void silentServer(Notebook notes) throws InterruptedException {
        String request = "{\"action\": \"verify\"}";
        done(notes, "every name server answers, and as it should", notes.ask(BODHI, IRELAND, request));
        notes.fault("one name server falls silent", () -> world.nameServers().silence(LAST_SERVER));
        Report report = notes.ask(BODHI, IRELAND, request);
        String name = world.nameServers().name(LAST_SERVER);
        notes.expect("that is told as unwell", report.is(Outcome.UNWELL), Notebook.words(report));
        notes.expect("the report names that server", report.text().contains(name), name);
        notes.fault("it answers again", () -> world.nameServers().heal(LAST_SERVER));
        done(notes, "all is well again", notes.ask(BODHI, MUMBAI, request));
    }

    private void retire(Notebook notes) throws InterruptedException {
        notes.fault(
                "the controllers are stopped in both regions",
                () -> world.regions().forEach(region -> world.stop(region, "regent-failover")));
        // What runs already comes to its end.
        notes.pause(world.tempo().minute());
        Instant begun = notes.now();
        if (done(notes, "the ledger is taken out", notes.ask(ANA, IRELAND, "{\"action\": \"retire\"}"))) {
            notes.pause(world.tempo().minute().multipliedBy(2));
            List<Route53Event.Accepted> batches = accepted(begun);
            notes.expect(
                    "a batch deleted the ledger, and nobody wrote one in the two minutes after",
                    batches.size() == 1 && deletesTheLedger(batches.getFirst()),
                    batches.size() + (batches.size() == 1 ? " batch" : " batches"));
            notes.expect("the weights are the templates'", new Weights(world).even(), new Weights(world).toString());
        }
    }

    private static boolean deletesTheLedger(Route53Event.Accepted event) {
        DnsName name = DnsName.of("_regent." + World.SERVICE);
        Predicate<ChangeBatch.Change> own = change -> change.recordSet().name().equals(name);
        return event.batch().changes().stream()
                        .filter(own)
                        .allMatch(change -> change.action() == ChangeBatch.Action.DELETE)
                && event.batch().changes().stream().anyMatch(own);
    }

    /** How many checks of a preflight came to what. */
    private static String counted(Report preflight) {
        try {
            Optional<JsonPlace> found = preflight.find("preflight");
            return found.isEmpty()
                    ? ""
                    : ": %d FAIL, %d WARN, %d OK"
                            .formatted(
                                    found.get().field("fail").whole(0, Integer.MAX_VALUE),
                                    found.get().field("warn").whole(0, Integer.MAX_VALUE),
                                    found.get().field("ok").whole(0, Integer.MAX_VALUE));
        } catch (BadJson e) {
            throw new IllegalStateException("a report that its schema does not allow: " + e.getMessage(), e);
        }
    }

    private boolean done(Notebook notes, String what, Report report) {
        return notes.expect(what, report.is(Outcome.DONE), Notebook.words(report));
    }

    /** Whether an endpoint is drained by the ledger. */
    private boolean out(Region region) {
        return world.ledger() instanceof LedgerReading.Present present
                && present.ledger().states().get(region) instanceof EndpointState.Drained;
    }

    private Optional<Orders> orders() {
        return world.ledger() instanceof LedgerReading.Present present
                ? Optional.of(present.ledger().orders())
                : Optional.empty();
    }

    private List<Route53Event.Accepted> accepted(Instant since) {
        return witness.zone(Route53Event.Accepted.class, since);
    }
}
