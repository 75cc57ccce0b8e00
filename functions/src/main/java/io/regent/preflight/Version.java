package io.regent.preflight;

/**
 * What a region runs.
 *
 * @param code the fingerprint of its controller's code; empty where that is not known
 * @param fleet the fingerprint of the fleet's document that its controller goes by; likewise
 */
public record Version(String code, String fleet) {}
