package io.regent.replay;

import io.regent.fleet.Region;
import java.time.Instant;

/**
 * A change of what an endpoint does.
 *
 * @param from what it did until then
 * @param to what it did from then on
 * @param why the rule that moved it; of what did happen, what was told
 */
record Move(Instant at, Region endpoint, Doing from, Doing to, String why) {}
