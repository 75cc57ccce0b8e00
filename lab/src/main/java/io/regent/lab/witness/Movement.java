package io.regent.lab.witness;

import io.regent.fleet.Region;
import io.regent.lab.twin.Caller;
import java.time.Instant;
import java.util.Optional;

/** Something that moved clients into a region or out of it. */
public sealed interface Movement {
    Instant at();

    Region region();

    /** Whether clients were moved out, all of them. */
    boolean leaves();

    /** Whether they begin to come back. */
    boolean comesBack();

    /** In a few words, for a mark. */
    String brief();

    /** With who did it, and why. */
    String words();

    /**
     * A region's weight changed.
     *
     * @param by who had Route 53 change it
     * @param why the decision behind it; empty where a person asked for it
     */
    record Weighed(Instant at, Region region, long before, long after, Caller by, Optional<Witness.Decided> why)
            implements Movement {
        @Override
        public boolean leaves() {
            return after == 0 && before > 0;
        }

        @Override
        public boolean comesBack() {
            return before == 0 && after > 0;
        }

        @Override
        public String brief() {
            String forDrill = why.filter(Witness.Decided::drill).isPresent() ? ", for a drill" : "";
            if (leaves()) {
                return Picture.name(region) + " is drained" + forDrill;
            }
            if (comesBack()) {
                return Picture.name(region) + " comes back" + forDrill;
            }
            return Picture.name(region) + (after > before ? " gets more" : " gets less") + forDrill;
        }

        @Override
        public String words() {
            String writer =
                    switch (by) {
                        case Caller.Person person -> "a person";
                        case Caller.Function function -> function.name() + " in " + function.region();
                    };
            return brief() + ": weight " + before + " to " + after + ", by " + writer
                    + why.map(decided -> ", rule " + decided.rule()).orElse("");
        }
    }

    /** DNS stopped naming a region whose weight is above 0: Route 53 holds what the records lead to for unhealthy. */
    record LeftOut(Instant at, Region region) implements Movement {
        @Override
        public boolean leaves() {
            return true;
        }

        @Override
        public boolean comesBack() {
            return false;
        }

        @Override
        public String brief() {
            return "DNS leaves " + Picture.name(region) + " out by itself";
        }

        @Override
        public String words() {
            return brief() + ": Route 53 sees that it is unhealthy, and no weight was changed";
        }
    }
}
