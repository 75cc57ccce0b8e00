package io.regent.report;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;

import io.regent.control.Controller;
import io.regent.control.FakeHistory;
import io.regent.control.FakeZone;
import io.regent.control.Opinion;
import io.regent.control.Run;
import io.regent.control.Told;
import io.regent.decision.Policy;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Orders;
import io.regent.lever.LateReading;
import io.regent.lever.PutOutcome;
import io.regent.lever.RoutingControl;
import io.regent.plan.Planner;
import io.regent.plan.RecordExamples;
import io.regent.plan.RecordSet;
import io.regent.plan.Records;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Real runs of a controller in Mumbai, against ports in memory: both endpoints serve, and all is well until it is not.
 */
final class Runs {
    static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    static final String WHY =
            "failing since 2026-01-05T09:59:20Z: ORIGIN origin.eu-west-1.registry.example.com:5000: TCP REFUSED, Connection refused";

    final Service service;
    final FakeZone zone = new FakeZone();
    private final FakeHistory history = new FakeHistory(() -> NOW);
    final List<Verdict> published = history.published;
    final List<Verdict> reported = new ArrayList<>();
    final List<Opinion> opinions = new ArrayList<>();
    PutOutcome put = new PutOutcome.Put();
    LateReading late = Told.all(NOW.minusSeconds(60), Map.of(IRELAND, true, MUMBAI, true));

    Runs(int minServing) {
        this(ServiceExamples.service(ServiceExamples.policy(minServing), 50, 50));
    }

    Runs(Service service) {
        this.service = service;
        for (Endpoint endpoint : service.endpoints()) {
            service.recordTypes().stream()
                    .sorted()
                    .forEach(type -> zone.sets.add(weighted(type.name(), endpoint.region(), endpoint.baseline())));
            service.vantages().forEach(vantage -> published.add(verdict(vantage, endpoint.region(), Health.HEALTHY)));
        }
        adopt(NOW.minusSeconds(86_400));
        zone.accepted.clear();
    }

    /** Writes a ledger in which all serve since then. */
    private void adopt(Instant since) {
        Records records = new Records(zone.sets);
        zone.apply(
                service,
                Planner.plan(
                        service,
                        records,
                        Policy.adopt(service, Map.of(), Orders.none(), records.weights(service), Set.of(), since)));
    }

    /** Mumbai reports that Ireland does not answer; it bears that out when asked, and Ireland's vantage is dark. */
    Runs irelandIsDark() {
        published.removeIf(verdict -> verdict.vantage().equals(IRELAND));
        reported.add(verdict(MUMBAI, MUMBAI, Health.HEALTHY));
        reported.add(verdict(MUMBAI, IRELAND, Health.UNHEALTHY));
        opinions.add(new Opinion.Given(
                MUMBAI, List.of(verdict(MUMBAI, MUMBAI, Health.HEALTHY), verdict(MUMBAI, IRELAND, Health.UNHEALTHY))));
        opinions.add(new Opinion.Abstained(IRELAND, "no answer within 5000 ms"));
        return this;
    }

    /** The ledger holds what people asked for, and both serve. */
    Runs people(Orders orders) {
        Ledger ledger = ((LedgerReading.Present) new Records(zone.sets).ledger(service)).ledger();
        Ledger next = ledger.next(ledger.states(), ledger.agreement(), orders);
        zone.sets.replaceAll(set -> set.type().equals("TXT") ? RecordExamples.ledger(service, next) : set);
        return this;
    }

    /** All vantages answer that all is well. */
    Runs allIsWell() {
        for (Region vantage : service.vantages()) {
            opinions.add(new Opinion.Given(
                    vantage,
                    service.endpoints().stream()
                            .map(endpoint -> verdict(vantage, endpoint.region(), Health.HEALTHY))
                            .toList()));
        }
        return this;
    }

    /** Somebody sets Ireland's weight. */
    Runs somebodySetsIreland(int weight) {
        zone.sets.replaceAll(
                set -> set.selector().identifier().equals(IRELAND.id()) ? weighted(set.type(), IRELAND, weight) : set);
        return this;
    }

    /** Before each of the next batches arrives, somebody else's has changed the ledger. */
    Runs somebodyIsFaster(int times) {
        zone.beforeApply.add(() -> {
            adopt(NOW.minusSeconds(times));
            if (times > 1) {
                somebodyIsFaster(times - 1);
            }
        });
        return this;
    }

    /** Runs, and puts the metrics as the function does. */
    Run run() throws InterruptedException {
        return decided().withMetrics(put);
    }

    /** Runs alone. */
    Run decided() throws InterruptedException {
        RoutingControl routingControl = new RoutingControl() {
            @Override
            public PutOutcome put(Service service, Map<Region, Boolean> serve) {
                return put;
            }

            @Override
            public LateReading late(Service service, Duration back) {
                return late;
            }
        };
        return new Controller(
                        MUMBAI,
                        history,
                        service -> List.copyOf(opinions),
                        zone,
                        routingControl,
                        () -> NOW,
                        attempt -> {})
                .run(service, reported);
    }

    static Verdict verdict(Region vantage, Region endpoint, Health health) {
        return new Verdict(vantage, endpoint, health, NOW.minusSeconds(10), health == Health.HEALTHY ? "" : WHY);
    }

    private RecordSet weighted(String type, Region region, int weight) {
        return new RecordSet(
                service.name(),
                type,
                new RecordSet.Selector.Weighted(region.id(), weight),
                new RecordSet.Content.Alias(service.zone(), region + "." + service.name() + ".", true),
                "");
    }
}
