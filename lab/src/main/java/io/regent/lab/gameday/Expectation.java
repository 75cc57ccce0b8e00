package io.regent.lab.gameday;

/**
 * Something that was to come true.
 *
 * @param what it is, as a sentence without its end
 * @param found what came instead, or how soon it came; may be empty where it was met
 */
record Expectation(String what, boolean met, String found) {}
