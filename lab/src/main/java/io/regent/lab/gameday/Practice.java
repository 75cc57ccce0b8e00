package io.regent.lab.gameday;

import io.regent.fleet.Region;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.Route53Event;
import io.regent.lab.twin.route53.Target;
import io.regent.lab.witness.Calm;
import io.regent.lab.witness.Client;
import io.regent.lab.witness.Movements;
import io.regent.lab.witness.Picture;
import io.regent.lab.witness.Resolver;
import io.regent.lab.witness.Witness;
import io.regent.lab.world.World;
import io.regent.ledger.LedgerReading;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Plays the game day against a world. */
public final class Practice {
    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    // So that the picture shows what the day began and ended with.
    private static final Duration SHOWN = Duration.ofMillis(1500);

    private final World world;
    private final InstantSource clock;
    private final PrintStream out;

    public Practice(World world, InstantSource clock, PrintStream out) {
        this.world = world;
        this.clock = clock;
        this.out = out;
    }

    /** Plays all of it. What does not come true stands in the day; the day goes on as long as the fleet recovers. */
    public Day play() throws IOException, InterruptedException {
        Witness witness = new Witness(world, clock);
        try (Resolver resolver = new Resolver(world, clock);
                Client client = new Client(world, resolver, clock)) {
            boolean ready = ready(client);
            Instant begun = clock.instant();
            Picture picture = new Picture(begun);
            Movements movements = new Movements(world, witness, resolver, begun);
            Notebook notes = new Notebook(world, clock, client, movements, picture, out);
            List<Expectation> throughout = new ArrayList<>();
            throughout.add(new Expectation(
                    "the fleet stands and is armed before the first exercise",
                    ready,
                    ready ? "" : "not within " + READY.toSeconds() + " s"));
            Thread.sleep(SHOWN);
            Sequence sequence = new Sequence(world, witness, resolver);
            if (ready && all(notes, sequence.scenes(), throughout)) {
                notes.playLast(sequence.last());
            }
            Thread.sleep(SHOWN);
            Instant ended = clock.instant();
            throughout.add(new Expectation(
                    "every DNS question was answered",
                    resolver.unanswered().isEmpty(),
                    resolver.answers().size() + " answers, "
                            + resolver.unanswered().size() + " without"));
            throughout.add(
                    none("nothing moved that stands in no exercise", notes.untold(movements.between(begun, ended))));
            throughout.add(oneHistory(witness, begun));
            throughout.add(none("nobody was refused a right", world.refusals()));
            throughout.add(none(
                    "the lab itself held",
                    world.journal().failures().stream().map(Throwable::toString).toList()));
            return new Day(
                    begun, ended, setting(), notes.exercises(), throughout, picture.chart(resolver.answers(), ended));
        }
    }

    private static boolean all(Notebook notes, List<Scene> scenes, List<Expectation> throughout)
            throws InterruptedException {
        for (Scene scene : scenes) {
            if (!notes.play(scene)) {
                throughout.add(new Expectation(
                        "every exercise was played", false, "the fleet did not recover from '" + scene.title() + "'"));
                return false;
            }
        }
        return true;
    }

    private List<String> setting() {
        List<String> setting = new ArrayList<>();
        for (Region region : world.regions()) {
            setting.add(region + ": " + world.registry(region).describe());
        }
        setting.addAll(world.tempo().describe());
        return setting;
    }

    /** Waits until the fleet is calm, and every request of clients has been answered for a moment, by every region. */
    private boolean ready(Client client) throws InterruptedException {
        out.println("Two regions serve " + World.SERVICE + ". The lab's times, and AWS's:");
        setting().forEach(line -> out.println("  " + line));
        Calm calm = new Calm(world);
        Instant begun = clock.instant();
        while (true) {
            Instant late = clock.instant().minus(MOMENT);
            List<Client.Request> requests = client.requests(late, clock.instant());
            if (late.isAfter(begun)
                    && calm.is()
                    && requests.stream().allMatch(Client.Request::answered)
                    && world.regions().stream()
                            .allMatch(region -> requests.stream()
                                    .anyMatch(request -> request.region().equals(region)))) {
                return true;
            }
            if (Duration.between(begun, clock.instant()).compareTo(READY) > 0) {
                return false;
            }
            Thread.sleep(LOOK);
        }
    }

    /** Each ledger that was written followed the one before it: no write was lost or written over. */
    private static Expectation oneHistory(Witness witness, Instant since) {
        List<Long> generations = new ArrayList<>();
        for (Route53Event.Accepted event : witness.zone(Route53Event.Accepted.class, since)) {
            event.batch().changes().stream()
                    .filter(change -> change.action() == ChangeBatch.Action.CREATE
                            && change.recordSet().name().equals(DnsName.of("_regent." + World.SERVICE))
                            && change.recordSet().target() instanceof Target.Values)
                    .forEach(change -> {
                        if (World.ledger(change.recordSet()) instanceof LedgerReading.Present present) {
                            generations.add(present.ledger().generation());
                        }
                    });
        }
        // A preflight writes what stands there already; once the ledger is retired, the next one begins anew.
        boolean follows = true;
        for (int i = 1; i < generations.size(); i++) {
            long further = generations.get(i) - generations.get(i - 1);
            follows &= further == 0 || further == 1 || generations.get(i) == 1;
        }
        return new Expectation(
                "each ledger follows the one before it: no write was lost",
                follows && !generations.isEmpty(),
                generations.isEmpty()
                        ? "none was written"
                        : generations.size() + " writes, up to generation " + Collections.max(generations));
    }

    private static Expectation none(String what, List<String> those) {
        return new Expectation(
                what, those.isEmpty(), those.isEmpty() ? "" : those.size() + ", such as " + those.getFirst());
    }
}
