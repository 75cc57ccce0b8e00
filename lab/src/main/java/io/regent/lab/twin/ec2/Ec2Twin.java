package io.regent.lab.twin.ec2;

import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.TwinError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * EC2 in one region: what templates made there, the calls that describe it, and those that reboot an instance and move
 * an Elastic IP. Refusals have the codes of "Error codes for the Amazon EC2 API". Thread-safe.
 *
 * <p>Status checks are of hosts and operating systems, which are always well here unless somebody {@linkplain #impair
 * says otherwise}: a registry that died or stands still, as the lab makes them, fails none in AWS either.
 */
public final class Ec2Twin {
    /** How long a terminated instance is still described: "usually an hour" ("Terminate instances", EC2 User Guide). */
    private static final int MINUTES_OF_TERMINATED = 60;

    /** A rule that a resource of its own adds to a group. */
    private record Added(String group, boolean in, SecurityGroup.Rule rule) {}

    private final Agenda agenda;
    private final Duration minute;
    private final Map<String, Ec2Instance> instances = new TreeMap<>();
    private final Map<String, ElasticAddress> addresses = new TreeMap<>();
    private final Map<String, SecurityGroup> groups = new TreeMap<>();
    private final Map<String, Added> added = new TreeMap<>();
    private final Set<String> brokenHosts = new HashSet<>();
    private final Set<String> brokenSystems = new HashSet<>();
    private Hands hands = Hands.NONE;
    private long associations;

    /**
     * @param minute how long a minute of the status checks lasts: they "are performed every minute" (EC2 User Guide)
     */
    public Ec2Twin(Agenda agenda, Duration minute) {
        this.agenda = agenda;
        this.minute = minute;
    }

    /** From now on this does what EC2 does to what stands in the region. */
    public synchronized void hands(Hands does) {
        hands = does;
    }

    // --- What templates make

    /**
     * Launches an instance; one that runs by that id follows what is said now, and goes on.
     *
     * @param wanted its state and time of launch do not count
     */
    public synchronized void launch(Ec2Instance wanted) {
        Optional<Ec2Instance> before =
                Optional.ofNullable(instances.get(wanted.id())).filter(Ec2Instance::runs);
        instances.put(
                wanted.id(),
                new Ec2Instance(
                        wanted.id(),
                        wanted.image(),
                        wanted.type(),
                        wanted.subnet(),
                        wanted.vpc(),
                        wanted.zone(),
                        wanted.groups(),
                        wanted.tags(),
                        Ec2Instance.State.RUNNING,
                        before.map(Ec2Instance::launched).orElse(agenda.instant())));
    }

    /** Terminates an instance, which its Elastic IP loses; without effect when there is none. */
    public synchronized void terminate(String id) {
        Ec2Instance gone = instances.get(id);
        if (gone == null || !gone.runs()) {
            return;
        }
        Ec2Instance terminated = gone.in(Ec2Instance.State.TERMINATED);
        instances.put(id, terminated);
        brokenHosts.remove(id);
        brokenSystems.remove(id);
        addresses.replaceAll((key, address) -> address.isOf(id) ? address.with(Optional.empty()) : address);
        agenda.in(minute.multipliedBy(MINUTES_OF_TERMINATED), () -> forget(terminated));
    }

    private synchronized void forget(Ec2Instance terminated) {
        instances.remove(terminated.id(), terminated);
    }

    /** Allocates an Elastic IP; one that is there keeps what it is associated with. */
    public synchronized void allocate(String allocation, String ip, Map<String, String> tags) {
        Optional<ElasticAddress.Association> association =
                Optional.ofNullable(addresses.get(allocation)).flatMap(ElasticAddress::association);
        addresses.put(allocation, new ElasticAddress(allocation, ip, tags, association));
    }

    /**
     * Associates an Elastic IP with an instance, and nobody is told: a deployment ends with a look at all that stands.
     *
     * @param instance the empty text for none
     */
    public synchronized void place(String allocation, String instance) {
        if (instance.isEmpty()) {
            addresses.computeIfPresent(allocation, (key, address) -> address.with(Optional.empty()));
        } else {
            associated(allocation, instance, true);
        }
    }

    /** Gives an Elastic IP back; without effect when there is none. */
    public synchronized void release(String allocation) {
        addresses.remove(allocation);
    }

    /** Makes a security group, or has the one of that id follow; rules that were added stay. */
    public synchronized void put(SecurityGroup group) {
        groups.put(group.id(), group);
    }

    /** Takes a security group away; without effect when there is none. */
    public synchronized void remove(String group) {
        groups.remove(group);
    }

