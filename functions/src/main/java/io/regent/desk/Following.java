package io.regent.desk;

import io.regent.control.Summons;
import io.regent.decision.Decision;
import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.lever.ChangeProgress;
import io.regent.lever.PutOutcome;
import io.regent.lever.ZoneReading;
import io.regent.machine.MachineSection;
import io.regent.machine.Machines;
import io.regent.machine.RepairOutcome;
import io.regent.report.Brief;
import io.regent.report.Event;
import io.regent.verify.NewWay;
import io.regent.verify.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * What follows a batch that stands: pulls what is left to be pulled, and looks on until the name servers have it. All
 * of it only makes the batch take effect sooner: whatever is left undone, because it failed or because the process was
 * ended, the controllers do by their next run.
 */
final class Following {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Instruments instruments;
    private final Request.Asked asked;
    private final Service service;
    private final Instant deadline;
    private final Timeline timeline;
    private final NextSteps next;
    private final List<Section> sections = new ArrayList<>();
    private final List<String> later = new ArrayList<>();

    /** @param timeline of the request, which the batch has reached already */
    Following(Instruments instruments, Request.Asked asked, Instant deadline, Timeline timeline, NextSteps next) {
        this.instruments = instruments;
        this.asked = asked;
        this.service = asked.service();
        this.deadline = deadline;
        this.timeline = timeline;
        this.next = next;
    }

    /** What came of it, and what the report says of that. */
    Findings follow(Written written) throws InterruptedException {
        Set<Phase> awaited = EnumSet.of(Phase.DETECT, Phase.DECIDE, Phase.WRITE);
        boolean complete = true;
        if (asked.request() instanceof Request.Outage outage) {
            awaited.addAll(Set.of(Phase.FIRST_SERVER, Phase.LAST_SERVER));
            complete = followOutage(outage, written);
        } else if (written.decision().map(Decision::moves).orElse(true)) {
            awaited.addAll(Set.of(Phase.INSYNC, Phase.FIRST_SERVER, Phase.LAST_SERVER));
            complete = followMove(written);
        }
        Outcome outcome = complete ? Outcome.DONE : Outcome.UNDER_WAY;
        if (asked.request() instanceof Request.Repair repair) {
            outcome = repair(repair);
        }
        sections.add(timeline.section(awaited));
        ZoneReading after = now().isBefore(deadline)
                ? instruments.zone().read(service)
                : new ZoneReading.Unreadable("no time was left for it");
        sections.add(Sections.standing("after", "What stands after", service, after, new TreeMap<>(), now()));
        notesOnWhatComesLater().ifPresent(sections::add);
        written.end().ifPresent(end -> sections.add(Sections.ends(end, now())));
        next.undo().ifPresent(sections::add);
        next.stopping().ifPresent(sections::add);
        if (outcome == Outcome.UNDER_WAY) {
            sections.add(next.looking());
        }
        return new Findings(outcome, sections);
    }

