package io.regent.lab.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regent.fleet.Region;
import io.regent.json.JsonText;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.lambda.Outcome;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.ChangeInfo;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Route53Event;
import io.regent.lab.twin.route53.Route53Settings;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.twin.route53.Target;
import io.regent.lab.wire.WireCall;
import io.regent.lab.world.Stage;
import io.regent.lab.world.Templates;
import io.regent.lab.world.World;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.LedgerText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A stage, and what tests ask of it. */
final class OnStage implements AutoCloseable {
    static final Region IRELAND = World.IRELAND;
    static final Region MUMBAI = World.MUMBAI;

    /** Fast enough that tests meet its bounds only where they ask for it. */
    static final Route53Settings QUICK =
            Route53Settings.documented().withPropagation(Duration.ofMillis(20)).withRate(100_000, 100_000);

    private static final JsonMapper JSON = new JsonMapper();

    final InstantSource clock = InstantSource.system();
    final Bends bends = new Bends();
    final Stage stage;
    final List<Route53Event.Accepted> accepted = new CopyOnWriteArrayList<>();

    private OnStage(Templates templates) throws IOException {
        stage = Stage.open(templates, QUICK, bends, clock);
        stage.route53().listen(event -> {
            if (event instanceof Route53Event.Accepted one) {
                accepted.add(one);
            }
        });
    }

    /** The functions with a document that is good, the ledger not yet written. */
    static OnStage fresh() throws IOException {
        return fresh(Templates.ofRepository());
    }

    /** The same, deployed by other templates. */
    static OnStage fresh(Templates templates) throws IOException {
        OnStage world = new OnStage(templates);
        world.stage.deploy(world.stage.document());
        return world;
    }

    /**
     * The functions with the ledger written and known to every name server, both endpoints serving, all counters at
     * nothing.
     */
    static OnStage settled() throws IOException, InterruptedException {
        return settled(Templates.ofRepository());
    }

    /** The same, deployed by other templates. */
    static OnStage settled(Templates templates) throws IOException, InterruptedException {
        OnStage world = fresh(templates);
        world.tick(IRELAND);
        if (world.accepted.size() != 1) {
            throw new IllegalStateException("the ledger was not written at the first tick: " + world.accepted);
        }
        world.awaitInSync(world.accepted.getFirst().changeId());
        world.forget();
        return world;
    }

    /** Waits until the name servers know a change, and so all that were accepted before it. */
    private void awaitInSync(String changeId) throws InterruptedException {
        Instant end = now().plusSeconds(30);
        while (stage.route53().getChange(changeId).status() == ChangeInfo.Status.PENDING) {
            if (now().isAfter(end)) {
                throw new IllegalStateException("change " + changeId + " is not INSYNC");
            }
            Thread.sleep(5);
        }
    }

    /** The functions without a document. */
    static OnStage withoutDocument() throws IOException {
        return new OnStage(Templates.ofRepository());
    }

    /** Does something to the zone as a person would. */
    void change(ChangeBatch.Action action, RecordSet... sets) {
        List<ChangeBatch.Change> changes =
                Stream.of(sets).map(set -> new ChangeBatch.Change(action, set)).toList();
        stage.route53().change(new Caller.Person(), stage.zone(), new ChangeBatch("a person", changes));
        accepted.clear();
    }

    /** What the ledger says, which has to be there and whole. */
    Ledger readLedger() {
        DnsName name = DnsName.of("_regent." + World.SERVICE);
        return stage.records().stream()
                .filter(set -> set.name().equals(name) && World.ledger(set) instanceof LedgerReading.Present)
                .map(set -> ((LedgerReading.Present) World.ledger(set)).ledger())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no ledger among " + stage.records()));
    }

    /** Puts a ledger beside the records, whatever stands there. */
    void write(Ledger ledger) {
        String text = LedgerText.write(ledger);
        change(
                ChangeBatch.Action.UPSERT,
                new RecordSet(
                        DnsName.of("_regent." + World.SERVICE),
                        RecordType.TXT,
                        new Routing.Simple(),
                        new Target.Values(Duration.ofMinutes(1), List.of('"' + text + '"'))));
    }

    void forget() {
        accepted.clear();
        stage.journal().clear();
    }

    Instant now() {
        return clock.instant();
    }

    /** A run of a region's controller, by hand. */
    JsonNode tick(Region region) throws IOException {
        return answer(stage.failover(region, "{\"by\": \"hand\"}"));
    }

    /** What a function answered, which must not be an error. */
    static JsonNode answer(Outcome outcome) throws IOException {
        if (outcome.failed()) {
            throw new IllegalStateException("the function failed: " + outcome.text());
        }
        return JSON.readTree(outcome.text());
    }

    /** The run of an answer with one. */
    static JsonNode run(JsonNode answer) {
        return answer.path("runs").path(0);
    }

    /** The latest decision record in the log. */
    JsonNode record() throws IOException {
        return JSON.readTree(io.regent.json.Json.write(stage.log().reversed().stream()
                .filter(line -> line.get("message")
                        .filter(message -> message instanceof JsonText text
                                && (text.value().startsWith("Failover ")
                                        || text.value().equals("Ledger written")
                                        || text.value().equals("Records differ")))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no decision record in " + stage.log()))));
    }

    /** The weights of the service's records of a type, as the control plane has them. */
    SortedMap<String, Long> weights(RecordType type) {
        SortedMap<String, Long> weights = new TreeMap<>();
        own().filter(set -> set.type() == type).forEach(set -> {
            if (set.routing() instanceof Routing.Weighted weighted) {
                weights.put(weighted.setIdentifier(), weighted.weight());
            }
        });
        return weights;
    }

    /** The service's records of every type. */
    Stream<RecordSet> own() {
        DnsName service = DnsName.of(World.SERVICE);
        return stage.records().stream().filter(set -> set.name().equals(service));
    }

    /** The values at the ledger's name. */
    List<String> ledger() {
        DnsName name = DnsName.of("_regent." + World.SERVICE);
        return stage.records().stream()
                .filter(set -> set.name().equals(name) && set.target() instanceof Target.Values)
                .flatMap(set -> ((Target.Values) set.target()).values().stream())
                .toList();
    }

    /** How many calls of Route 53 with this method reached the wire. */
    long route53Calls(String method) {
        return stage.journal()
                .count(call -> call.service().equals("route53")
                        && call.operation().startsWith(method + " ")
                        && call.operation().contains("/rrset"));
    }

    /** How many calls of another API's operation reached the wire. */
    long calls(String operation) {
        return stage.journal().count(call -> call.operation().equals(operation));
    }

    /** The calls that reached the wire, but those that look for the fleet's document. */
    List<WireCall> callsBeyondTheDocument() {
        return stage.journal().calls().stream()
                .filter(call -> !call.operation().equals("GetParameter"))
                .toList();
    }

    @Override
    public void close() {
        stage.close();
    }
}
