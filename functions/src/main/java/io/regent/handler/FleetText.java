package io.regent.handler;

/** The port to wherever the fleet's document is kept. Bounded in time. */
@FunctionalInterface
interface FleetText {
    Found find();

    /** What looking for the document came to. */
    sealed interface Found {
        record Text(String text) implements Found {}

        record Missing(String why) implements Found {}
    }
}
