package io.regent.desk;

import io.regent.control.Opinion;
import io.regent.control.Sight;
import io.regent.decision.Found;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.plan.Planner;
import io.regent.plan.Records;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hears an acting request on what was read: whether the ledger can be written by this version and the clock be trusted,
 * and if so, what the deliberation says. Pure.
 */
final class Hearing {
    /** How far apart clocks may be. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final Request.Asked asked;
    private final Service service;
    private final Region home;
    private final Sight sight;

    /** @param home the region that is asked */
    Hearing(Request.Asked asked, Region home, Sight sight) {
        this.asked = asked;
        this.service = asked.service();
        this.home = home;
        this.sight = sight;
    }

    /**
     * What the request comes to.
     *
     * @param now in the region that is asked
     */
    Consent on(Records records, Instant now) {
        LedgerReading reading = records.ledger(service);
        boolean retires = asked.request() instanceof Request.Retire;
        return switch (reading) {
            case LedgerReading.Newer newer ->
                refused(
                        "the ledger is of another version of Regent: " + newer.problem(),
                        "this region's functions of that version, or ask another region");
            case LedgerReading.Missing missing ->
                retires && Planner.retire(service, records).isEmpty()
                        ? new Consent.Unneeded("the records have the weights of the fleet, and there is no ledger")
                        : retires ? new Consent.Retiring(List.of()) : withoutLedger("there is no ledger");
            case LedgerReading.Torn torn ->
                retires
                        ? new Consent.Retiring(List.of())
                        : withoutLedger("the ledger is torn (" + torn.problem() + ")");
            case LedgerReading.Foreign foreign ->
                retires
                        ? new Consent.Retiring(List.of())
                        : withoutLedger("something that Regent never wrote stands in the ledger's place");
            case LedgerReading.Present present -> {
                Ledger ledger = present.ledger();
                Map<Region, EndpointState> known = ledger.states();
                boolean knowsAll =
                        service.endpoints().stream().map(Endpoint::region).allMatch(known::containsKey);
                if (!knowsAll && !retires) {
                    yield withoutLedger("the ledger does not know every endpoint yet");
                }
                Found found = new Found(ledger.agreement(), records.eachWeight(service), Set.of());
                Optional<Refusal> clock = clock(ledger, now);
                Consent consent =
                        Deliberation.on(asked, new Situation(service, ledger, found, sight.judgements(), now));
                yield clock.isPresent() ? under(clock.get(), consent) : consent;
            }
        };
    }

    private static Consent withoutLedger(String why) {
        return refused(why, "a run of a controller, which takes it from the records: within a minute");
    }

    private static Consent refused(String why, String needed) {
        return new Consent.Refused(List.of(Refusal.always(why, needed)));
    }

    /** Adds a refusal, or what was overridden, to a consent. */
    private Consent under(Refusal refusal, Consent consent) {
        boolean forced = refusal.force().isPresent()
                && asked.force().contains(refusal.force().get());
        return switch (consent) {
            case Consent.Unneeded unneeded -> unneeded;
            case Consent.Refused refused -> forced ? refused : new Consent.Refused(and(refused.refusals(), refusal));
            case Consent.Given given ->
                forced
                        ? new Consent.Given(given.decision(), and(given.forced(), refusal), given.end(), given.notes())
                        : new Consent.Refused(List.of(refusal));
            case Consent.Retiring retiring ->
                forced ? new Consent.Retiring(and(retiring.forced(), refusal)) : new Consent.Refused(List.of(refusal));
        };
    }

    private static List<Refusal> and(List<Refusal> refusals, Refusal another) {
        List<Refusal> all = new ArrayList<>(refusals);
        all.add(another);
        return all;
    }

    /**
     * Whether this region's clock can be trusted with an end: not where all other vantages that answered just now were
     * far from it, nor where the ledger tells of what is still to come.
     */
    private Optional<Refusal> clock(Ledger ledger, Instant now) {
        if (asked.request().span().isEmpty()) {
            return Optional.empty();
        }
        List<Duration> apart = sight.opinions().stream()
                .filter(opinion -> !opinion.vantage().equals(home))
                .filter(Opinion.Given.class::isInstance)
                .flatMap(opinion -> ((Opinion.Given) opinion)
                        .verdicts().stream().map(Verdict::at).max(Comparator.naturalOrder()).stream())
                .map(at -> Duration.between(at, sight.at()))
                .toList();
        if (!apart.isEmpty() && apart.stream().allMatch(by -> by.abs().compareTo(CLOCK_SKEW) > 0)) {
            return Optional.of(clock("this region's clock and those of the other vantages are "
                    + Words.lasts(apart.getFirst().abs()) + " apart"));
        }
        Instant latest = ledger.states().values().stream()
                .map(EndpointState::since)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        return latest.isAfter(now.plus(CLOCK_SKEW))
                ? Optional.of(
                        clock("the ledger tells of " + latest + ", and this region's clock says " + Words.time(now)))
                : Optional.empty();
    }

    private static Refusal clock(String why) {
        return Refusal.of(
                Overriding.CLOCK, why + ": the end would come at another time", "the region whose clock is right");
    }
}
