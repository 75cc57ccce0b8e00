package io.regent.lab.gameday;

import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.JsonObject;
import io.regent.lab.drills.Invoker;
import io.regent.lab.drills.Order;
import io.regent.lab.drills.Report;
import io.regent.lab.drills.Unanswered;
import io.regent.lab.witness.Calm;
import io.regent.lab.witness.Client;
import io.regent.lab.witness.Movement;
import io.regent.lab.witness.Movements;
import io.regent.lab.witness.Picture;
import io.regent.lab.world.World;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Does what an exercise wants done, and writes down what came of it. */
final class Notebook {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final World world;
    private final InstantSource clock;
    private final Invoker invoker;
    private final Client client;
    private final Movements movements;
    private final Picture picture;
    private final PrintStream out;
    private final List<Exercise> exercises = new ArrayList<>();
    private final List<Movement> told = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final List<Expectation> expectations = new ArrayList<>();

    /** Somebody who asks for something. */
    record Wish(String by, Region region, String request) {}

    Notebook(World world, InstantSource clock, Client client, Movements movements, Picture picture, PrintStream out) {
        this.world = world;
        this.clock = clock;
        this.invoker = new Invoker(world.endpoint(), clock);
        this.client = client;
        this.movements = movements;
        this.picture = picture;
        this.out = out;
    }

    Instant now() {
        return clock.instant();
    }

    /** Plays a scene from its beginning until the fleet is as before; whether the next one can be played. */
    boolean play(Scene scene) throws InterruptedException {
        return play(scene, this::settles);
    }

    /** Plays a scene after which nothing is as before. */
    void playLast(Scene scene) throws InterruptedException {
        play(scene, () -> true);
    }

    private boolean settles() throws InterruptedException {
        Calm calm = new Calm(world);
        boolean settled = await("both regions serve again, and nothing is left in the ledger", Scene.SETTLED, calm::is);
        // What Route 53 took last reaches its name servers, and what clients hold expires.
        pause(world.tempo().propagation().plus(world.tempo().aliasTtl()));
        return settled;
    }

    private interface Ending {
        boolean comes() throws InterruptedException;
    }

    private boolean play(Scene scene, Ending ending) throws InterruptedException {
        Instant begun = now();
        int number = exercises.size() + 1;
        out.println();
        out.println("== " + number + ". " + scene.title());
        moments.clear();
        expectations.clear();
        scene.play().in(this);
        boolean goesOn = ending.comes();
        Instant ended = now();
        picture.span(begun, ended, scene.title());
        moved(scene, movements.between(begun, ended));
        List<Client.Request> requests = client.requests(begun, ended);
        long lost = requests.stream().filter(one -> !one.answered()).count();
        if (scene.losesNothing()) {
            expect(
                    "no request of a client fails meanwhile",
                    lost == 0 && !requests.isEmpty(),
                    lost + " of " + requests.size() + " failed");
        }
        exercises.add(new Exercise(
                scene.title(),
                scene.purpose(),
                scene.people(),
                begun,
                ended,
                moments.stream().sorted(Comparator.comparing(Moment::at)).toList(),
                expectations,
                requests.size(),
                lost));
        return goesOn;
    }

    /** Notes all that moved clients, and whether that was meant to. */
    private void moved(Scene scene, List<Movement> all) {
        told.addAll(all);
        for (Movement one : all) {
            moments.add(new Moment.Moved(one.at(), one.words()));
            tell(one.at(), one.words());
            if (one.leaves() || one.comesBack()) {
                picture.mark(one.at(), one.brief());
            }
        }
        Expectation left = scene.left(all);
        expect(left.what(), left.met(), left.found());
    }

    List<Exercise> exercises() {
        return List.copyOf(exercises);
    }

    /** Of these movements, those that stand in no exercise. */
    List<String> untold(List<Movement> all) {
        return all.stream()
                .filter(one -> !told.contains(one))
                .map(Movement::words)
                .toList();
    }

    /** Asks for a drill, and waits for the report. */
    Report ask(String by, Region region, String request) throws InterruptedException {
        return ask(List.of(new Wish(by, region, request))).getFirst();
    }

    /** Several people ask at the same instant; the reports in their order. */
    List<Report> ask(List<Wish> wishes) throws InterruptedException {
        List<Callable<Moment.Asked>> calls = new ArrayList<>();
        wishes.forEach(wish -> calls.add(() -> asked(wish)));
        List<Report> reports = new ArrayList<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Moment.Asked> call : tasks.invokeAll(calls)) {
                Moment.Asked asked = call.get();
                moments.add(asked);
                tell(asked.at(), asked.by() + ": " + words(asked.order()) + " -> " + words(asked.report()));
                reports.add(asked.report());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request of the game day's own", e);
        }
        return reports;
    }

    private Moment.Asked asked(Wish wish) throws BadJson, InterruptedException {
        Order order = Order.of(wish.request()).with("by", wish.by());
        Instant at = now();
        Report report;
        try {
            report = invoker.ask(wish.region(), order);
        } catch (Unanswered e) {
            report = new Report(JsonObject.builder()
                    .with("text", "No report: " + e.getMessage())
                    .build());
        }
        return new Moment.Asked(at, wish.by(), wish.region(), order, report, Duration.between(at, now()));
    }

    static String words(Order order) {
        return order.action().map(action -> action.label()).orElse("a request");
    }

    static String words(Report report) {
        return report.outcome().map(outcome -> outcome.label()).orElse("no report");
    }

    /** Breaks or mends something. */
    void fault(String words, Runnable fault) {
        Instant at = now();
        fault.run();
        moments.add(new Moment.Fault(at, words));
        picture.mark(at, words);
        tell(at, words);
    }

    /** Notes whether an expectation was met, and says so. */
    boolean expect(String what, boolean met, String found) {
        expectations.add(new Expectation(what, met, found));
        out.println("   " + (met ? "met     " : "MISSED  ") + what + (found.isEmpty() ? "" : " (" + found + ")"));
        return met;
    }

    /** Waits for an expectation to be met; whether it was. */
    boolean await(String what, Duration bound, BooleanSupplier look) throws InterruptedException {
        Instant since = now();
        while (!look.getAsBoolean()) {
            if (Duration.between(since, now()).compareTo(bound) > 0) {
                return expect(what, false, "not within " + bound.toSeconds() + " s");
            }
            Thread.sleep(LOOK);
        }
        return expect(what, true, "after " + seconds(Duration.between(since, now())));
    }

    /** Lets time pass. */
    void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    private void tell(Instant at, String words) {
        out.printf(Locale.ROOT, "   %tT  %s%n", at.atOffset(ZoneOffset.UTC), words);
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