    /**
     * Adds a rule to a group, or changes one that was added.
     *
     * @param id the rule's own, such as {@code sgr-0123456789abcdef0}
     * @param in whether it is about what comes in
     */
    public synchronized void authorize(String group, String id, boolean in, SecurityGroup.Rule rule) {
        added.put(id, new Added(group, in, rule));
    }

    /** Takes a rule away that was added; without effect when there is none. */
    public synchronized void revoke(String id) {
        added.remove(id);
    }

    // --- What stands, for whoever asks without the API

    /** An instance that runs. */
    public synchronized Optional<Ec2Instance> running(String id) {
        return Optional.ofNullable(instances.get(id)).filter(Ec2Instance::runs);
    }

    /** The instances that run, by id. */
    public synchronized List<Ec2Instance> running() {
        return instances.values().stream().filter(Ec2Instance::runs).toList();
    }

    /** Whether an Elastic IP is associated with an instance. */
    public synchronized boolean isPublic(String instance) {
        return addresses.values().stream().anyMatch(address -> address.isOf(instance));
    }

    /** An Elastic IP by its allocation. */
    public synchronized Optional<ElasticAddress> address(String allocation) {
        return Optional.ofNullable(addresses.get(allocation));
    }

    /** A security group with all of its rules. */
    public synchronized Optional<SecurityGroup> group(String id) {
        return Optional.ofNullable(groups.get(id)).map(this::whole);
    }

    private SecurityGroup whole(SecurityGroup group) {
        SecurityGroup whole = group;
        for (Added one : added.values()) {
            if (one.group().equals(group.id())) {
                whole = whole.with(one.in(), List.of(one.rule()));
            }
        }
        return whole;
    }

    // --- The API

    /**
     * DescribeInstances.
     *
     * @param ids of those that are wanted; empty for all
     * @throws TwinError InvalidInstanceID.NotFound, InvalidParameterValue
     */
    public synchronized List<Ec2Instance> instances(List<String> ids, List<Filter> filters) {
        return described(instances, ids, filters, "InvalidInstanceID.NotFound", "The instance ID");
    }

    /**
     * DescribeInstanceStatus.
     *
     * @param all whether those that do not run are wanted too
     * @throws TwinError InvalidInstanceID.NotFound, InvalidParameterValue
     */
    public synchronized Map<Ec2Instance, Checks> statuses(List<String> ids, List<Filter> filters, boolean all) {
        Map<Ec2Instance, Checks> statuses = new HashMap<>();
        instances(ids, filters).stream()
                .filter(instance -> all || instance.runs())
                .forEach(instance -> statuses.put(instance, checks(instance)));
        return statuses;
    }

    private Checks checks(Ec2Instance instance) {
        if (!instance.runs()) {
            return Checks.both(Checks.Check.NOT_APPLICABLE);
        }
        if (agenda.instant().isBefore(instance.launched().plus(minute))) {
            return Checks.both(Checks.Check.INITIALIZING);
        }
        return new Checks(
                brokenHosts.contains(instance.id()) ? Checks.Check.IMPAIRED : Checks.Check.OK,
                brokenSystems.contains(instance.id()) ? Checks.Check.IMPAIRED : Checks.Check.OK);
    }

    /**
     * DescribeAddresses.
     *
     * @param allocations of those that are wanted; empty for all
     * @throws TwinError InvalidAllocationID.NotFound, InvalidParameterValue
     */
    public synchronized List<ElasticAddress> addresses(List<String> allocations, List<Filter> filters) {
        return described(addresses, allocations, filters, "InvalidAllocationID.NotFound", "The allocation ID");
    }

    /**
     * DescribeSecurityGroups.
     *
     * @param ids of those that are wanted; empty for all
     * @throws TwinError InvalidGroup.NotFound, InvalidParameterValue
     */
    public synchronized List<SecurityGroup> groups(List<String> ids, List<Filter> filters) {
        Map<String, SecurityGroup> whole = new TreeMap<>();
        groups.forEach((id, group) -> whole.put(id, whole(group)));
        return described(whole, ids, filters, "InvalidGroup.NotFound", "The security group");
    }

