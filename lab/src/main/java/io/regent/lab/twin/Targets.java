package io.regent.lab.twin;

/**
 * Where the twin's services send what they have for somebody else: an alarm its action, a rule its event, a schedule
 * its tick, a function what it failed at.
 */
@FunctionalInterface
public interface Targets {
    /**
     * Hands a payload over and returns at once; what the target does with it comes later.
     *
     * @param sender on whose behalf
     * @param payload a JSON document
     * @throws TwinError when the target does not take it; worth another try from status 500 on and at 429
     */
    void send(Sender sender, Arn target, String payload);
}
