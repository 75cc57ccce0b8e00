package io.regent.preflight;

import io.regent.fleet.Service;
import java.util.List;

/** The port to AWS's limits that Regent's records and health checks count against. Bounded in time. */
public interface Limits {
    Learned<List<Limit>> of(Service service);

    /**
     * A limit and how much of it is used.
     *
     * @param what is counted, in words
     */
    record Limit(String what, long most, long used) {}
}
