package io.regent.preflight;

import io.regent.fleet.Region;
import java.util.List;

/**
 * What a region found of itself.
 *
 * @param code the fingerprint of its controller's code; empty where the controller did not answer
 * @param fleet the fingerprint of the fleet's document that its controller goes by; likewise
 * @param ledger the text of the ledger that its controller read, or why there is none; likewise
 */
public record Part(Region region, String code, String fleet, String ledger, List<Check> checks) {
    public Part {
        checks = List.copyOf(checks);
    }
}
