package io.regent.ledger;

/** Who brought an endpoint into its state. */
public enum Mover {
    /** The controller. What it drained, it gives back. */
    AUTOMATIC,
    /** A person. What a person drained, the controller leaves alone. */
    PERSON,
    /** A drill. What a drill drained, the controller leaves alone. */
    DRILL
}
