package io.regent.lab.twin.route53;

import io.regent.lab.twin.TwinError;
import java.util.List;

/**
 * The bounds that Route 53's API model gives to the fields of a batch. What breaks them is {@code InvalidInput}: the
 * request is refused before the zone is looked at.
 */
final class RequestForm {
    private static final int LONGEST_COMMENT = 256;
    private static final int LONGEST_IDENTIFIER = 128;
    private static final int LONGEST_HEALTH_CHECK_ID = 64;
    private static final int LONGEST_VALUE = 4_000;
    private static final int HEAVIEST = 255;
    private static final long LONGEST_TTL = Integer.MAX_VALUE;

    private RequestForm() {}

    static void check(ChangeBatch batch) {
        if (batch.changes().isEmpty()) {
            throw invalid("[]", "changeBatch.changes", "length greater than or equal to 1");
        }
        if (batch.comment().length() > LONGEST_COMMENT) {
            throw invalid(batch.comment(), "changeBatch.comment", "length less than or equal to " + LONGEST_COMMENT);
        }
        for (int i = 0; i < batch.changes().size(); i++) {
            check(batch.changes().get(i).recordSet(), "changeBatch.changes." + (i + 1) + ".member.resourceRecordSet");
        }
    }

    private static void check(RecordSet set, String at) {
        if (set.healthCheckId().length() > LONGEST_HEALTH_CHECK_ID) {
            throw invalid(
                    set.healthCheckId(),
                    at + ".healthCheckId",
                    "length less than or equal to " + LONGEST_HEALTH_CHECK_ID);
        }
        switch (set.routing()) {
            case Routing.Simple simple -> {}
            case Routing.Weighted weighted -> {
                checkIdentifier(weighted.setIdentifier(), at);
                checkRange(weighted.weight(), HEAVIEST, at + ".weight");
            }
            case Routing.Failover failover -> checkIdentifier(failover.setIdentifier(), at);
        }
        switch (set.target()) {
            case Target.Alias alias -> {}
            case Target.Values values -> {
                checkRange(values.ttl().toSeconds(), LONGEST_TTL, at + ".tTL");
                checkValues(values.values(), at + ".resourceRecords");
            }
        }
    }

    private static void checkIdentifier(String identifier, String at) {
        if (identifier.isEmpty()) {
            throw invalid(identifier, at + ".setIdentifier", "length greater than or equal to 1");
        }
        if (identifier.length() > LONGEST_IDENTIFIER) {
            throw invalid(identifier, at + ".setIdentifier", "length less than or equal to " + LONGEST_IDENTIFIER);
        }
    }

    private static void checkValues(List<String> values, String at) {
        if (values.isEmpty()) {
            throw invalid("[]", at, "length greater than or equal to 1");
        }
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).length() > LONGEST_VALUE) {
                throw invalid(
                        values.get(i),
                        at + "." + (i + 1) + ".member.value",
                        "length less than or equal to " + LONGEST_VALUE);
            }
        }
    }

    private static void checkRange(long value, long most, String at) {
        if (value < 0) {
            throw invalid(Long.toString(value), at, "value greater than or equal to 0");
        }
        if (value > most) {
            throw invalid(Long.toString(value), at, "value less than or equal to " + most);
        }
    }

    private static TwinError invalid(String value, String at, String constraint) {
        return new TwinError(
                "InvalidInput",
                400,
                "1 validation error detected: Value '" + value + "' at '" + at
                        + "' failed to satisfy constraint: Member must have " + constraint);
    }
}
