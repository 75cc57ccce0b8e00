package io.regent.lab.demo;

import io.regent.fleet.Region;
import io.regent.lab.svg.ShareChart;
import io.regent.lab.twin.route53.Route53Event;
import io.regent.lab.world.World;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Plays every act against a world and writes down what came of it. Whatever does not come true in time ends it. */
public final class Script {
    private static final Duration READY = Duration.ofSeconds(30);
    private static final Duration MOVED = Duration.ofSeconds(20);
    private static final Duration RETURNED = Duration.ofSeconds(40);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration BIN = Duration.ofMillis(500);

    private final World world;
    private final InstantSource clock;
    private final PrintStream out;
    private final Witness witness;
    private final List<Timeline> timelines = new ArrayList<>();
    private final List<ShareChart.Mark> marks = new ArrayList<>();

    public Script(World world, InstantSource clock, PrintStream out) {
        this.world = world;
        this.clock = clock;
        this.out = out;
        this.witness = new Witness(world, clock);
    }

    /**
     * Plays it.
     *
     * @param picture where the share of DNS answers over time is drawn to, as SVG
     * @throws Failed naming what did not come true
     */
    public void play(Path picture) throws Failed, IOException, InterruptedException {
        out.println("Two regions serve " + World.SERVICE + ". The lab's times, and AWS's:");
        world.tempo().describe().forEach(line -> out.println("  " + line));
        for (Region region : world.regions()) {
            out.println("  " + region + ": " + world.registry(region).describe());
        }
        Instant begin = clock.instant();
        try (Resolver resolver = new Resolver(world, clock)) {
            bothServe(begin, resolver);
            Instant shown = clock.instant();
            for (Act act : Act.all()) {
                play(act, shown, resolver);
            }
            if (resolver.unanswered() > 0) {
                throw new Failed(resolver.unanswered() + " DNS questions were never answered");
            }
            draw(picture, shown, resolver);
        }
        out.println();
        out.print(Timeline.table(timelines));
        out.println();
        out.println("The share of DNS answers over time: " + picture);
    }

