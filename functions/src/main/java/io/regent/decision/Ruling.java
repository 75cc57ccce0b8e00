package io.regent.decision;

import io.regent.fleet.Region;

/** What the decision says about one endpoint. */
public sealed interface Ruling {
    Region endpoint();

    /** The rule that says it. */
    Rule rule();

    /** It is DOWN and loses its traffic. */
    record Drain(Region endpoint) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.DRAIN;
        }
    }

    /**
     * It is drained and UP, and takes its full share at once, because a drain would otherwise leave too little serving.
     */
    record CallIn(Region endpoint) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.DRAIN;
        }
    }

    /** It stands by without traffic: DOWN at any time, or not UP when standbys take over, it is left out of those. */
    record PassOver(Region endpoint) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.DRAIN;
        }
    }

    /**
     * It takes the next step back.
     *
     * @param percent of its share
     */
    record StepBack(Region endpoint, int percent) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.RETURN;
        }
    }

    /** The ledger does not know it: it is written down as the records have it, and nothing else is done in this run. */
    record Adopt(Region endpoint) implements Ruling {
        @Override
        public Rule rule() {
            return Rule.STEADY;
        }
    }

    /** It should lose its traffic and does not. */
    record Refuse(Region endpoint, Rule rule, String why) implements Ruling {}
}
