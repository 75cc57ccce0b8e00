package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.json.JsonObject;
import io.regent.lab.checkers.SocketCheckers;
import io.regent.lab.cloud.Account;
import io.regent.lab.cloud.RegionTwin;
import io.regent.lab.cloud.Rights;
import io.regent.lab.dns.Answers;
import io.regent.lab.dns.DnsServer;
import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.net.LoopbackNetwork;
import io.regent.lab.place.LoadBalancer;
import io.regent.lab.place.PlaceFailed;
import io.regent.lab.place.RegistryHost;
import io.regent.lab.stack.Deployed;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.LiveAgenda;
import io.regent.lab.twin.RetryPolicy;
import io.regent.lab.twin.Routes;
import io.regent.lab.twin.ec2.Hands;
import io.regent.lab.twin.events.RuleTarget;
import io.regent.lab.twin.route53.AwsName;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.LoadBalancers.TargetGroup;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.Route53Settings;
import io.regent.lab.twin.route53.Route53Twin;
import io.regent.lab.twin.route53.Surroundings;
import io.regent.lab.twin.route53.Target;
import io.regent.lab.wire.AccessKeys;
import io.regent.lab.wire.Ec2Wire;
import io.regent.lab.wire.EventsWire;
import io.regent.lab.wire.IdentityWire;
import io.regent.lab.wire.LambdaWire;
import io.regent.lab.wire.ParametersWire;
import io.regent.lab.wire.RoleAuthorization;
import io.regent.lab.wire.Route53Wire;
import io.regent.lab.wire.SchedulerWire;
import io.regent.lab.wire.TopicsWire;
import io.regent.lab.wire.WireFront;
import io.regent.lab.wire.WireJournal;
import io.regent.lab.wire.WireProtocol;
import io.regent.lab.wire.cloudwatch.CloudWatchWire;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.LedgerText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The lab's world, running: what the repository's templates make of an AWS account, deployed as {@code samconfig.toml}
 * says, in the twin of AWS behind its wire front; the registries and load balancers that the stacks have, at addresses
 * of this machine; a DNS server that answers as Route 53's name servers would. What the lab changes of the templates is
 * in {@link Tempo}, {@link LabEnvironment} and {@link LabAdjustments}. {@link #close} ends all of it.
 */
public final class World implements AutoCloseable {
    /** The account that everything belongs to: the one of AWS's documentation. */
    static final String ACCOUNT = "123456789012";

    /** The service's name. */
    public static final String SERVICE = "registry.example.com";

    public static final Region IRELAND = new Region("eu-west-1");
    public static final Region MUMBAI = new Region("ap-south-1");

    /** The hosted zone that everybody has before Regent comes, by the id that {@code fleet.yaml} names. */
    static final String ZONE = "Z0123456789ABCDEFGHIJ";

    /** By the templates' own name for everything. */
    private static final String FLEET_PARAMETER = "/regent/fleet";

    static final String ZONE_NAME = "example.com";
    static final int MOST_REFUSALS = 1_000;
    static final List<Place> PLACES = List.of(new Place(IRELAND, 1), new Place(MUMBAI, 2));

    private final Tempo tempo;
    private final Faults faults = new Faults();
    private final WireJournal journal = new WireJournal();
    private final Deque<AutoCloseable> open;
    private final SortedMap<Region, Ground> grounds = new TreeMap<>();
    private final LiveAgenda agenda;
    private final Routes routes = new Routes();
    private final LinkedBlockingQueue<String> refusals = new LinkedBlockingQueue<>(MOST_REFUSALS);
    private final Account account;
    private final WireFront front;
    private final NameServers nameServers;
    private final DnsServer dns;
    private final Stacking stacking;

    private World(
            Deque<AutoCloseable> open,
            Templates templates,
            Tempo tempo,
            Ports ports,
            String searchPath,
            InstantSource clock,
            Hosting hosting,
            BiConsumer<Caller.Function, JsonObject> log)
            throws IOException {
        this.open = open;
        this.tempo = tempo;
        Doors.requireAddresses(PLACES);
        LoopbackNetwork network = keep(
                LoopbackNetwork.open(faults, PLACES.stream().map(Place::site).toList(), regions()));
        for (Place place : PLACES) {
            grounds.put(place.region(), keep(new Ground(place, searchPath, tempo)));
        }
        agenda = keep(new LiveAgenda(clock));
        ExecutorService functions = Executors.newVirtualThreadPerTaskExecutor();
        // Not close(), which would wait for sessions that go on for a while.
        keep(functions::shutdownNow);
        SortedMap<Region, RegionTwin> twins = new TreeMap<>();
        for (Place place : PLACES) {
            twins.put(
                    place.region(),
                    new RegionTwin(place.region(), ACCOUNT, agenda, faults, routes, tempo.minute(), functions));
        }
        account = new Account(ACCOUNT, twins, route53(network, twins));
        account.route53().host(ZONE, DnsName.of(ZONE_NAME));
        nameServers = new NameServers(account.route53(), ZONE);
        grounds.forEach((region, ground) -> account.in(region).ec2().hands(new OnGround(region, ground)));
        AccessKeys keys = new AccessKeys();
        Rights rights = new Rights(account, refusals::offer);
        routes.guard(rights);
        front = keep(Doors.front(
                ports.aws(),
                protocols(keys),
                faults,
                keys,
                new RoleAuthorization(keys, rights::refusal),
                journal,
                agenda));
        dns = keep(Doors.dns(ports.dns(), binds(ports.dns(), network)));
        LabEnvironment environment = new LabEnvironment(
                keys, front.endpoint(), region -> place(region).resolver(ports.dns()), tempo.minute(), tempo.session());
        String control = "127.0.0.1:" + front.address().getPort();
        stacking = new Stacking(
                templates,
                account,
                environment.around(hosting.open(rights.logging(keys::role, log))),
                new LabAdjustments(tempo, PLACES, control));
        for (String stack : Stacking.IN_ORDER) {
            deploy(stack, Map.of());
        }
        twins.forEach((region, twin) -> Measures.begin(
                twin, agenda, tempo.minute(), () -> of(grounds, region).healthy()));
    }

    /**
     * Starts everything.
     *
     * @param searchPath where to look for the real registry, in the form of {@code PATH}
     * @param hosting runs the functions
     * @param log hears the functions' log lines; thread-safe
     * @throws IOException when a port cannot be had, naming it and what to do; nothing is left open then
     * @throws AddressUnavailable when a loopback address cannot be had, or the port of a registry or load balancer
     * @throws PlaceFailed when a registry does not start
     * @throws io.regent.lab.stack.Unsupported when the lab does not know something in a template
     * @throws io.regent.lab.stack.DeploymentFailed when a stack cannot be deployed
     */
    public static World open(
            Templates templates,
            Tempo tempo,
            Ports ports,
            String searchPath,
            InstantSource clock,
            Hosting hosting,
            BiConsumer<Caller.Function, JsonObject> log)
            throws IOException {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            return new World(open, templates, tempo, ports, searchPath, clock, hosting, log);
        } catch (IOException | RuntimeException e) {
            close(open);
            throw e;
        }
    }

    /** What EC2 does to what listens; not on the agenda's thread, which has no time to wait for a registry. */
    private final class OnGround implements Hands {
        private final Region region;
        private final Ground ground;

        OnGround(Region region, Ground ground) {
            this.region = region;
            this.ground = ground;
        }

        @Override
        public void restarted(String instance) {
            Thread.ofVirtual().name("reboot " + region).start(ground::reboot);
        }

        @Override
        public void moved() {
            Thread.ofVirtual()
                    .name("address " + region)
                    .start(() -> ground.settle(account.in(region).network()));
        }
    }

    private Route53Twin route53(LoopbackNetwork network, Map<Region, RegionTwin> twins) {
        return new Route53Twin(
                agenda,
                Route53Settings.documented()
                        .withPropagation(tempo.propagation())
                        .withRate(tempo.requestsPerSecond(), tempo.requestsPerSecond())
                        .withLoadBalancerTtl(tempo.aliasTtl())
                        .withHealthPace(tempo.timesFaster()),
                new Surroundings(
                        keep(new SocketCheckers(network::seenFromOutside)),
                        CloudWatchStreams.of(twins, faults),
                        name -> targetGroups(name, twins)));
    }

    /** The target groups of a load balancer, with what it holds of the region's instance. */
    private List<TargetGroup> targetGroups(AwsName name, Map<Region, RegionTwin> twins) {
        List<TargetGroup> groups = new ArrayList<>();
        twins.forEach((region, twin) -> twin.network()
                .targets(name.name())
                .forEach(targets ->
                        groups.add(new TargetGroup(targets, of(grounds, region).healthy() ? targets : 0))));
        return groups;
    }

    private List<WireProtocol> protocols(AccessKeys keys) {
        return List.of(
                new Route53Wire(account.route53()),
                new CloudWatchWire(each(RegionTwin::cloudWatch)),
                EventsWire.over(each(RegionTwin::bus)),
                SchedulerWire.over(each(RegionTwin::schedules)),
                LambdaWire.over(each(RegionTwin::lambda)),
                ParametersWire.over(each(RegionTwin::parameters)),
                TopicsWire.over(each(RegionTwin::topics)),
                IdentityWire.of(ACCOUNT, keys),
                Ec2Wire.over(each(RegionTwin::ec2), ACCOUNT, Place::listening));
    }

    private <C extends AutoCloseable> C keep(C part) {
        open.push(part);
        return part;
    }

    private <T> Map<Region, T> each(Function<RegionTwin, T> part) {
        Map<Region, T> parts = new TreeMap<>();
        account.regions().forEach((region, twin) -> parts.put(region, part.apply(twin)));
        return parts;
    }

    /** Everybody's resolver, one for each region, and the zone's name servers. */
    private List<DnsServer.Bind> binds(int port, LoopbackNetwork network) {
        Answers resolver = nameServers.resolver();
        List<DnsServer.Bind> binds = new ArrayList<>();
        binds.add(new DnsServer.Bind(new InetSocketAddress(Doors.HOME, port), resolver));
        for (Place place : PLACES) {
            binds.add(new DnsServer.Bind(place.resolver(port), new RegionalView(resolver, network, place.region())));
        }
        binds.addAll(nameServers.binds(port));
        return binds;
    }

    /**
     * Deploys an environment of {@code samconfig.toml} as {@code sam deploy --config-env} does: makes its stack, or
     * brings it to what the template says now.
     *
     * @param overrides parameters that are given otherwise than there; an update leaves the others as they were
     * @throws io.regent.lab.stack.DeploymentFailed when it cannot be done
     */
    public Deployed deploy(String environment, Map<String, String> overrides) {
        try {
            return stacking.deploy(environment, overrides);
        } finally {
            settle();
        }
    }

    private void settle() {
        grounds.forEach((region, ground) -> ground.settle(account.in(region).network()));
    }

    /** The account that the stacks are in, to be looked at. */
    public Account account() {
        return account;
    }

    /** The fleet's document that the functions of a region read, with the lab's times. */
    public String fleetDocument(Region region) {
        return account.in(region).parameters().get(FLEET_PARAMETER, true).value();
    }

    /** The lab's times. */
    public Tempo tempo() {
        return tempo;
    }

    /** What is broken, to be broken or healed. */
    public Faults faults() {
        return faults;
    }

    /** What somebody was not allowed to do so far, the first of it when it is too much; empty when all is well. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Every call that reached the wire front. */
    public WireJournal journal() {
        return journal;
    }

    /** The twin of Route 53. */
    public Route53Twin route53() {
        return account.route53();
    }

    /** The zone's record sets as the control plane has them, PENDING changes included. */
    public List<RecordSet> records() {
        return route53().look(ZONE);
    }

    /** The ledger as the control plane has it. */
    public LedgerReading ledger() {
        DnsName name = DnsName.of("_regent." + SERVICE);
        return records().stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .map(World::ledger)
                .orElseGet(LedgerReading.Missing::new);
    }

    /** What a record set holds as a ledger. */
    public static LedgerReading ledger(RecordSet set) {
        return set.target() instanceof Target.Values values
                // A long value stands in several strings of one record.
                ? LedgerText.read(
                        String.join(" ", values.values()).replace("\" \"", "").replace("\"", ""))
                : new LedgerReading.Foreign();
    }

    /** The id of the hosted zone. */
    public String zone() {
        return ZONE;
    }

    /** What {@code AWS_ENDPOINT_URL} has to be. */
    public URI endpoint() {
        return front.endpoint();
    }

    /** The zone's name servers, to be silenced or healed. */
    public NameServers nameServers() {
        return nameServers;
    }

    /** Where everybody's resolver listens. */
    public InetSocketAddress nameServer() {
        return dns.addresses().getFirst();
    }

    /** The regions, in the order in which a person hears of them. */
    public List<Region> regions() {
        return PLACES.stream().map(Place::region).toList();
    }

    /** Has a function never run again, as a person does who reserves a concurrency of 0 for it. */
    public void stop(Region region, String function) {
        account.in(region).lambda().reserve(function, 0);
    }

    /** A region's registry. */
    public RegistryHost registry(Region region) {
        return of(grounds, region).registry();
    }

    /** A region's load balancer. */
    public LoadBalancer loadBalancer(Region region) {
        return of(grounds, region).loadBalancer();
    }

    /** The address that clients get for a region. */
    public InetAddress clientAddress(Region region) {
        return place(region).address();
    }

    private Place place(Region region) {
        return PLACES.stream()
                .filter(place -> place.region().equals(region))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("region " + region + ": expected one of " + regions()));
    }

    /** From now on the listener hears the events of a region's bus that a pattern picks, as JSON. */
    public void hear(Region region, String name, String pattern, Consumer<String> listener) {
        Arn ears = new Arn("lab", region, ACCOUNT, name);
        routes.add("lab", region, (sender, target, payload) -> listener.accept(payload));
        RegionTwin twin = account.in(region);
        twin.bus().putRule(name, pattern, true, "what the lab listens to");
        twin.bus().putTargets(name, List.of(new RuleTarget("ears", ears, "", RetryPolicy.DEFAULT)));
    }

    static <T> T of(Map<Region, T> parts, Region region) {
        T part = parts.get(region);
        if (part == null) {
            throw new IllegalArgumentException("region " + region + ": expected one of " + parts.keySet());
        }
        return part;
    }

    /** Ends everything that was started, the last thing first; what cannot be ended hinders nothing else. */
    @Override
    public void close() {
        close(open);
    }

    /** The end of the program and a signal may both come here: the second waits for the first. */
    static void close(Deque<AutoCloseable> open) {
        synchronized (open) {
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception e) {
                    Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), e);
                }
            }
        }
    }
}
