package io.regent.lab.twin.route53;

import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.route53.ChangeBatch.Action;
import io.regent.lab.twin.route53.ChangeBatch.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Applies a batch to a copy of a zone's record sets and collects every reason against it. Route 53 makes "either all or
 * none of the changes in a batch" (API reference, "ChangeResourceRecordSets"); the words of the refusals are those that
 * its users quote.
 */
final class BatchCheck {
    /** API reference, "ChangeResourceRecordSets": limits on the size of a batch; an UPSERT counts twice. */
    private static final int MOST_RECORDS = 1_000;

    private static final int MOST_CHARACTERS = 32_000;

    /** Developer Guide, "Quotas": resource record sets per hosted zone. */
    static final int MOST_RECORD_SETS = 10_000;

    private final Zone zone;
    private final NavigableMap<RecordKey, RecordSet> sets;
    private final List<String> problems = new ArrayList<>();

    private BatchCheck(Zone zone) {
        this.zone = zone;
        this.sets = new TreeMap<>(zone.records().sets());
    }

    /**
     * The zone's record sets after the batch.
     *
     * @param healthChecks whether there is a health check of an id
     * @throws TwinError {@code InvalidInput}, {@code NoSuchHealthCheck} or {@code InvalidChangeBatch}; nothing is
     *     changed then
     */
    static NavigableMap<RecordKey, RecordSet> apply(
            Zone zone, ChangeBatch batch, Map<DnsName, AwsName> awsNames, Predicate<String> healthChecks) {
        RequestForm.check(batch);
        checkHealthChecks(batch, healthChecks);
        BatchCheck check = new BatchCheck(zone);
        check.checkSize(batch);
        check.checkRepetitions(batch);
        batch.changes().forEach(check::apply);
        if (check.problems.isEmpty()) {
            Set<RecordSet> written = new LinkedHashSet<>();
            batch.changes().stream()
                    .filter(change -> change.action() != Action.DELETE)
                    .forEach(change -> written.add(change.recordSet()));
            check.problems.addAll(new ZoneRules(zone, check.sets, awsNames).problemsOf(written));
        }
        if (!check.problems.isEmpty()) {
            throw refusal(check.problems);
        }
        return check.sets;
    }

    /** The refusal that carries these messages, in brackets as clients see them. */
    static TwinError refusal(List<String> problems) {
        return new TwinError("InvalidChangeBatch", 400, "[" + String.join(", ", problems) + "]");
    }

    /** What is deleted may name a health check that is gone already. */
    private static void checkHealthChecks(ChangeBatch batch, Predicate<String> healthChecks) {
        for (Change change : batch.changes()) {
            String id = change.recordSet().healthCheckId();
            if (change.action() != Action.DELETE && !id.isEmpty() && !healthChecks.test(id)) {
                throw new TwinError("NoSuchHealthCheck", 404, "No health check exists with the ID " + id);
            }
        }
    }

    private void checkSize(ChangeBatch batch) {
        int records = 0;
        int characters = 0;
        for (Change change : batch.changes()) {
            if (change.recordSet().target() instanceof Target.Values values) {
                int times = change.action() == Action.UPSERT ? 2 : 1;
                records += times * values.values().size();
                characters += times
                        * values.values().stream().mapToInt(String::length).sum();
            }
        }
        if (records > MOST_RECORDS) {
            throw refusal(List.of("Number of records limit of " + MOST_RECORDS + " exceeded."));
        }
        if (characters > MOST_CHARACTERS) {
            throw refusal(List.of("RDATA character limit of " + MOST_CHARACTERS + " exceeded."));
        }
    }

    /** A record set may be named twice only to be deleted and then created anew. */
    private void checkRepetitions(ChangeBatch batch) {
        Map<RecordKey, List<Action>> actions = new LinkedHashMap<>();
        for (Change change : batch.changes()) {
            actions.computeIfAbsent(change.recordSet().key(), key -> new ArrayList<>())
                    .add(change.action());
        }
        actions.forEach((key, taken) -> {
            if (taken.size() > 1 && !taken.equals(List.of(Action.DELETE, Action.CREATE))) {
                problems.add("The request contains an invalid set of changes for a resource record set '" + key.type()
                        + " " + key.name() + "'");
            }
        });
        if (!problems.isEmpty()) {
            throw refusal(problems);
        }
    }

    private void apply(Change change) {
        RecordSet set = change.recordSet();
        RecordKey key = set.key();
        if (!set.name().isWithin(zone.name())) {
            problems.add("RRSet with DNS name " + set.name() + " is not permitted in zone " + zone.name());
            return;
        }
        RecordSet current = sets.get(key);
        switch (change.action()) {
            case CREATE -> {
                if (current != null) {
                    problems.add("Tried to create " + key + " but it already exists");
                }
                write(set);
            }
            case UPSERT -> write(set);
            case DELETE -> {
                if (current == null) {
                    problems.add("Tried to delete " + key + " but it was not found");
                } else if (!same(current, set)) {
                    problems.add("Tried to delete " + key + " but the values provided do not match the current values");
                }
                // Gone even when that is refused: a CREATE that follows is not to be blamed for it a second time.
                sets.remove(key);
            }
        }
    }

    private void write(RecordSet set) {
        if (set.target() instanceof Target.Values values) {
            checkValues(set, values.values());
        }
        sets.put(set.key(), set);
        if (sets.size() > MOST_RECORD_SETS) {
            throw refusal(List.of("Exceeded limit MAX_RRSETS_BY_ZONE for zone: " + zone.id()));
        }
    }

    private void checkValues(RecordSet set, List<String> values) {
        Set<String> seen = new HashSet<>();
        for (String value : values) {
            if (!seen.add(value)) {
                problems.add("Duplicate Resource Record: '" + value + "'");
            }
            try {
                ValueForm.check(set.type(), value);
            } catch (IllegalArgumentException e) {
                problems.add("Invalid Resource Record: '" + e.getMessage() + "'");
            }
        }
        if (set.type() == RecordType.CNAME && values.size() > 1) {
            problems.add("RRSet of type CNAME with DNS name " + set.name() + " may hold only one resource record");
        }
    }

    /** Whether a DELETE names exactly what is there; the order of the values is not part of it. */
    private static boolean same(RecordSet current, RecordSet given) {
        if (!current.routing().equals(given.routing())
                || !current.healthCheckId().equals(given.healthCheckId())) {
            return false;
        }
        if (current.target() instanceof Target.Values now && given.target() instanceof Target.Values then) {
            return now.ttl().equals(then.ttl()) && count(now.values()).equals(count(then.values()));
        }
        return current.target().equals(given.target());
    }

    private static Map<String, Integer> count(List<String> values) {
        Map<String, Integer> counts = new HashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }
}
