package io.regent.machine;

import io.regent.adapter.SdkCall;
import io.regent.aws.AwsClients;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * The EC2 of every region. What belongs to an endpoint is found by the tag Name that the regional stack gives it:
 * {@code NAME-registry} for instance and Elastic IP, {@code NAME-load-balancer} for the load balancer's security group.
 */
public final class Ec2Machines implements Machines {
    /**
     * One page holds all that is named alike, unless something is wrong; pages may also be empty (EC2 API reference).
     */
    static final int MOST_PAGES = 5;

    private static final int PAGE = 100;
    private static final int DENIED = 403;
    private static final int NO_CREDENTIALS = 401;

    /** The SDK's words for an answer that came and is no XML. */
    private static final String UNREADABLE = "Unable to unmarshall response";

    private static final String GONE = "an instance that is gone has none";

    private final AwsClients looking;
    private final AwsClients acting;
    private final String name;
    private final InstantSource clock;
    private final Map<Region, Ec2Client> readers = new ConcurrentHashMap<>();

    /**
     * Calls nobody.
     *
     * @param looking for calls that may be repeated
     * @param acting for calls that are made once
     * @param name the stack's parameter Name
     */
    public Ec2Machines(AwsClients looking, AwsClients acting, String name, InstantSource clock) {
        this.looking = looking;
        this.acting = acting;
        this.name = name;
        this.clock = clock;
    }

    private String registry() {
        return name + "-registry";
    }

    private Ec2Client reader(Region region) {
        return readers.computeIfAbsent(region, other -> looking.ec2(other, Ec2Client.builder()));
    }

