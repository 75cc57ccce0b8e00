package io.regent.machine;

import io.regent.fleet.Region;
import io.regent.fleet.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What EC2 says of a machine, as tests want it. */
public final class Readings {
    static final String ID = "i-1";

    private Readings() {}

    /** One instance runs, its status checks pass, its address is attached, its ports are open. */
    public static MachineReading sound(Region region, Instant at) {
        return of(region, at, known(running(ID)), known(attachedTo(ID)));
    }

    /** The same, but its address is attached to nothing. */
    public static MachineReading withoutItsAddress(Region region, Instant at) {
        return of(
                region,
                at,
                known(running(ID)),
                known(new ElasticIp("203.0.113.7", "eipalloc-1", Optional.empty(), Optional.empty())));
    }

    /** The same as sound, but it does not run. */
    public static MachineReading stopped(Region region, Instant at) {
        return of(region, at, known(in(Instance.State.STOPPED, ID)), known(attachedTo(ID)));
    }

    /** Nothing can be learnt. */
    public static MachineReading unknown(Region region, Instant at, Known.Cause cause, String why) {
        return of(region, at, new Known.Unknown<>(cause, why), new Known.Unknown<>(cause, why));
    }

    static MachineReading of(
            Region region, Instant at, Known<List<Instance>> instances, Known<List<ElasticIp>> addresses) {
        return new MachineReading(
                region,
                "regent-registry",
                at,
                instances,
                addresses,
                List.of(
                        new Opening(Target.Part.LOAD_BALANCER, 80, new Known.Is<>(List.of("0.0.0.0/0"))),
                        new Opening(Target.Part.ORIGIN, 5000, new Known.Is<>(List.of("0.0.0.0/0")))));
    }

    static <T> Known<List<T>> known() {
        return new Known.Is<>(List.of());
    }

    static <T> Known<List<T>> known(T value) {
        return new Known.Is<>(List.of(value));
    }

    static <T> Known<List<T>> known(T value, T another) {
        return new Known.Is<>(List.of(value, another));
    }

    static Instance running(String id) {
        return checked(id, Instance.Check.OK, Instance.Check.OK);
    }

    static Instance checked(String id, Instance.Check system, Instance.Check instance) {
        return new Instance(
                id, Instance.State.RUNNING, new Known.Is<>(new Instance.Checks(system, instance)), List.of("sg-1"));
    }

    static Instance in(Instance.State state, String id) {
        Instance.Checks none = new Instance.Checks(Instance.Check.NOT_APPLICABLE, Instance.Check.NOT_APPLICABLE);
        return new Instance(id, state, new Known.Is<>(none), List.of("sg-1"));
    }

    static ElasticIp attachedTo(String instance) {
        return new ElasticIp("203.0.113.7", "eipalloc-1", Optional.of(instance), Optional.of("eni-1"));
    }
}
