package io.regent.desk;

import io.regent.drill.Overriding;
import java.util.Optional;

/**
 * A reason not to do what was asked.
 *
 * @param why what stands in the way
 * @param needed what would have to be otherwise
 * @param force what overrides it; empty where nothing does
 */
public record Refusal(String why, String needed, Optional<Overriding> force) {
    static Refusal of(Overriding force, String why, String needed) {
        return new Refusal(why, needed, Optional.of(force));
    }

    /** One that nothing overrides. */
    static Refusal always(String why, String needed) {
        return new Refusal(why, needed, Optional.empty());
    }
}