    private static <T extends Described> List<T> described(
            Map<String, T> all, List<String> ids, List<Filter> filters, String code, String what) {
        require(ids, all::containsKey, code, what);
        Predicate<T> passes = one -> filters.stream().allMatch(filter -> filter.passes(one));
        return all.entrySet().stream()
                .filter(one -> ids.isEmpty() || ids.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .filter(passes)
                .toList();
    }

    private static void require(List<String> ids, Predicate<String> there, String code, String what) {
        List<String> missing = ids.stream().filter(there.negate()).toList();
        if (!missing.isEmpty()) {
            throw new TwinError(code, 400, what + " '" + String.join(", ", missing) + "' does not exist");
        }
    }

    /**
     * RebootInstances: "only queues a request", and "requests to reboot terminated instances are ignored" (API
     * reference). What ails the instance itself is gone afterwards, what ails its host is not.
     *
     * @throws TwinError InvalidInstanceID.NotFound
     */
    public synchronized void reboot(List<String> ids) {
        for (Ec2Instance instance : instances(ids, List.of())) {
            if (ids.contains(instance.id()) && instance.runs()) {
                brokenSystems.remove(instance.id());
                Hands now = hands;
                agenda.in(Duration.ZERO, () -> now.restarted(instance.id()));
            }
        }
    }

    /**
     * What an alarm wants of an instance: {@code reboot}, or {@code recover}, which moves it to a sound host and boots
     * it there ("Create alarms that stop, terminate, reboot, or recover an instance", EC2 User Guide). One that is not
     * there is left alone.
     */
    public synchronized void operate(String action, String id) {
        if (running(id).isPresent()) {
            if (action.equals("recover")) {
                brokenHosts.remove(id);
            }
            reboot(List.of(id));
        }
    }

    /**
     * AssociateAddress: taken from whatever it was associated with, and from the instance whatever address it had (API
     * reference). Gives the association's id.
     *
     * @param take whether it may be taken from something else
     * @throws TwinError InvalidAllocationID.NotFound, InvalidInstanceID.NotFound, InvalidInstanceID,
     *     Resource.AlreadyAssociated
     */
    public synchronized String associate(String allocation, String instance, boolean take) {
        String id = associated(allocation, instance, take);
        tellMoved();
        return id;
    }

    private String associated(String allocation, String instance, boolean take) {
        ElasticAddress address = addresses(List.of(allocation), List.of()).getFirst();
        Ec2Instance target = instances(List.of(instance), List.of()).getFirst();
        if (!target.runs()) {
            throw new TwinError(
                    "InvalidInstanceID",
                    400,
                    "The terminated instance '" + instance + "' is not in a valid state for this operation.");
        }
        if (address.isOf(instance)) {
            return address.association().orElseThrow().id();
        }
        if (address.association().isPresent() && !take) {
            throw new TwinError(
                    "Resource.AlreadyAssociated",
                    400,
                    "resource " + allocation + " is already associated with associate-id "
                            + address.association().orElseThrow().id());
        }
        addresses.replaceAll((key, other) -> other.isOf(instance) ? other.with(Optional.empty()) : other);
        String id = "eipassoc-%017x".formatted(++associations);
        addresses.put(
                allocation,
                address.with(Optional.of(new ElasticAddress.Association(id, instance, target.networkInterface()))));
        return id;
    }

    /**
     * DisassociateAddress.
     *
     * @throws TwinError InvalidAssociationID.NotFound
     */
    public synchronized void disassociate(String association) {
        Predicate<ElasticAddress> is = address -> address.association()
                .filter(one -> one.id().equals(association))
                .isPresent();
        if (addresses.values().stream().noneMatch(is)) {
            throw new TwinError(
                    "InvalidAssociationID.NotFound", 400, "The association ID '" + association + "' does not exist");
        }
        addresses.replaceAll((key, address) -> is.test(address) ? address.with(Optional.empty()) : address);
        tellMoved();
    }

    private void tellMoved() {
        Hands now = hands;
        agenda.in(Duration.ZERO, now::moved);
    }

    // --- What breaks

    /** From now on a status check of an instance fails, until a reboot or a recovery mends what it can. */
    public synchronized void impair(String id, boolean host) {
        (host ? brokenHosts : brokenSystems).add(id);
    }

    /** How many of its status checks fail, by the name that its metric has. */
    public synchronized Map<String, Map<String, Integer>> failedChecks() {
        Map<String, Map<String, Integer>> failed = new TreeMap<>();
        for (Ec2Instance instance : new ArrayList<>(running())) {
            Checks checks = checks(instance);
            if (checks.system() != Checks.Check.INITIALIZING) {
                int system = checks.system() == Checks.Check.IMPAIRED ? 1 : 0;
                int own = checks.instance() == Checks.Check.IMPAIRED ? 1 : 0;
                failed.put(
                        instance.id(),
                        Map.of(
                                "StatusCheckFailed_System", system,
                                "StatusCheckFailed_Instance", own,
                                "StatusCheckFailed", Math.max(system, own)));
            }
        }
        return failed;
    }
}
