package io.regent.report;

import io.regent.json.JsonObject;
import java.time.Instant;

/**
 * An event of the source {@link #SOURCE}.
 *
 * @param type its detail-type
 */
public record Event(String type, Instant at, JsonObject detail) {
    /** Where all of Regent's events come from. */
    public static final String SOURCE = "regent";

    /** The detail-type of a changed verdict. */
    public static final String VERDICT_CHANGED = "Verdict changed";

    /** The detail-type of an outage drill that a person began: a reason to look, such as a changed verdict. */
    public static final String DRILL_BEGAN = "Drill began";

    /** The detail-type of a decision that changed something. */
    public static final String FAILOVER_DECIDED = "Failover decided";

    /** The detail-type of the report on a drill that changed something. */
    public static final String DRILL = "Drill";

    /** The detail-type of the report on what stands under an endpoint that was drained because it was DOWN. */
    public static final String MACHINE_REPORT = "Machine report";

    /** The detail-type of records that were found to differ from the ledger, where no traffic was moved for it. */
    public static final String RECORDS_DIFFER = "Records differ";
}