    @Override
    public MachineReading look(Service service, Region region, Instant deadline) {
        Instant now = clock.instant();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Known<List<Instance>>> instances = tasks.submit(() -> checked(region, deadline));
            Future<Known<List<ElasticIp>>> addresses = tasks.submit(() -> addresses(region, deadline));
            Future<Known<List<SecurityGroup>>> front = tasks.submit(() -> groups(
                    region,
                    deadline,
                    () -> reader(region)
                            .describeSecurityGroups(request -> request.filters(named(name + "-load-balancer")))));
            Known<List<Instance>> found = got(instances);
            Known<List<SecurityGroup>> own = found.then(list -> groupsOf(list, region, deadline));
            Known<List<SecurityGroup>> balancers = got(front);
            List<Opening> openings = ports(service, region).entrySet().stream()
                    .map(port -> opening(port.getValue(), port.getKey(), own, balancers))
                    .toList();
            return new MachineReading(region, registry(), now, found, got(addresses), openings);
        }
    }

    private static <T> Known<T> got(Future<Known<T>> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Known.Unknown<>(Known.Cause.NO_ANSWER, "interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking EC2 failed unexpectedly", e.getCause());
        }
    }

    /** The ports that the fleet's document has for the endpoint, each once. */
    private static Map<Integer, Target.Part> ports(Service service, Region region) {
        Map<Integer, Target.Part> ports = new TreeMap<>();
        List<Target> targets = service.endpoint(region).map(Endpoint::targets).orElse(List.of());
        for (Target target : targets) {
            ports.putIfAbsent(target.address().port(), target.part());
        }
        return ports;
    }

    private static Filter named(String wanted) {
        return Filter.builder().name("tag:Name").values(wanted).build();
    }

    private <T, R> Known<R> ask(Instant deadline, Supplier<T> call, Function<T, Known<R>> read) {
        Duration left = Duration.between(clock.instant(), deadline);
        return SdkCall.make(left, call::get, read, Ec2Machines::unknown);
    }

    private static <R> Known<R> unknown(SdkCall.Failure failure) {
        return switch (failure) {
            case SdkCall.Failure.NoAnswer noAnswer ->
                new Known.Unknown<>(
                        noAnswer.why().startsWith(UNREADABLE) ? Known.Cause.NONSENSE : Known.Cause.NO_ANSWER,
                        noAnswer.why());
            case SdkCall.Failure.Refused refused -> new Known.Unknown<>(cause(refused), refused.why());
        };
    }

    private static Known.Cause cause(SdkCall.Failure.Refused refused) {
        int status = refused.answer().statusCode();
        if (refused.answer().isThrottlingException()) {
            return Known.Cause.THROTTLED;
        }
        if (status == DENIED || status == NO_CREDENTIALS) {
            return Known.Cause.DENIED;
        }
        return status >= 500 ? Known.Cause.BROKEN : Known.Cause.REFUSED;
    }

    private static <R> Known<R> nonsense(String what) {
        return new Known.Unknown<>(Known.Cause.NONSENSE, what);
    }

    /** The instances with their status checks, one question for all that are not gone. */
    private Known<List<Instance>> checked(Region region, Instant deadline) {
        return instances(region, deadline).then(found -> {
            List<String> ids = found.stream()
                    .filter(one -> !one.state().isGone())
                    .map(Instance::id)
                    .toList();
            if (ids.isEmpty()) {
                return new Known.Is<>(found);
            }
            Known<Map<String, Known<Instance.Checks>>> checks = ask(
                    deadline,
                    () -> reader(region)
                            .describeInstanceStatus(
                                    request -> request.instanceIds(ids).includeAllInstances(true)),
                    Ec2Machines::readChecks);
            return new Known.Is<>(found.stream()
                    .map(one -> one.state().isGone()
                            ? one
                            : new Instance(
                                    one.id(),
                                    one.state(),
                                    checks.then(all -> all.getOrDefault(one.id(), nonsense("no status of it"))),
                                    one.groups()))
                    .toList());
        });
    }

    private Known<List<Instance>> instances(Region region, Instant deadline) {
        return ask(
                deadline,
                () -> {
                    List<DescribeInstancesResponse> pages = new ArrayList<>();
                    DescribeInstancesRequest.Builder request = DescribeInstancesRequest.builder()
                            .filters(named(registry()))
                            .maxResults(PAGE);
                    do {
                        pages.add(reader(region).describeInstances(request.build()));
                        request.nextToken(pages.getLast().nextToken());
                    } while (goesOn(pages.getLast()) && pages.size() < MOST_PAGES);
                    return pages;
                },
                Ec2Machines::readInstances);
    }

    private static boolean goesOn(DescribeInstancesResponse page) {
        return page.nextToken() != null && !page.nextToken().isEmpty();
    }

    private static Known<List<Instance>> readInstances(List<DescribeInstancesResponse> pages) {
        if (goesOn(pages.getLast())) {
            return nonsense("the instances do not end after " + MOST_PAGES + " pages");
        }
        List<Instance> instances = new ArrayList<>();
        for (DescribeInstancesResponse page : pages) {
            if (!page.hasReservations()) {
                return nonsense("an answer without a list of instances");
            }
            for (var reservation : page.reservations()) {
                for (var one : reservation.instances()) {
                    Optional<Instance.State> state = Optional.ofNullable(one.state())
                            .flatMap(given -> Optional.ofNullable(given.name()))
                            .flatMap(Ec2Machines::state);
                    if (one.instanceId() == null || state.isEmpty()) {
                        return nonsense("an instance without an id, or in a state that there is not: "
                                + one.instanceId() + " "
                                + (one.state() == null ? "" : one.state().nameAsString()));
                    }
                    if (one.securityGroups().stream().anyMatch(group -> group.groupId() == null)) {
                        return nonsense("a security group without an id, of " + one.instanceId());
                    }
                    instances.add(new Instance(
                            one.instanceId(),
                            state.get(),
                            new Known.Unknown<>(Known.Cause.REFUSED, GONE),
                            one.securityGroups().stream()
                                    .map(GroupIdentifier::groupId)
                                    .toList()));
                }
            }
        }
        return new Known.Is<>(instances);
    }

    private static Optional<Instance.State> state(InstanceStateName state) {
        return switch (state) {
            case PENDING -> Optional.of(Instance.State.PENDING);
            case RUNNING -> Optional.of(Instance.State.RUNNING);
            case SHUTTING_DOWN -> Optional.of(Instance.State.SHUTTING_DOWN);
            case TERMINATED -> Optional.of(Instance.State.TERMINATED);
            case STOPPING -> Optional.of(Instance.State.STOPPING);
            case STOPPED -> Optional.of(Instance.State.STOPPED);
            case UNKNOWN_TO_SDK_VERSION -> Optional.empty();
        };
    }

    private static Known<Map<String, Known<Instance.Checks>>> readChecks(DescribeInstanceStatusResponse answer) {
        Map<String, Known<Instance.Checks>> checks = new TreeMap<>();
        for (InstanceStatus status : answer.instanceStatuses()) {
            Optional<Instance.Check> system = check(status.systemStatus());
            Optional<Instance.Check> instance = check(status.instanceStatus());
            if (status.instanceId() == null || system.isEmpty() || instance.isEmpty()) {
                return nonsense("a status without an id, or one that there is not: " + status);
            }
            checks.put(status.instanceId(), new Known.Is<>(new Instance.Checks(system.get(), instance.get())));
        }
        return new Known.Is<>(checks);
    }

    private static Optional<Instance.Check> check(InstanceStatusSummary summary) {
        if (summary == null || summary.status() == null) {
            return Optional.empty();
        }
        return switch (summary.status()) {
            case OK -> Optional.of(Instance.Check.OK);
            case IMPAIRED -> Optional.of(Instance.Check.IMPAIRED);
            case INSUFFICIENT_DATA -> Optional.of(Instance.Check.INSUFFICIENT_DATA);
            case NOT_APPLICABLE -> Optional.of(Instance.Check.NOT_APPLICABLE);
            case INITIALIZING -> Optional.of(Instance.Check.INITIALIZING);
            case UNKNOWN_TO_SDK_VERSION -> Optional.empty();
        };
    }

    private Known<List<ElasticIp>> addresses(Region region, Instant deadline) {
        return ask(
                deadline,
                () -> reader(region).describeAddresses(request -> request.filters(named(registry()))),
                Ec2Machines::readAddresses);
    }

    private static Known<List<ElasticIp>> readAddresses(DescribeAddressesResponse answer) {
        if (!answer.hasAddresses()) {
            return nonsense("an answer without a list of addresses");
        }
        List<ElasticIp> addresses = new ArrayList<>();
        for (Address address : answer.addresses()) {
            if (address.publicIp() == null || address.allocationId() == null) {
                return nonsense("an address without its number or its allocation: " + address);
            }
            addresses.add(new ElasticIp(
                    address.publicIp(),
                    address.allocationId(),
                    filled(address.instanceId()),
                    filled(address.networkInterfaceId())));
        }
        return new Known.Is<>(addresses);
    }

    /** EC2 writes what is not there as an empty element, or not at all. */
    private static Optional<String> filled(String text) {
        return Optional.ofNullable(text).filter(given -> !given.isEmpty());
    }

    /** The security groups of the instance that runs; of one that does not where none does. */
    private Known<List<SecurityGroup>> groupsOf(List<Instance> instances, Region region, Instant deadline) {
        List<Instance> there =
                instances.stream().filter(one -> !one.state().isGone()).toList();
        List<Instance> running = there.stream().filter(Instance::runs).toList();
        List<String> ids = (running.isEmpty() ? there : running)
                .stream().flatMap(one -> one.groups().stream()).distinct().toList();
        return ids.isEmpty()
                ? new Known.Is<>(List.of())
                : groups(
                        region,
                        deadline,
                        () -> reader(region).describeSecurityGroups(request -> request.groupIds(ids)));
    }

    private Known<List<SecurityGroup>> groups(
            Region region, Instant deadline, Supplier<DescribeSecurityGroupsResponse> call) {
        return ask(
                deadline,
                call,
                answer -> answer.hasSecurityGroups()
                        ? whole(answer.securityGroups())
                        : nonsense("an answer of " + region + " without a list of security groups"));
    }

    private static Known<List<SecurityGroup>> whole(List<SecurityGroup> groups) {
        boolean whole = groups.stream()
                .flatMap(group -> group.ipPermissions().stream())
                .flatMap(rule -> peers(rule).stream())
                .noneMatch(Objects::isNull);
        return whole ? new Known.Is<>(groups) : nonsense("a rule that does not say whom it lets in");
    }

    private static Opening opening(
            Target.Part part, int port, Known<List<SecurityGroup>> own, Known<List<SecurityGroup>> front) {
        Known<List<SecurityGroup>> groups =
                switch (part) {
                    case ORIGIN -> own;
                    case LOAD_BALANCER -> front;
                };
        return new Opening(
                part,
                port,
                groups.then(known -> new Known.Is<>(known.stream()
                        .flatMap(group -> group.ipPermissions().stream())
                        .filter(rule -> covers(rule, port))
                        .flatMap(rule -> peers(rule).stream())
                        .distinct()
                        .toList())));
    }

    /** A rule for all protocols is for all ports (EC2 API reference, IpPermission). */
    private static boolean covers(IpPermission rule, int port) {
        if ("-1".equals(rule.ipProtocol())) {
            return true;
        }
        return "tcp".equals(rule.ipProtocol())
                && rule.fromPort() != null
                && rule.toPort() != null
                && rule.fromPort() <= port
                && port <= rule.toPort();
    }

    private static List<String> peers(IpPermission rule) {
        List<String> peers = new ArrayList<>();
        rule.ipRanges().forEach(range -> peers.add(range.cidrIp()));
        rule.ipv6Ranges().forEach(range -> peers.add(range.cidrIpv6()));
        rule.userIdGroupPairs().forEach(pair -> peers.add(pair.groupId()));
        rule.prefixListIds().forEach(list -> peers.add(list.prefixListId()));
        return peers;
    }

    @Override
    public RepairOutcome reboot(Service service, Region region, Instant deadline) {
        return onTheOneThatRuns(
                region,
                deadline,
                instance -> act(
                        region,
                        deadline,
                        client -> client.rebootInstances(request -> request.instanceIds(instance.id())),
                        "the reboot of " + instance.id()));
    }

    @Override
    public RepairOutcome attach(Service service, Region region, Instant deadline) {
        return onTheOneThatRuns(region, deadline, instance -> switch (addresses(region, deadline)) {
            case Known.Unknown<List<ElasticIp>> unknown ->
                new RepairOutcome.NotDone("the Elastic IP named " + registry() + " could not be looked up, " + unknown);
            case Known.Is<List<ElasticIp>> is -> {
                if (is.value().size() != 1) {
                    yield new RepairOutcome.NotDone(
                            is.value().size() + " Elastic IPs named " + registry() + ": expected one");
                }
                ElasticIp address = is.value().getFirst();
                yield address.isOf(instance)
                        ? new RepairOutcome.Unneeded(address.address() + " is attached to " + instance.id())
                        : attach(address, instance, region, deadline);
            }
        });
    }

    /** "Reassociation is automatic" (EC2 API reference, AssociateAddress); that it is wanted is said all the same. */
    private RepairOutcome attach(ElasticIp address, Instance instance, Region region, Instant deadline) {
        return act(
                region,
                deadline,
                client -> client.associateAddress(request -> request.allocationId(address.allocation())
                        .instanceId(instance.id())
                        .allowReassociation(true)),
                "attaching " + address.address() + " to " + instance.id() + ", from " + address.attachment());
    }

    private RepairOutcome onTheOneThatRuns(Region region, Instant deadline, Function<Instance, RepairOutcome> repair) {
        return switch (instances(region, deadline)) {
            case Known.Unknown<List<Instance>> unknown ->
                new RepairOutcome.NotDone("the instance named " + registry() + " could not be looked up, " + unknown);
            case Known.Is<List<Instance>> is -> {
                List<Instance> running =
                        is.value().stream().filter(Instance::runs).toList();
                yield running.size() == 1
                        ? repair.apply(running.getFirst())
                        : new RepairOutcome.NotDone(running.size() + " instances named " + registry()
                                + " run, expected one; there are " + listed(is.value()));
            }
        };
    }

    private static String listed(List<Instance> instances) {
        return instances.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        instances.stream()
                                .map(one -> one.id() + " " + one.state().label())
                                .toList());
    }

    private <T> RepairOutcome act(Region region, Instant deadline, Function<Ec2Client, T> call, String what) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            return new RepairOutcome.NotDone(what + ": no time was left for it");
        }
        return SdkCall.make(
                left,
                () -> {
                    // Made for this one call: nobody repairs often.
                    try (Ec2Client client = acting.ec2(region, Ec2Client.builder())) {
                        return call.apply(client);
                    }
                },
                answer -> new RepairOutcome.Begun(what),
                failure -> refused(failure, what));
    }

    private static RepairOutcome refused(SdkCall.Failure failure, String what) {
        return switch (failure) {
            case SdkCall.Failure.NoAnswer noAnswer -> new RepairOutcome.Unanswered(what + ": " + noAnswer.why());
            case SdkCall.Failure.Refused answer ->
                switch (cause(answer)) {
                    case BROKEN, NO_ANSWER, NONSENSE -> new RepairOutcome.Unanswered(what + ": " + answer.why());
                    case THROTTLED, DENIED, REFUSED ->
                        new RepairOutcome.NotDone(what + ", " + cause(answer).label() + ": " + answer.why());
                };
        };
    }
}