    /** Traffic moves by a batch of ours: all at once, routing control, the other controllers, INSYNC, name servers. */
    private boolean followMove(Written written) throws InterruptedException {
        Optional<Decision> decision = written.decision();
        SortedMap<Region, Boolean> serve = new TreeMap<>();
        service.endpoints()
                .forEach(endpoint -> serve.put(
                        endpoint.region(),
                        decision.isEmpty() || !(decision.get().states().get(endpoint.region()) instanceof Drained)));
        NewWay way = decision.isPresent()
                ? new NewWay.Written(
                        written.generation(),
                        serve.keySet().stream()
                                .filter(region -> !serve.getOrDefault(region, true))
                                .collect(Collectors.toSet()))
                : new NewWay.Retired();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PutOutcome> put =
                    tasks.submit(() -> instruments.routingControl().put(service, serve));
            List<Future<?>> waking = new ArrayList<>();
            if (decision.isPresent()) {
                // A controller that runs after a retirement would only begin another ledger.
                for (Region region : new TreeSet<>(service.vantages())) {
                    waking.add(tasks.submit(() -> {
                        // Of the own region's two words the controller's is to be the last.
                        resultOf(put);
                        wake(region);
                        return region;
                    }));
                }
            }
            Future<Boolean> insync = tasks.submit(() -> awaitInSync(written.changeId()));
            Future<Watch> seen = tasks.submit(() -> instruments.nameServers().watch(service, way, deadline));
            if (resultOf(put) instanceof PutOutcome.Failed failed) {
                later("Routing control of this region was not told: " + failed.why());
            }
            for (Future<?> one : waking) {
                resultOf(one);
            }
            boolean complete = resultOf(insync);
            return takeIn(resultOf(seen)) && complete;
        }
    }

    private void wake(Region region) {
        if (instruments.summons().run(region, service.name()) instanceof Summons.Woken.Silent silent) {
            later("The controller of " + region + " did not answer: " + silent.why());
        }
    }

    private boolean awaitInSync(Optional<String> changeId) throws InterruptedException {
        if (changeId.isEmpty()) {
            later("Route 53 gave no answer to the batch that stands, so that its way to INSYNC cannot be followed.");
            return true;
        }
        String trouble = "";
        while (now().isBefore(deadline)) {
            switch (instruments.changes().of(changeId.get(), Duration.between(now(), deadline))) {
                case ChangeProgress.InSync insync -> {
                    timeline.reach(Phase.INSYNC, now());
                    return true;
                }
                case ChangeProgress.Pending pending -> trouble = "";
                case ChangeProgress.Unknown unknown -> trouble = unknown.why();
            }
            instruments.waiting().until(now().plus(BETWEEN_LOOKS));
        }
        later("Route 53 has not said INSYNC of " + changeId.get()
                + (trouble.isEmpty() ? ", and calls it PENDING" : ": " + trouble));
        return false;
    }

    private boolean takeIn(Watch seen) {
        seen.first().ifPresent(at -> timeline.reach(Phase.FIRST_SERVER, at));
        seen.last().ifPresent(at -> timeline.reach(Phase.LAST_SERVER, at));
        sections.add(seen.section());
        return seen.last().isPresent();
    }

    /** The controllers do it: tells every region that the drill began, and waits for one of them to have decided. */
    private boolean followOutage(Request.Outage outage, Written written) throws InterruptedException {
        timeline.reach(Phase.DETECT, now());
        Instant until = written.end().orElseThrow();
        Event event = new Event(
                Event.DRILL_BEGAN,
                now(),
                JsonObject.builder()
                        .with("service", service.name().value())
                        .with("action", asked.request().action().label())
                        .with("region", outage.region().id())
                        .with("until", until.toString())
                        .build());
        List<Callable<PutOutcome>> sends = new ArrayList<>();
        List<Region> regions = service.vantages().stream().sorted().toList();
        regions.forEach(region -> sends.add(() -> instruments.events().send(region, event)));
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PutOutcome>> sent = tasks.invokeAll(sends);
            for (int i = 0; i < regions.size(); i++) {
                if (resultOf(sent.get(i)) instanceof PutOutcome.Failed failed) {
                    later("The event bus of " + regions.get(i) + " did not take the event: " + failed.why());
                }
            }
        }
        while (now().isBefore(deadline)) {
            if (instruments.zone().read(service) instanceof ZoneReading.Read read
                    && read.records().ledger(service) instanceof LedgerReading.Present present) {
                if (present.ledger().states().get(outage.region()) instanceof Drained drained
                        && drained.by() == Mover.DRILL) {
                    // The ledger's times are in whole seconds: cut, it may lie before the order.
                    Instant detected = timeline.of(Phase.DETECT).orElseThrow();
                    timeline.reach(Phase.DECIDE, drained.since().isBefore(detected) ? detected : drained.since());
                    timeline.reach(Phase.WRITE, now());
                    NewWay way = new NewWay.Written(present.ledger().generation(), Set.of(outage.region()));
                    return takeIn(instruments.nameServers().watch(service, way, deadline));
                }
                if (present.ledger().orders().outage().isEmpty()) {
                    later("The drill is over: it was ended, or something was DOWN in earnest, which comes first.");
                    return true;
                }
            }
            instruments.waiting().until(now().plus(BETWEEN_LOOKS.dividedBy(2)));
        }
        later("No controller has drained " + outage.region() + " yet.");
        return false;
    }

    private synchronized void later(String what) {
        later.add(Brief.of(what));
    }

    private synchronized Optional<Section> notesOnWhatComesLater() {
        return later.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "later",
                        "What was not seen to the end, and the controllers' next runs see to",
                        JsonArray.ofTexts(later),
                        later.stream().map(what -> "- " + what).toList()));
    }

    /** The ledger knows that it was begun, whatever becomes of it: that is what keeps another from being begun. */
    private Outcome repair(Request.Repair repair) {
        Machines machines = instruments.machines();
        RepairOutcome made =
                switch (repair.means()) {
                    case REBOOT -> machines.reboot(service, repair.region(), deadline);
                    case ADDRESS -> machines.attach(service, repair.region(), deadline);
                };
        sections.add(
                new Section("repair", "What became of the repair", new JsonText(made.words()), List.of(made.words())));
        sections.add(MachineSection.of(machines.look(service, repair.region(), deadline)));
        return switch (made) {
            case RepairOutcome.Begun begun -> Outcome.DONE;
            case RepairOutcome.Unneeded unneeded -> Outcome.UNNEEDED;
            case RepairOutcome.NotDone not -> Outcome.FAILED;
            case RepairOutcome.Unanswered unanswered -> Outcome.UNDER_WAY;
        };
    }

    private Instant now() {
        return instruments.clock().instant();
    }

    private static <T> T resultOf(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a port failed in a way that it does not name", e.getCause());
        }
    }
}
