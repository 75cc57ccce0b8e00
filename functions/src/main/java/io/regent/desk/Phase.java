package io.regent.desk;

import java.util.Locale;

/** The steps of an action until clients can notice it, in order. */
public enum Phase {
    /** What stands was seen: the vantages answered, or, of an outage drill, the order for it stood. */
    DETECT,
    /** It was decided; by a controller, of an outage drill. */
    DECIDE,
    /** Route 53 took the batch. */
    WRITE,
    /** Route 53 says that every authoritative name server has it. */
    INSYNC,
    /** The first authoritative name server answered the new way. */
    FIRST_SERVER,
    /** The last one did. */
    LAST_SERVER;

    /** Its name in reports, such as {@code first-server}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
