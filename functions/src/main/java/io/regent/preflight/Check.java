package io.regent.preflight;

import io.regent.fleet.Region;

/**
 * One thing that a preflight found out.
 *
 * @param where the region that it is about, or {@value #FLEET}
 * @param name of what was looked at, such as {@code alarm regent-down}
 * @param why what was found, in words that a person can act on
 * @param advice what to do; empty where all is well
 */
public record Check(String where, String name, Result result, String why, String advice) {
    /** Where a check belongs that is about no region alone. */
    public static final String FLEET = "fleet";

    /** How bad it is, the worst first. */
    public enum Result {
        /** A failover would not work, or nobody can tell that it would. */
        FAIL,
        /** A failover would work, and something is not as it should be. */
        WARN,
        OK
    }

    static Check ok(Region where, String name, String why) {
        return new Check(where.id(), name, Result.OK, why, "");
    }

    static Check warn(Region where, String name, String why, String advice) {
        return new Check(where.id(), name, Result.WARN, why, advice);
    }

    static Check fail(Region where, String name, String why, String advice) {
        return new Check(where.id(), name, Result.FAIL, why, advice);
    }

    /** The same, about no region alone. */
    Check ofTheFleet() {
        return new Check(FLEET, name, result, why, advice);
    }
}
