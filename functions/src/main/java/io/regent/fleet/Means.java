package io.regent.fleet;

/** What a repair of an endpoint does. */
public enum Means {
    /** Reboot the instance. */
    REBOOT,
    /** Attach the Elastic IP to the instance that runs. */
    ADDRESS
}
