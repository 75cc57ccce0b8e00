package io.regent.lab.twin.route53;

import io.regent.lab.twin.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * An endpoint and what each of Route 53's checkers holds of it. Every checker goes its own way: "health checkers in
 * different data centers don't coordinate with one another" (Developer Guide).
 */
final class EndpointWatch implements Watch {
    /** The guide leaves the number open; its users count about 16 over all regions. */
    private static final int CHECKERS_A_REGION = 2;

    /** "If more than 18% of health checkers report that an endpoint is healthy, Route 53 considers it healthy." */
    private static final int HEALTHY_PERCENT = 18;

    /** A checker and its mind. */
    private static final class Mind {
        final Attempt.Checker checker;
        boolean healthy = true;
        int opposing;
        Optional<HealthCheck.Observation> last = Optional.empty();
        /** The try under way; a result for any other counts for nothing. */
        long attempt;

        Agenda.Entry next = () -> {};

        Mind(Attempt.Checker checker) {
            this.checker = checker;
        }
    }

    /** Looks a name up as a checker does; nothing where there is no IPv4 address. */
    @FunctionalInterface
    interface Lookup {
        Optional<String> address(String name, int checker);
    }

    private final Agenda agenda;
    private final IntSupplier pace;
    private final Checkers checkers;
    private final Lookup lookup;
    private final Runnable changed;
    private final Watched.Endpoint endpoint;
    private final List<Mind> minds = new ArrayList<>();
    private boolean ended;

    EndpointWatch(
            Agenda agenda,
            IntSupplier pace,
            Checkers checkers,
            Lookup lookup,
            Runnable changed,
            Watched.Endpoint endpoint) {
        this.agenda = agenda;
        this.pace = pace;
        this.checkers = checkers;
        this.lookup = lookup;
        this.changed = changed;
        this.endpoint = endpoint;
        for (String region : endpoint.regions()) {
            int place = CheckRules.ALL_REGIONS.indexOf(region) * CHECKERS_A_REGION;
            for (int i = 1; i <= CHECKERS_A_REGION; i++) {
                // Addresses of the documentation's: the real ones are AWS's.
                minds.add(new Mind(new Attempt.Checker(region, "198.51.100." + (place + i))));
            }
        }
    }

    /** Its checkers go on with what those of the older one hold, each where it was. */
    @Override
    public Watch after(Watch older) {
        if (older instanceof EndpointWatch same) {
            synchronized (same) {
                for (Mind mind : minds) {
                    same.minds.stream()
                            .filter(other -> other.checker.equals(mind.checker))
                            .forEach(other -> {
                                mind.healthy = other.healthy;
                                mind.last = other.last;
                            });
                }
            }
        }
        return this;
    }

    @Override
    public synchronized void begin() {
        for (int i = 0; i < minds.size(); i++) {
            int number = i;
            Duration first = interval().multipliedBy(i).dividedBy(minds.size());
            minds.get(i).next = agenda.in(first, () -> attempt(number));
        }
    }

    private Duration interval() {
        return endpoint.interval().dividedBy(pace.getAsInt());
    }

    private void attempt(int number) {
        Mind mind = minds.get(number);
        Attempt.Limits limits = endpoint.limits().faster(pace.getAsInt());
        long attempt;
        synchronized (this) {
            if (ended) {
                return;
            }
            attempt = ++mind.attempt;
            mind.next = agenda.in(
                    limits.all(),
                    () -> settle(
                            number, attempt, Trial.outOfTime("could not establish a connection or got no answer")));
        }
        Optional<String> address = endpoint.address().isEmpty()
                ? lookup.address(endpoint.name(), number)
                : Optional.of(endpoint.address());
        if (address.isEmpty()) {
            settle(number, attempt, new Trial(false, "Failure: DNS resolution failed."));
            return;
        }
        List<Attempt.Request> asked =
                endpoint.request(address.get()).map(List::of).orElse(List.of());
        checkers.attempt(
                new Attempt(mind.checker, address.get(), endpoint.port(), asked, limits),
                result -> settle(number, attempt, Trial.of(endpoint, limits, result)));
    }

    private void settle(int number, long attempt, Trial trial) {
        Mind mind = minds.get(number);
        boolean turned;
        synchronized (this) {
            if (ended || mind.attempt != attempt) {
                return;
            }
            mind.attempt++;
            mind.next.cancel();
            Instant now = agenda.instant();
            mind.last = Optional.of(new HealthCheck.Observation(mind.checker, trial.report(), now));
            mind.opposing = trial.passed() == mind.healthy ? 0 : mind.opposing + 1;
            turned = mind.opposing >= endpoint.failureThreshold();
            if (turned) {
                mind.healthy = trial.passed();
                mind.opposing = 0;
            }
            // From the result on, not from the try: API model, RequestInterval.
            mind.next = agenda.in(interval(), () -> attempt(number));
        }
        if (turned) {
            changed.run();
        }
    }

    @Override
    public synchronized void end() {
        ended = true;
        minds.forEach(mind -> mind.next.cancel());
    }

    @Override
    public synchronized boolean healthy() {
        long healthy = minds.stream().filter(mind -> mind.healthy).count();
        return healthy * 100 > (long) HEALTHY_PERCENT * minds.size();
    }

    @Override
    public synchronized List<HealthCheck.Observation> observations() {
        return minds.stream().flatMap(mind -> mind.last.stream()).toList();
    }
}
