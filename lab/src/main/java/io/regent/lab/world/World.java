package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.json.JsonObject;
import io.regent.lab.dns.Answers;
import io.regent.lab.dns.DnsServer;
import io.regent.lab.dns.TwinAnswers;
import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.net.LoopbackNetwork;
import io.regent.lab.place.LoadBalancer;
import io.regent.lab.place.LoadBalancerSettings;
import io.regent.lab.place.PlaceFailed;
import io.regent.lab.place.RegistryHost;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.LiveAgenda;
import io.regent.lab.twin.RetryPolicy;
import io.regent.lab.twin.Routes;
import io.regent.lab.twin.events.RuleTarget;
import io.regent.lab.twin.route53.HealthView;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.Route53Settings;
import io.regent.lab.twin.route53.Route53Twin;
import io.regent.lab.wire.AccessKeys;
import io.regent.lab.wire.EventsWire;
import io.regent.lab.wire.IdentityWire;
import io.regent.lab.wire.LambdaWire;
import io.regent.lab.wire.ParametersWire;
import io.regent.lab.wire.RegionsWire;
import io.regent.lab.wire.Route53Wire;
import io.regent.lab.wire.SchedulerWire;
import io.regent.lab.wire.TopicsWire;
import io.regent.lab.wire.WireFront;
import io.regent.lab.wire.WireJournal;
import io.regent.lab.wire.WireProtocol;
import io.regent.lab.wire.cloudwatch.CloudWatchWire;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The lab's world, running. Two regions with a registry and a load balancer each, the twin of AWS around them behind
 * its wire front, a DNS server that answers as Route 53's name servers would, and Regent's functions, started by
 * schedules, events and alarms. {@link #close} ends all of it.
 */
public final class World implements AutoCloseable {
    /** The account that everything belongs to: the one of AWS's documentation. */
    static final String ACCOUNT = "123456789012";

    /** The service's name. */
    public static final String SERVICE = "registry.example.com";

    public static final Region IRELAND = new Region("eu-west-1");
    public static final Region MUMBAI = new Region("ap-south-1");

    private static final String ZONE = "example.com";
    private static final int BASELINE = 50;
    private static final List<Place> PLACES = List.of(new Place(IRELAND, 1), new Place(MUMBAI, 2));

    private final Tempo tempo;
    private final Faults faults = new Faults();
    private final WireJournal journal = new WireJournal();
    private final Deque<AutoCloseable> open;
    private final SortedMap<Region, RegionTwin> twins = new TreeMap<>();
    private final SortedMap<Region, RegistryHost> registries = new TreeMap<>();
    private final SortedMap<Region, LoadBalancer> loadBalancers = new TreeMap<>();
    private final LiveAgenda agenda;
    private final Routes routes = new Routes();
    private final Route53Twin route53;
    private final WireFront front;
    private final DnsServer dns;
    private final String zone;

    private World(
            Deque<AutoCloseable> open,
            Tempo tempo,
            Ports ports,
            String searchPath,
            InstantSource clock,
            BiConsumer<Caller.Function, JsonObject> log)
            throws IOException {
        this.open = open;
        this.tempo = tempo;
        Doors.requireAddresses(PLACES);
        LoopbackNetwork network = keep(
                LoopbackNetwork.open(faults, PLACES.stream().map(Place::site).toList(), regions()));
        for (Place place : PLACES) {
            registries.put(place.region(), keep(RegistryHost.open(place.registry(), searchPath)));
            LoadBalancerSettings settings = LoadBalancerSettings.DEFAULT.checking(tempo.interval(), tempo.timeout());
            loadBalancers.put(
                    place.region(), keep(LoadBalancer.open(place.loadBalancer(), place.registry(), settings)));
        }
        agenda = keep(new LiveAgenda(clock));
        ExecutorService functions = Executors.newVirtualThreadPerTaskExecutor();
        // Not close(), which would wait for sessions that go on for a while.
        keep(functions::shutdownNow);
        for (Place place : PLACES) {
            twins.put(
                    place.region(), new RegionTwin(place.region(), ACCOUNT, agenda, faults, routes, tempo, functions));
        }
        route53 = new Route53Twin(
                agenda,
                Route53Settings.documented()
                        .withPropagation(tempo.propagation())
                        .withRate(tempo.requestsPerSecond(), tempo.requestsPerSecond())
                        .withLoadBalancerTtl(tempo.aliasTtl()));
        zone = Zones.make(route53, ZONE, SERVICE, PLACES, BASELINE);
        AccessKeys keys = new AccessKeys();
        front = keep(Doors.front(ports.aws(), protocols(), faults, keys, journal, agenda));
        dns = keep(Doors.dns(ports.dns(), binds(ports.dns(), network)));
        deploy(keys, ports, log);
    }

    /**
     * Starts everything.
     *
     * @param searchPath where to look for the real registry, in the form of {@code PATH}
     * @param log hears the functions' log lines; thread-safe
     * @throws IOException when a port cannot be had, naming it and what to do; nothing is left open then
     * @throws AddressUnavailable when a loopback address cannot be had, or the port of a registry or load balancer
     * @throws PlaceFailed when a registry does not start
     */
    public static World open(
            Tempo tempo,
            Ports ports,
            String searchPath,
            InstantSource clock,
            BiConsumer<Caller.Function, JsonObject> log)
            throws IOException {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            return new World(open, tempo, ports, searchPath, clock, log);
        } catch (IOException | RuntimeException e) {
            close(open);
            throw e;
        }
    }

    private List<WireProtocol> protocols() {
        return List.of(
                new Route53Wire(route53),
                new CloudWatchWire(each(twin -> twin.cloudWatch)),
                EventsWire.over(each(twin -> twin.bus)),
                SchedulerWire.over(each(twin -> twin.schedules)),
                LambdaWire.over(each(twin -> twin.lambda)),
                ParametersWire.over(each(twin -> twin.parameters)),
                TopicsWire.over(each(twin -> twin.topics)),
                IdentityWire.of(ACCOUNT),
                RegionsWire.of(twins.keySet()));
    }

    private <C extends AutoCloseable> C keep(C part) {
        open.push(part);
        return part;
    }

    private <T> Map<Region, T> each(Function<RegionTwin, T> part) {
        Map<Region, T> parts = new TreeMap<>();
        twins.forEach((region, twin) -> parts.put(region, part.apply(twin)));
        return parts;
    }

    /** Everybody's name server, and a resolver for each region. */
    private List<DnsServer.Bind> binds(int port, LoopbackNetwork network) {
        Answers anyNameServer = (name, type) -> new TwinAnswers(
                        route53,
                        ThreadLocalRandom.current().nextInt(4),
                        bound -> ThreadLocalRandom.current().nextInt(bound),
                        HealthView.ALL_HEALTHY)
                .to(name, type);
        List<DnsServer.Bind> binds = new ArrayList<>();
        binds.add(new DnsServer.Bind(new InetSocketAddress(Doors.HOME, port), anyNameServer));
        for (Place place : PLACES) {
            binds.add(
                    new DnsServer.Bind(place.resolver(port), new RegionalView(anyNameServer, network, place.region())));
        }
        return binds;
    }

    private void deploy(AccessKeys keys, Ports ports, BiConsumer<Caller.Function, JsonObject> log) {
        String control = "127.0.0.1:" + front.address().getPort();
        String fleet = FleetYaml.write(SERVICE, zone, PLACES, BASELINE, control, tempo);
        for (Place place : PLACES) {
            Deployment deployment = new Deployment(place.region(), twin(place.region()));
            deployment.put(fleet);
            deployment.functions(keys, front.endpoint(), place.resolver(ports.dns()), tempo.session(), log::accept);
        }
        for (Place place : PLACES) {
            new Deployment(place.region(), twin(place.region())).start(SERVICE);
        }
    }

    /** The lab's times. */
    public Tempo tempo() {
        return tempo;
    }

    /** What is broken, to be broken or healed. */
    public Faults faults() {
        return faults;
    }

    /** Every call that reached the wire front. */
    public WireJournal journal() {
        return journal;
    }

    /** The twin of Route 53. */
    public Route53Twin route53() {
        return route53;
    }

    /** The zone's record sets as the control plane has them, PENDING changes included. */
    public List<RecordSet> records() {
        return route53.look(zone);
    }

    /** The id of the hosted zone. */
    public String zone() {
        return zone;
    }

    /** What {@code AWS_ENDPOINT_URL} has to be. */
    public URI endpoint() {
        return front.endpoint();
    }

    /** Where everybody's name server listens. */
    public InetSocketAddress nameServer() {
        return dns.addresses().getFirst();
    }

    /** The regions, in the order in which a person hears of them. */
    public List<Region> regions() {
        return PLACES.stream().map(Place::region).toList();
    }

    /** A region's registry. */
    public RegistryHost registry(Region region) {
        return of(registries, region);
    }

    /** A region's load balancer. */
    public LoadBalancer loadBalancer(Region region) {
        return of(loadBalancers, region);
    }

    /** The address that clients get for a region. */
    public InetAddress clientAddress(Region region) {
        return PLACES.stream()
                .filter(place -> place.region().equals(region))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("region " + region + ": expected one of " + regions()))
                .address();
    }

    /** From now on the listener hears the events of a region's bus that a pattern picks, as JSON. */
    public void hear(Region region, String name, String pattern, Consumer<String> listener) {
        Arn ears = new Arn("lab", region, ACCOUNT, name);
        routes.add("lab", region, (target, payload) -> listener.accept(payload));
        twin(region).bus.putRule(name, pattern, true, "what the lab listens to");
        twin(region).bus.putTargets(name, List.of(new RuleTarget("ears", ears, "", RetryPolicy.DEFAULT)));
    }

    private RegionTwin twin(Region region) {
        return of(twins, region);
    }

    private static <T> T of(Map<Region, T> parts, Region region) {
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
