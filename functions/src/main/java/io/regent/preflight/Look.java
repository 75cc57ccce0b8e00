package io.regent.preflight;

import io.regent.fleet.Address;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.judgement.Quorum;
import io.regent.plan.Records;
import io.regent.verdict.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a region learned of itself and of what all regions share.
 *
 * @param name the prefix of everything that belongs to this Regent
 * @param at when all of it was learned
 * @param reports of each health check that asks an endpoint itself, by its id: what its checkers say
 */
record Look(
        String name,
        Region region,
        Service service,
        Instant at,
        Learned<Trial> trial,
        Learned<Records> records,
        Learned<List<Alarm>> alarms,
        Learned<List<HealthCheck>> healthChecks,
        SortedMap<String, Learned<List<Boolean>>> reports,
        Learned<List<Limits.Limit>> limits,
        List<TargetGroups.Group> targetGroups,
        List<Certificate> certificates,
        List<Machine.Fact> machine) {
    Look {
        reports = Collections.unmodifiableSortedMap(new TreeMap<>(reports));
        targetGroups = List.copyOf(targetGroups);
        certificates = List.copyOf(certificates);
        machine = List.copyOf(machine);
    }

    /** The certificate of an address that speaks TLS. */
    record Certificate(Address address, Learned<Instant> validUntil) {}

    /** What the second opinions add up to; they were just given, so they count as of now. */
    Map<Region, Judgement> judgements() {
        List<Verdict> verdicts =
                switch (trial) {
                    case Learned.Known<Trial> known -> known.value().verdicts();
                    case Learned.Unknown<Trial> unknown -> List.of();
                };
        return Quorum.judge(
                service,
                verdicts.stream()
                        .map(verdict ->
                                new Verdict(verdict.vantage(), verdict.endpoint(), verdict.health(), at, verdict.why()))
                        .toList(),
                at);
    }
}
