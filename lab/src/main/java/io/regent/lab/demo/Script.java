package io.regent.lab.demo;

import io.regent.fleet.Region;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.Route53Event;
import io.regent.lab.witness.Picture;
import io.regent.lab.witness.Resolver;
import io.regent.lab.witness.Weights;
import io.regent.lab.witness.Witness;
import io.regent.lab.world.World;
import io.regent.ledger.LedgerReading;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Plays every act against a world and writes down what came of it. Whatever does not come true in time ends it. */
public final class Script {
    // Several times what a machine with one busy core needs: a bound tells what never comes from what comes late.
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration MOVED = Duration.ofSeconds(40);
    private static final Duration RETURNED = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    // More than a minute of the lab, so that both controllers and both vantages have had their turn meanwhile.
    private static final Duration QUIET = Duration.ofSeconds(4);
    // So that the picture shows what each act began and ended with.
    private static final Duration SHOWN = Duration.ofMillis(1500);
    private static final List<Return> RETURN =
            List.of(new Return(Step.RETURN_5, 5), new Return(Step.RETURN_25, 25), new Return(Step.RETURN_100, 100));

    /** A step of the way back: which part of its share an endpoint gets. */
    private record Return(Step step, long percent) {
        String words() {
            return percent == 100 ? "its whole share" : percent + " % of its share";
        }
    }

    private final World world;
    private final InstantSource clock;
    private final PrintStream out;
    private final Witness witness;
    private final List<Timeline> timelines = new ArrayList<>();

    public Script(World world, InstantSource clock, PrintStream out) {
        this.world = world;
        this.clock = clock;
        this.out = out;
        this.witness = new Witness(world, clock);
    }

    /**
     * Plays it.
     *
     * @param file where the share of DNS answers over time is drawn to, as SVG
     * @return since when all was well, before the first act
     * @throws Failed naming what did not come true
     */
    public Instant play(Path file) throws Failed, IOException, InterruptedException {
        out.println("Two regions serve " + World.SERVICE + ". The lab's times, and AWS's:");
        world.tempo().describe().forEach(line -> out.println("  " + line));
        for (Region region : world.regions()) {
            out.println("  " + region + ": " + world.registry(region).describe());
        }
        try (Resolver resolver = new Resolver(world, clock)) {
            Instant since = bothServe(resolver);
            Picture picture = new Picture(since);
            for (Act act : Act.all()) {
                play(act, picture, resolver);
            }
            check(resolver.unanswered().isEmpty(), "DNS questions were never answered: " + resolver.unanswered());
            check(
                    world.journal().failures().isEmpty(),
                    "the lab itself broke: " + world.journal().failures());
            check(world.refusals().isEmpty(), "somebody had no right to do what he did: " + world.refusals());
            picture.chart(resolver.answers(), clock.instant()).write(file);
            out.println();
            out.print(Timeline.table(timelines));
            out.println();
            out.println("The share of DNS answers over time: " + file);
            return since;
        }
    }

    /** Waits until all is well, and has been for a while; since when it is. */
    private Instant bothServe(Resolver resolver) throws Failed, InterruptedException {
        Instant begin = clock.instant();
        await(
                "the controllers take the records into their ledger, and are armed",
                READY,
                begin,
                () -> Optional.of(world.ledger())
                        .filter(LedgerReading.Present.class::isInstance)
                        .map(LedgerReading.Present.class::cast)
                        .filter(present -> present.ledger().orders().arming().isEmpty()));
        for (Region region : world.regions()) {
            await("DNS names " + region, READY, begin, () -> resolver.first(region, begin));
            await("the load balancer of " + region + " answers", READY, begin, () -> answers(region));
        }
        Instant well = clock.instant();
        Instant since = await("nothing is suspected and nothing done", READY, begin, () -> {
            Instant late = clock.instant().minus(QUIET);
            return late.isAfter(well) && witness.quiet(late) && new Weights(world).even()
                    ? Optional.of(late)
                    : Optional.empty();
        });
        out.printf(Locale.ROOT, "Both regions serve after %.1f s.%n", seconds(begin, clock.instant()));
        return since;
    }

