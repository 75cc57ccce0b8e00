package io.regent.verdict;

import io.regent.fleet.Region;
import java.time.Instant;

/**
 * What one vantage holds of one endpoint.
 *
 * @param at when it was last borne out by a round of probes
 * @param why for UNHEALTHY since when it fails and how it failed last, for UNKNOWN what is missing, in words for a
 *     person; empty for HEALTHY
 */
public record Verdict(Region vantage, Region endpoint, Health health, Instant at, String why) {}
