package io.regent.lab.wire;

import io.regent.fleet.Region;
import io.regent.lab.twin.Caller;
import java.time.Instant;

/**
 * A request that reached the front, and what became of it.
 *
 * @param at when it had arrived whole
 * @param service the signing name, such as {@code route53}
 * @param operation its name where the protocol carries one ({@code PutEvents}), else method and path ({@code GET
 *     /schedules/tick})
 * @param status the HTTP status, or {@link #UNANSWERED}
 */
public record WireCall(Instant at, String service, String operation, Region region, Caller caller, int status) {
    /** The status of a call that was left without an answer. */
    public static final int UNANSWERED = 0;
}
