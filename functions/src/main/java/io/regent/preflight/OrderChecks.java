package io.regent.preflight;

import io.regent.fleet.Region;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.plan.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What people asked for and what a deployment waits for, where that keeps a failover from happening, or soon ends. */
final class OrderChecks {
    /** An end that is nearer is said to be near. */
    static final Duration NEAR = Duration.ofHours(1);

    /** Every controller looks once a minute: what has ended longer ago is overdue. */
    private static final Duration OVERDUE = Duration.ofMinutes(3);

    private final Look look;
    private final List<Check> checks = new ArrayList<>();

    private OrderChecks(Look look) {
        this.look = look;
    }

    static List<Check> of(Look look) {
        if (!(look.records() instanceof Learned.Known<Records> known)
                || !(known.value().ledger(look.service()) instanceof LedgerReading.Present present)) {
            return List.of();
        }
        return new OrderChecks(look).all(present.ledger());
    }

    private List<Check> all(Ledger ledger) {
        Orders orders = ledger.orders();
        orders.arming()
                .ifPresent(since -> add(
                        Check.Result.FAIL,
                        "arming",
                        "Since %s it observes and does not act yet.".formatted(since),
                        "Wait until every endpoint has been UP for the policy's time of arming."));
        orders.hold().ifPresent(hold -> {
            if (hold.isOn(look.at())) {
                add(
                        Check.Result.FAIL,
                        "hold",
                        "Until %s nothing is moved automatically%s"
                                .formatted(hold.until(), near(hold.until(), "what came due is then done at once")),
                        "Release it, if nobody needs it any more: events/release.json.");
            } else {
                overdue("hold", hold.until());
            }
        });
        orders.outage().ifPresent(outage -> {
            if (outage.isOn(look.at())) {
                add(
                        Check.Result.WARN,
                        "outage",
                        "A drill has %s out until %s%s"
                                .formatted(
                                        outage.endpoint(),
                                        outage.until(),
                                        near(outage.until(), "it then comes back by steps")),
                        "Restore it, if the drill is over: events/restore.json.");
            } else {
                overdue("outage", outage.until());
            }
        });
        ledger.states().forEach(this::state);
        if (checks.isEmpty()) {
            add(Check.Result.OK, "orders", "Armed; no hold, no evacuation, no drill.", "");
        }
        return checks;
    }

    private void state(Region region, EndpointState state) {
        switch (state) {
            case EndpointState.Serving serving -> {}
            case EndpointState.Returning returning ->
                add(
                        Check.Result.WARN,
                        "return of " + region,
                        "On its way back, step %d since %s.".formatted(returning.step(), returning.since()),
                        "Wait: it takes its steps by itself while it is UP.");
            case EndpointState.Drained drained -> drained(region, drained);
        }
    }

    private void drained(Region region, EndpointState.Drained drained) {
        if (drained.end().isPresent() && !drained.isKeptOut(look.at())) {
            add(
                    Check.Result.WARN,
                    "evacuation of " + region,
                    "It ended at %s, and it comes back once it has been UP long enough."
                            .formatted(drained.end().get()),
                    "If it does not, look what the vantages see of it.");
        } else if (drained.isKeptOut(look.at())) {
            add(
                    Check.Result.WARN,
                    "evacuation of " + region,
                    "%s keeps it out%s"
                            .formatted(
                                    drained.by() == Mover.DRILL ? "A drill" : "A person",
                                    drained.end()
                                            .map(end -> " until %s%s"
                                                    .formatted(end, near(end, "it then comes back by steps")))
                                            .orElse(" without an end.")),
                    "Give it back, if it is well again: events/restore.json.");
        } else {
            add(
                    Check.Result.WARN,
                    "drain of " + region,
                    "Out since %s, because it was DOWN.".formatted(drained.since()),
                    "Mend it (docs/runbook.md, \"failed-over\"); it then comes back by steps.");
        }
    }

    private String near(Instant end, String then) {
        Duration left = Duration.between(look.at(), end);
        return left.compareTo(NEAR) > 0
                ? "."
                : ", in %d min: %s.".formatted(left.plusSeconds(59).toMinutes(), then);
    }

    private void overdue(String name, Instant until) {
        if (Duration.between(until, look.at()).compareTo(OVERDUE) > 0) {
            add(
                    Check.Result.WARN,
                    name,
                    "It ended at %s, and no controller has taken it out of the ledger.".formatted(until),
                    "Look whether the controllers run: the log of %s-failover in each region.".formatted(look.name()));
        }
    }

    private void add(Check.Result result, String name, String why, String advice) {
        checks.add(new Check(Check.FLEET, name, result, why, advice));
    }
}