    private Optional<Region> answers(Region region) {
        URI uri = URI.create("http://" + world.clientAddress(region).getHostAddress() + ":"
                + world.loadBalancer(region).address().getPort() + "/v2/");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(1)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200
                    ? Optional.of(region)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void play(Act act, Picture picture, Resolver resolver) throws Failed, InterruptedException {
        out.println();
        out.println("== Ireland: " + act.title());
        Instant broken = clock.instant();
        Timeline timeline = new Timeline(act.title(), broken, out);
        timelines.add(timeline);
        act.breaks().to(world);
        picture.mark(broken, "Ireland: " + act.title());
        Witness.Verdict verdict = await(
                "a vantage calls Ireland UNHEALTHY", MOVED, broken, () -> witness.unhealthy(World.IRELAND, broken));
        // A probe that was under way when the outage began is stamped with its own beginning.
        timeline.add(Step.FIRST_FAILED_PROBE, verdict.failingSince().isAfter(broken) ? verdict.failingSince() : broken);
        timeline.add(Step.VERDICT, verdict.heard());
        timeline.add(
                Step.SECOND_OPINIONS,
                await("a controller asks for second opinions", MOVED, broken, () -> witness.firstAsked(broken)));
        Witness.Decided decided = await(
                "a controller decides to drain",
                MOVED,
                broken,
                () -> witness.decided("drain", broken).stream().findFirst());
        timeline.add(Step.DECISION, decided.at());
        switch (act.lever()) {
            case WEIGHTS -> byWeights(act, broken, timeline, picture, resolver);
            case ROUTING_CONTROL -> byRoutingControl(act, broken, timeline, picture, resolver);
        }
        comeBack(act, timeline, picture, resolver);
    }

    private void byWeights(Act act, Instant broken, Timeline timeline, Picture picture, Resolver resolver)
            throws Failed, InterruptedException {
        Route53Event.Accepted batch = await(
                "Route 53 accepts the batch",
                MOVED,
                broken,
                () -> accepted(broken).stream().findFirst());
        timeline.add(Step.BATCH_ACCEPTED, batch.at());
        picture.mark(batch.at(), "batch accepted");
        Instant inSync = await("the change is INSYNC", MOVED, broken, () -> inSync(batch.changeId(), broken));
        timeline.add(Step.INSYNC, inSync);
        onlyMumbaiFrom(inSync, broken, timeline, picture, resolver);
        oneBatch(act, broken);
    }

    /** Without the control plane: the health check takes Ireland out, and one batch catches up when that is back. */
    private void byRoutingControl(Act act, Instant broken, Timeline timeline, Picture picture, Resolver resolver)
            throws Failed, InterruptedException {
        Instant unhealthy = await(
                "the health check of Ireland's record says unhealthy",
                MOVED,
                broken,
                () -> healthy(World.IRELAND) ? Optional.empty() : Optional.of(clock.instant()));
        timeline.add(Step.HEALTH_CHECK, unhealthy);
        picture.mark(unhealthy, "health check unhealthy");
        Instant settled = onlyMumbaiFrom(unhealthy, broken, timeline, picture, resolver);
        acted(act, broken);
        check(accepted(broken).isEmpty(), "a batch was accepted while Route 53's control plane was down");
        Instant back = clock.instant();
        world.faults().mendRoute53();
        picture.mark(back, "us-east-1 back");
        Route53Event.Accepted batch = await(
                "the records are caught up",
                MOVED,
                back,
                () -> accepted(back).stream().findFirst());
        timeline.addSince(Step.CAUGHT_UP, back, batch.at());
        await("nothing more is done", MOVED, back, () -> {
            Instant late = clock.instant().minus(QUIET);
            return late.isAfter(batch.at()) ? Optional.of(late) : Optional.empty();
        });
        check(accepted(back).size() == 1, accepted(back).size() + " batches caught the records up instead of one");
        check(
                resolver.first(World.IRELAND, settled).isEmpty(),
                "an answer named Ireland between the drain and its repair");
        out.println("   no batch while us-east-1 was down, one that caught up, and no answer named Ireland meanwhile");
    }

    private boolean healthy(Region region) {
        return world.records().stream()
                .filter(set -> set.name().equals(DnsName.of(World.SERVICE))
                        && set.routing().identifier().equals(region.id()))
                .flatMap(set -> set.healthCheck().stream())
                .allMatch(world.route53().healthChecks()::checkHealthy);
    }

    /** Waits until answers that were under way when DNS had moved have come in; since when no other may come. */
    private Instant onlyMumbaiFrom(Instant moved, Instant broken, Timeline timeline, Picture picture, Resolver resolver)
            throws Failed, InterruptedException {
        Instant settled = moved.plus(world.tempo().aliasTtl());
        await(
                "every answer names Mumbai",
                MOVED,
                broken,
                () -> clock.instant().isAfter(settled) ? Optional.of(settled) : Optional.empty());
        timeline.addLast(Step.FIRST_STALE_ANSWER, resolver.first(World.IRELAND, broken));
        Instant last = resolver.last(World.IRELAND, broken).orElse(broken);
        timeline.add(Step.LAST_STALE_ANSWER, last);
        picture.mark(last, "last answer that named Ireland");
        check(!last.isAfter(settled), "an answer named Ireland after DNS had moved, and the TTL");
        check(resolver.first(World.MUMBAI, moved).isPresent(), "no answer named Mumbai after DNS had moved");
        return settled;
    }

    private List<Region> acted(Act act, Instant broken) throws Failed, InterruptedException {
        return await(
                "controllers act in " + act.controllers(),
                MOVED,
                broken,
                () -> Optional.of(witness.askers(broken)).filter(asked -> asked.containsAll(act.controllers())));
    }

    private void oneBatch(Act act, Instant broken) throws Failed, InterruptedException {
        List<Region> askers = acted(act, broken);
        int accepted = accepted(broken).size();
        check(accepted == 1, accepted + " batches were accepted instead of one");
        long refused = witness.zone(Route53Event.Refused.class, broken).stream()
                .filter(event -> event.error().code().equals("InvalidChangeBatch"))
                .count();
        out.printf("   one batch accepted, %d refused as stale; controllers acted in %s%n", refused, askers);
    }

    private void comeBack(Act act, Timeline timeline, Picture picture, Resolver resolver)
            throws Failed, InterruptedException {
        Instant mended = clock.instant();
        act.mends().to(world);
        picture.mark(mended, "mended");
        for (int i = 0; i < RETURN.size(); i++) {
            Return next = RETURN.get(i);
            int before = i;
            Route53Event.Accepted batch = await(
                    "Ireland gets " + next.words(),
                    RETURNED,
                    mended,
                    () -> accepted(mended).stream().skip(before).findFirst());
            timeline.addSince(next.step(), mended, batch.at());
            picture.mark(batch.at(), next.words());
            await("the change to that is INSYNC", RETURNED, mended, () -> inSync(batch.changeId(), mended));
        }
        List<Long> steps = RETURN.stream().map(Return::percent).toList();
        await(
                "events tell of the return in steps of " + steps + " %",
                RETURNED,
                mended,
                () -> Optional.of(witness.returned(mended)).filter(steps::equals));
        check(
                accepted(mended).size() == steps.size(),
                accepted(mended).size() + " batches were accepted during the return instead of " + steps.size());
        Instant back = clock.instant();
        await(
                "both regions serve for a moment",
                RETURNED,
                back,
                () -> Optional.of(clock.instant()).filter(now -> now.isAfter(back.plus(SHOWN))));
        check(new Weights(world).even(), "the weights are not back at the baseline");
        check(resolver.first(World.IRELAND, back).isPresent(), "no answer names Ireland again");
    }

    private List<Route53Event.Accepted> accepted(Instant since) {
        return witness.zone(Route53Event.Accepted.class, since);
    }

    private Optional<Instant> inSync(String changeId, Instant since) {
        return witness.zone(Route53Event.InSync.class, since).stream()
                .filter(event -> event.changeId().equals(changeId))
                .map(Route53Event.InSync::at)
                .findFirst();
    }

    private <T> T await(String what, Duration bound, Instant since, Supplier<Optional<T>> look)
            throws Failed, InterruptedException {
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (Duration.between(since, clock.instant()).compareTo(bound) > 0) {
                throw new Failed("not within " + bound.toSeconds() + " s: " + what + "; " + new Weights(world));
            }
            Thread.sleep(LOOK);
        }
    }

    private static void check(boolean holds, String otherwise) throws Failed {
        if (!holds) {
            throw new Failed(otherwise);
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