    private void bothServe(Instant begin, Resolver resolver) throws Failed, InterruptedException, IOException {
        await(
                "the controllers take the records into their ledger",
                READY,
                begin,
                () -> witness.zone(Route53Event.InSync.class, begin).stream().findFirst());
        for (Region region : world.regions()) {
            await("DNS names " + region, READY, begin, () -> resolver.first(region, begin));
            await("the load balancer of " + region + " answers", READY, begin, () -> answers(region));
        }
        await("the controllers find nothing to do", READY, begin, () -> {
            Instant late = clock.instant().minus(world.tempo().minute().multipliedBy(2));
            return late.isAfter(begin) && witness.firstAsked(late).isEmpty() && new Weights(world).even()
                    ? Optional.of(late)
                    : Optional.empty();
        });
        out.printf("Both regions serve after %.1f s.%n", seconds(begin, clock.instant()));
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

    private void play(Act act, Instant shown, Resolver resolver) throws Failed, InterruptedException {
        out.println();
        out.println("== Ireland: " + act.title());
        Instant broken = clock.instant();
        Timeline timeline = new Timeline(act.title(), broken, out);
        timelines.add(timeline);
        act.breaks().to(world);
        mark(shown, broken, "Ireland: " + act.title());
        timeline.add(
                Step.FIRST_FAILED_PROBE,
                await(
                                "a vantage calls Ireland UNHEALTHY",
                                MOVED,
                                broken,
                                () -> witness.unhealthy(World.IRELAND, broken))
                        .failingSince());
        timeline.add(
                Step.VERDICT,
                await("an event tells it", MOVED, broken, () -> witness.unhealthy(World.IRELAND, broken))
                        .heard());
        timeline.add(
                Step.SECOND_OPINIONS,
                await("a controller asks for second opinions", MOVED, broken, () -> witness.firstAsked(broken)));
        Witness.Decided decided = await(
                "a controller decides to drain",
                MOVED,
                broken,
                () -> witness.decided("drain", broken).stream().findFirst());
        timeline.add(Step.DECISION, decided.at());
        Route53Event.Accepted batch = await(
                "Route 53 accepts the batch",
                MOVED,
                broken,
                () -> witness.zone(Route53Event.Accepted.class, broken).stream().findFirst());
        timeline.add(Step.BATCH_ACCEPTED, batch.at());
        mark(shown, batch.at(), "batch accepted");
        Instant inSync = await("the change is INSYNC", MOVED, broken, () -> inSync(batch.changeId(), broken));
        timeline.add(Step.INSYNC, inSync);
        // Answers that were under way at INSYNC are let in.
        Instant settled = inSync.plus(world.tempo().aliasTtl());
        await(
                "every answer names Mumbai",
                MOVED,
                broken,
                () -> clock.instant().isAfter(settled) ? Optional.of(settled) : Optional.empty());
        timeline.addLast(Step.FIRST_STALE_ANSWER, resolver.first(World.IRELAND, broken));
        Instant last = resolver.last(World.IRELAND, broken).orElse(broken);
        timeline.add(Step.LAST_STALE_ANSWER, last);
        mark(shown, last, "last answer that named Ireland");
        check(!last.isAfter(settled), "an answer named Ireland after INSYNC and the TTL");
        oneBatch(act, broken);
        comeBack(act, timeline, shown, resolver);
    }

    private void oneBatch(Act act, Instant broken) throws Failed {
        List<Route53Event.Accepted> accepted = witness.zone(Route53Event.Accepted.class, broken);
        List<Region> askers = witness.askers(broken);
        check(accepted.size() == 1, accepted.size() + " batches were accepted instead of one");
        check(
                askers.containsAll(act.controllers()),
                "controllers acted in " + askers + " instead of " + act.controllers());
        int refused = witness.zone(Route53Event.Refused.class, broken).size();
        out.printf("   one batch accepted, %d refused as stale; controllers acted in %s%n", refused, askers);
    }

    private void comeBack(Act act, Timeline timeline, Instant shown, Resolver resolver)
            throws Failed, InterruptedException {
        Instant mended = clock.instant();
        act.mends().to(world);
        mark(shown, mended, "mended");
        List<Step> steps = List.of(Step.RETURN_1, Step.RETURN_2, Step.RETURN_3);
        for (int i = 0; i < steps.size(); i++) {
            int taken = i;
            Route53Event.Accepted batch = await(
                    "step " + (taken + 1) + " of the return",
                    RETURNED,
                    mended,
                    () -> witness.zone(Route53Event.Accepted.class, mended).stream()
                            .skip(taken)
                            .findFirst());
            timeline.addSince(steps.get(i), mended, batch.at());
            mark(shown, batch.at(), "return, step " + (taken + 1));
            await("step " + (taken + 1) + " is INSYNC", RETURNED, mended, () -> inSync(batch.changeId(), mended));
        }
        check(
                witness.decided("return", mended).size() == steps.size(),
                "the return was not in " + steps.size() + " steps");
        check(new Weights(world).even(), "the weights are not back at the baseline");
        check(resolver.first(World.IRELAND, mended).isPresent(), "no answer names Ireland again");
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
                throw new Failed(what + ": not within " + bound.toSeconds() + " s; " + new Weights(world));
            }
            Thread.sleep(LOOK);
        }
    }

    private static void check(boolean holds, String otherwise) throws Failed {
        if (!holds) {
            throw new Failed(otherwise);
        }
    }

    private void mark(Instant shown, Instant at, String label) {
        marks.add(new ShareChart.Mark(Duration.between(shown, at), label));
    }

    private void draw(Path picture, Instant shown, Resolver resolver) {
        Map<Long, Map<Region, Integer>> bins = new HashMap<>();
        for (Resolver.Answer answer : resolver.answers()) {
            long bin = Math.floorDiv(Duration.between(shown, answer.at()).toMillis(), BIN.toMillis());
            if (bin >= 0) {
                bins.computeIfAbsent(bin, any -> new HashMap<>()).merge(answer.region(), 1, Integer::sum);
            }
        }
        List<ShareChart.Sample> samples = new ArrayList<>();
        bins.forEach((bin, counts) -> samples.add(new ShareChart.Sample(BIN.multipliedBy(bin), counts)));
        Duration end = Duration.between(shown, clock.instant()).plus(BIN);
        new ShareChart(
                        "Share of DNS answers for " + World.SERVICE,
                        List.of(
                                new ShareChart.Series(World.IRELAND, "Ireland"),
                                new ShareChart.Series(World.MUMBAI, "Mumbai")),
                        samples,
                        marks,
                        end)
                .write(picture);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
