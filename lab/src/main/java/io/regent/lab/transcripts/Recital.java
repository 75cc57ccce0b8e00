package io.regent.lab.transcripts;

import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.lab.drills.Invoker;
import io.regent.lab.drills.Order;
import io.regent.lab.drills.Report;
import io.regent.lab.drills.Unanswered;
import io.regent.lab.witness.Calm;
import io.regent.lab.world.Templates;
import io.regent.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Asks a world for every action once, in an order in which each has something to tell. */
public final class Recital {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final World world;
    private final Templates files;
    private final InstantSource clock;
    private final Invoker invoker;
    private final List<Transcript> transcripts = new ArrayList<>();

    /** @param files where the sample requests are */
    public Recital(World world, Templates files, InstantSource clock) {
        this.world = world;
        this.files = files;
        this.clock = clock;
        this.invoker = new Invoker(world.endpoint(), clock);
    }

    /**
     * Asks for everything.
     *
     * @throws Unanswered when a function gave no report
     * @throws BadJson when a sample is no JSON object
     * @throws IllegalStateException when the fleet does not recover from a drill in time
     */
    public List<Transcript> all() throws Unanswered, BadJson, InterruptedException {
        calm("before the first drill");
        for (String look : List.of("status", "preview", "preview-lost", "verify", "preflight", "replay")) {
            sample(look, World.IRELAND);
        }
        given("wrong", "{\"action\": \"evacuate\", \"region\": \"eu-central-1\", \"until\": \"noon\"}");
        sample("evacuate", World.IRELAND);
        given("refused", "{\"action\": \"evacuate\", \"region\": \"ap-south-1\", \"for\": \"30m\", \"by\": \"bodhi\"}");
        sample("repair", World.IRELAND);
        // What was rebooted is not given back before the vantages find it well.
        Thread.sleep(world.tempo().minute().multipliedBy(2));
        sample("restore", World.IRELAND);
        calm("after a restore");
        sample("hold", World.IRELAND);
        sample("release", World.IRELAND);
        sample("outage", World.IRELAND);
        invoker.ask(World.IRELAND, Order.of(files.text(file("restore"))).with("id", "the-end-of-the-outage"));
        calm("after an outage drill");
        sample("retire", World.IRELAND);
        return List.copyOf(transcripts);
    }

    private static String file(String name) {
        return "events/" + name + ".json";
    }

    private void sample(String name, Region region) throws Unanswered, BadJson, InterruptedException {
        Report report = invoker.ask(region, Order.of(files.text(file(name))));
        transcripts.add(new Transcript(name, "make drill EVENT=" + file(name), report));
    }

    private void given(String name, String request) throws Unanswered, BadJson, InterruptedException {
        Report report = invoker.ask(World.IRELAND, Order.of(request));
        transcripts.add(new Transcript(name, "echo '" + request + "' > it.json; make drill EVENT=it.json", report));
    }

    private void calm(String when) throws InterruptedException {
        Instant since = clock.instant();
        Calm calm = new Calm(world);
        while (!calm.is()) {
            if (Duration.between(since, clock.instant()).compareTo(PATIENCE) > 0) {
                throw new IllegalStateException(
                        when + " the fleet is not calm within " + PATIENCE.toSeconds() + " s: " + world.ledger());
            }
            Thread.sleep(LOOK);
        }
        // What Route 53 took last reaches its name servers.
        Thread.sleep(world.tempo().propagation().plus(world.tempo().aliasTtl()));
    }
}
