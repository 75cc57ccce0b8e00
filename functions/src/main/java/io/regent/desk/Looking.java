package io.regent.desk;

import io.regent.control.Sight;
import io.regent.decision.Decision;
import io.regent.decision.Found;
import io.regent.decision.Policy;
import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Orders;
import io.regent.lever.ZoneReading;
import io.regent.machine.MachineSection;
import io.regent.plan.Plan;
import io.regent.plan.Planner;
import io.regent.plan.Records;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What changes nothing: everything that is known, and what the controllers would decide. */
final class Looking {
    private final Instruments instruments;
    private final Service service;

    Looking(Instruments instruments, Service service) {
        this.instruments = instruments;
        this.service = service;
    }

    /**
     * Everything known. It is unwell where an endpoint is not UP, the zone cannot be read, or a plan has problems.
     *
     * @param machines the endpoints whose machines are looked at too
     */
    Findings status(Instant deadline, List<Region> machines) throws InterruptedException {
        Sight sight = instruments.lookout().look(service);
        List<Section> sections = new ArrayList<>(seen(sight));
        sections.add(Sections.routingControl(service, sight.late()));
        Outcome outcome = Outcome.UNWELL;
        if (sight.zone() instanceof ZoneReading.Read read
                && !(read.records().ledger(service) instanceof LedgerReading.Newer)) {
            Decision decision = decide(service, read.records(), sight);
            Plan plan = Planner.plan(service, read.records(), decision);
            sections.add(Sections.decision("What a controller would decide now", service, decision, plan, List.of()));
            boolean allUp = sight.judgements().values().stream().allMatch(Judgement::isUp);
            outcome = allUp && plan.problems().isEmpty() ? Outcome.DONE : Outcome.UNWELL;
        }
        for (Region region : machines) {
            Section machine = MachineSection.of(instruments.machines().look(service, region, deadline));
            sections.add(new Section(machine.name() + "-" + region, machine.title(), machine.facts(), machine.lines()));
        }
        return new Findings(outcome, sections);
    }

    /** What a controller would decide now, or with a region lost, or by other settings. */
    Findings preview(Request.Preview preview) throws InterruptedException {
        Sight now = instruments.lookout().look(service);
        Sight sight = preview.lost().map(lost -> now.without(service, lost)).orElse(now);
        Service asIf = preview.settings().map(service::withPolicy).orElse(service);
        List<Section> sections = new ArrayList<>(seen(sight));
        if (!(sight.zone() instanceof ZoneReading.Read read)) {
            return new Findings(Outcome.FAILED, sections);
        }
        if (read.records().ledger(service) instanceof LedgerReading.Newer newer) {
            sections.add(Sections.outcome(
                    "failed",
                    "The ledger is of another version of Regent, and this one leaves it alone: " + newer.problem()));
            return new Findings(Outcome.FAILED, sections);
        }
        Decision decision = decide(asIf, read.records(), sight);
        Plan plan = Planner.plan(asIf, read.records(), decision);
        sections.add(Sections.decision("What a controller would decide", asIf, decision, plan, List.of()));
        return new Findings(Outcome.DONE, sections);
    }

    private List<Section> seen(Sight sight) {
        Map<Region, Judgement> judgements = sight.judgements();
        return List.of(
                Sections.standing("before", "What stands", service, sight.zone(), judgements, sight.at()),
                Sections.evidence(sight, judgements));
    }

    private static Decision decide(Service service, Records records, Sight sight) {
        Optional<Ledger> ledger = records.ledger(service) instanceof LedgerReading.Present present
                ? Optional.of(present.ledger())
                : Optional.empty();
        Map<Region, EndpointState> known =
                ledger.<Map<Region, EndpointState>>map(Ledger::states).orElse(Map.of());
        Orders orders = ledger.map(Ledger::orders).orElseGet(() -> Policy.freshOrders(service, sight.at()));
        if (!service.endpoints().stream().map(Endpoint::region).allMatch(known::containsKey)) {
            return Policy.adopt(
                    service, known, orders, records.weights(service), sight.out(service, known), sight.at());
        }
        Agreement agreement = ledger.map(Ledger::agreement).orElseGet(Agreement.Agreed::new);
        Found found = new Found(agreement, records.eachWeight(service), sight.out(service, known));
        SortedMap<Region, Judgement> judgements =
                sight.weighed(Policy.states(service, known, orders, found, sight.at()));
        return Policy.decide(service, known, orders, found, judgements, sight.at());
    }
}
