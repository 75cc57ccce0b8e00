package io.regent.fleet;

/** What becomes of an endpoint that the controller drained, once it is well again. */
public enum Failback {
    /** It comes back by itself, in steps. */
    AUTOMATIC,
    /** It waits for a person, who lets it come back in steps; still it is called in where too little would serve. */
    MANUAL
}
