package io.regent.lab.twin;

import io.regent.fleet.Region;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the twin that an ARN belongs to by its service and region, and lets in whoever may. Thread-safe; routes may be
 * added at any time.
 */
public final class Routes implements Targets {
    private record Route(String service, Region region) {}

    private final Map<Route, Targets> routes = new ConcurrentHashMap<>();

    private volatile Admission admission = Admission.OPEN;

    /** From now on this decides who may reach what. */
    public void guard(Admission decider) {
        admission = decider;
    }

    /** From now on a service's ARNs in a region lead here. */
    public void add(String service, Region region, Targets twin) {
        routes.put(new Route(service, region), twin);
    }

    /**
     * Returns when somebody may reach a target.
     *
     * @throws TwinError when not
     */
    public void admit(Sender sender, Arn target) {
        admission.check(sender, target);
    }

    @Override
    public void send(Sender sender, Arn target, String payload) {
        Targets twin = routes.get(new Route(target.service(), target.region()));
        if (twin == null) {
            throw new TwinError(
                    "ResourceNotFoundException", 404, "the lab has no " + target.service() + " in " + target.region());
        }
        admit(sender, target);
        twin.send(sender, target, payload);
    }
}
