package io.regent.desk;

import io.regent.drill.Action;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.drill.Table;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.JsonObject;
import io.regent.machine.MachineReading;
import io.regent.machine.MachineSection;
import io.regent.machine.Remedy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the fleet's document lets Regent repair by itself: of an endpoint that a controller drained because it was DOWN,
 * what EC2's evidence speaks for, on the way that a person's request takes.
 */
final class AutomaticRepair {
    /** Who asks, in reports. */
    static final String BY = "the fleet's document";

    private final Instruments instruments;
    private final Service service;
    private final Instant decidedAt;
    private final Instant deadline;

    /**
     * @param decidedAt when the run began that drained the endpoints: what is done is known by it, so that the same
     *     decision leads to one repair, however often it is told
     */
    AutomaticRepair(Instruments instruments, Service service, Instant decidedAt, Instant deadline) {
        this.instruments = instruments;
        this.service = service;
        this.decidedAt = decidedAt;
        this.deadline = deadline;
    }

    /** Repairs an endpoint, or says why not. */
    Report repair(Region region) throws InterruptedException {
        Instant startedAt = now();
        String id = id(decidedAt, region);
        MachineReading reading = instruments.machines().look(service, region, deadline);
        return switch (Remedy.of(reading, service.policy().repair())) {
            case Remedy.Found found -> {
                Request.Repair repair = new Request.Repair(region, found.means(), true);
                Request.Asked asked = new Request.Asked(id, BY, service, Set.of(), repair);
                yield withEvidence(
                        new Acting(instruments, asked, deadline).act().report(), found, reading);
            }
            case Remedy.None none -> refused(region, id, none, reading, startedAt);
        };
    }

    static String id(Instant decidedAt, Region region) {
        return "down:" + decidedAt.truncatedTo(ChronoUnit.SECONDS) + ":" + region;
    }

    /** A report on what was done, or refused since something else stands in the way, with why it was to be done. */
    private static Report withEvidence(Report report, Remedy.Found found, MachineReading reading) {
        List<Section> sections = new ArrayList<>(report.sections());
        int evidence = sections.stream().map(Section::name).toList().indexOf("evidence");
        sections.add(evidence + 1, remedy(found));
        if (sections.stream().map(Section::name).noneMatch("machine"::equals)) {
            sections.add(evidence + 2, MachineSection.of(reading));
        }
        return new Report(
                report.action(),
                report.about(),
                report.region(),
                report.outcome(),
                report.startedAt(),
                report.finishedAt(),
                sections);
    }

    private static Section remedy(Remedy.Found found) {
        return new Section(
                "remedy",
                "Why, by what EC2 says",
                JsonObject.builder()
                        .with("means", found.means().name().toLowerCase(Locale.ROOT))
                        .with("why", found.why())
                        .build(),
                List.of(found.why() + "."));
    }

    private Report refused(Region region, String id, Remedy.None none, MachineReading reading, Instant startedAt) {
        String action = Action.REPAIR.label();
        Section asked = new Section(
                "asked",
                "What was asked",
                JsonObject.builder()
                        .with("action", action)
                        .with("region", region.id())
                        .build(),
                new Table().row("action", action).row("region", region.id()).lines());
        List<Refusal> refusals = none.obstacles().stream()
                .map(obstacle -> Refusal.always(obstacle.why(), obstacle.needed()))
                .toList();
        return new Report(
                action,
                Report.about(service, id, BY),
                instruments.home(),
                Outcome.REFUSED,
                startedAt,
                now(),
                List.of(asked, Sections.refusals(refusals), MachineSection.of(reading)));
    }

    private Instant now() {
        return instruments.clock().instant();
    }
}
