package io.regent.machine;

import io.regent.report.Brief;

/** What became of a repair. */
public sealed interface RepairOutcome {
    /** In a sentence for a person, bounded. */
    String words();

    /** EC2 took it. A reboot goes on from here for a minute or so, and EC2 does not say when it is over. */
    record Begun(String words) implements RepairOutcome {
        public Begun {
            words = Brief.of(words);
        }
    }

    /** It is as it should be already; nothing was done. */
    record Unneeded(String words) implements RepairOutcome {
        public Unneeded {
            words = Brief.of(words);
        }
    }

    /** It could not be done, and nothing was. */
    record NotDone(String words) implements RepairOutcome {
        public NotDone {
            words = Brief.of(words);
        }
    }

    /** Nobody knows whether it was done: look again. */
    record Unanswered(String words) implements RepairOutcome {
        public Unanswered {
            words = Brief.of(words);
        }
    }
}
