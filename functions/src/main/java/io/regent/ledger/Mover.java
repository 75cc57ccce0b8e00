package io.regent.ledger;

/** Who brought an endpoint into its state. */
public enum Mover {
    /** The controller. What it drained, it gives back. */
    AUTOMATIC,
    /** A person. The controller leaves it alone. */
    PERSON,
    /** A drill. The controller leaves it alone. */
    DRILL
}
