package io.regent.desk;

import io.regent.decision.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an acting request comes to as things stand. */
sealed interface Consent {
    /** It is not done. */
    record Refused(List<Refusal> refusals) implements Consent {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }

    /** Nothing has to be done. */
    record Unneeded(String why) implements Consent {}

    /** It is done by a batch. */
    sealed interface Granted extends Consent {
        /** What would have spoken against it. */
        List<Refusal> forced();
    }

    /**
     * It is done by writing a decision.
     *
     * @param forced what would have spoken against it
     * @param end when it ends by itself; empty for what has no end
     * @param notes what a person should know beside that
     */
    record Given(Decision decision, List<Refusal> forced, Optional<Instant> end, List<String> notes)
            implements Granted {
        public Given {
            forced = List.copyOf(forced);
            notes = List.copyOf(notes);
        }
    }

    /** The records and the ledger are left as if there had never been a Regent. */
    record Retiring(List<Refusal> forced) implements Granted {
        public Retiring {
            forced = List.copyOf(forced);
        }
    }
}
