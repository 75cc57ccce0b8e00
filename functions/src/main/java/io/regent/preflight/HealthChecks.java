package io.regent.preflight;

import java.util.List;

/** The port to Route 53's health checks. Both calls are bounded in time. */
public interface HealthChecks {
    /** All of the account's. */
    Learned<List<HealthCheck>> all();

    /** What the checkers of one that asks an endpoint itself report: of each whether it succeeded. */
    Learned<List<Boolean>> reports(String id);
}
