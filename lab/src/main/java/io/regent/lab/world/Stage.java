package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.json.JsonObject;
import io.regent.lab.cloud.Account;
import io.regent.lab.cloud.RegionTwin;
import io.regent.lab.cloud.Rights;
import io.regent.lab.dns.DnsServer;
import io.regent.lab.place.RegistryHost;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.LiveAgenda;
import io.regent.lab.twin.RetryPolicy;
import io.regent.lab.twin.Routes;
import io.regent.lab.twin.Sender;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.cloudwatch.Datum;
import io.regent.lab.twin.ec2.Ec2Twin;
import io.regent.lab.twin.events.RuleTarget;
import io.regent.lab.twin.iam.Access;
import io.regent.lab.twin.lambda.Outcome;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.Route53Settings;
import io.regent.lab.twin.route53.Route53Twin;
import io.regent.lab.twin.ssm.Parameter;
import io.regent.lab.wire.AccessKeys;
import io.regent.lab.wire.Ec2Wire;
import io.regent.lab.wire.EventsWire;
import io.regent.lab.wire.LambdaWire;
import io.regent.lab.wire.ParametersWire;
import io.regent.lab.wire.RoleAuthorization;
import io.regent.lab.wire.Route53Wire;
import io.regent.lab.wire.TopicsWire;
import io.regent.lab.wire.WireFront;
import io.regent.lab.wire.WireJournal;
import io.regent.lab.wire.WireProtocol;
import io.regent.lab.wire.cloudwatch.CloudWatchWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Regent's functions of two regions as the repository's templates have them, and the twin of AWS that they call over
 * the wire, where nothing happens by itself: schedules, rules and alarms reach no function. Whoever holds it starts the
 * functions and looks at what they did. It takes ports that are free, so that many can stand beside each other and
 * beside a {@link World}.
 */
public final class Stage implements AutoCloseable {
    /** The weight of each endpoint when all is well. */
    public static final int BASELINE = 50;

    private static final String PROBE = "regent-probe";
    private static final String FAILOVER = "regent-failover";
    private static final String LOOK = "regent-look";
    private static final String DRILL = "regent-drill";
    private static final String PARAMETER = "/regent/fleet";
    private static final String LIVE = "live";
    private static final int MOST_KEPT = 10_000;
    private static final int MOST_TRIES = 20;

    private final Deque<AutoCloseable> open;
    private final Faults faults = new Faults();
    private final WireJournal journal = new WireJournal();
    private final SortedMap<Region, RegistryHost> registries = new TreeMap<>();
    private final LinkedBlockingQueue<JsonObject> log = new LinkedBlockingQueue<>(MOST_KEPT);
    private final LinkedBlockingQueue<String> decisions = new LinkedBlockingQueue<>(MOST_KEPT);
    private final LinkedBlockingQueue<String> refusals = new LinkedBlockingQueue<>(MOST_KEPT);
    private final Account account;
    private final WireFront front;
    private final NameServers nameServers;
    private final InetSocketAddress resolver;
    private final Stacking stacking;

    private Stage(
            Deque<AutoCloseable> open,
            Templates templates,
            Route53Settings settings,
            UnaryOperator<WireProtocol> between,
            InstantSource clock)
            throws IOException {
        this.open = open;
        LiveAgenda agenda = keep(new LiveAgenda(clock));
        ExecutorService functions = Executors.newVirtualThreadPerTaskExecutor();
        keep(functions::shutdownNow);
        SortedMap<Region, RegionTwin> twins = new TreeMap<>();
        for (Place place : World.PLACES) {
            Region region = place.region();
            // Routes that are kept closed: what starts functions in AWS reaches none here.
            Routes closed = new Routes();
            twins.put(
                    region,
                    new RegionTwin(region, World.ACCOUNT, agenda, faults, closed, Tempo.BRISK.minute(), functions));
            closed.guard(Stage::admit);
            hearDecisions(region, twins.get(region), closed);
            registries.put(region, keep(RegistryHost.open(onLoopback(0), "")));
        }
        account = new Account(
                World.ACCOUNT, twins, new Route53Twin(agenda, settings, CloudWatchStreams.around(twins, faults)));
        route53().host(World.ZONE, DnsName.of(World.ZONE_NAME));
        AccessKeys keys = new AccessKeys();
        Rights rights = new Rights(account, refusals::offer);
        front = keep(WireFront.open(
                onLoopback(0),
                Stream.of(
                                new Route53Wire(route53()),
                                new CloudWatchWire(each(RegionTwin::cloudWatch)),
                                Ec2Wire.over(each(RegionTwin::ec2), World.ACCOUNT, port -> port),
                                EventsWire.over(each(RegionTwin::bus)),
                                LambdaWire.over(each(RegionTwin::lambda)),
                                ParametersWire.over(each(RegionTwin::parameters)),
                                TopicsWire.over(each(RegionTwin::topics)))
                        .map(between)
                        .toList(),
                faults,
                keys,
                new RoleAuthorization(keys, rights::refusal),
                journal,
                agenda));
        nameServers = new NameServers(route53(), World.ZONE);
        resolver = dns();
        // Endpoints are addresses here, so that no prober asks the resolver; a session is one burst.
        LabEnvironment environment =
                new LabEnvironment(keys, front.endpoint(), region -> resolver, Tempo.BRISK.minute(), Duration.ZERO);
        stacking = new Stacking(
                templates,
                account,
                environment.around(Hosting.HERE.open(rights.logging(keys::role, (function, line) -> log.offer(line)))),
                new LabAdjustments(Tempo.BRISK, World.PLACES, "127.0.0.1:1"));
        Stacking.IN_ORDER.forEach(stack -> stacking.deploy(stack, Map.of()));
        account.regions().values().forEach(twin -> twin.parameters().delete(PARAMETER));
    }

    /** Lets in what the stage itself listens to, and nothing else. */
    private static void admit(Sender sender, Arn target) {
        if (!target.service().equals("stage")) {
            throw new TwinError("AccessDeniedException", 403, "nothing starts by itself on a stage");
        }
    }

    /**
     * Sets the stage; the functions find no fleet's document yet.
     *
     * @param between what stands between the wire and each service, to bend what it answers
     * @throws IOException when a port cannot be had; nothing is left open then
     */
    public static Stage open(
            Templates templates, Route53Settings settings, UnaryOperator<WireProtocol> between, InstantSource clock)
            throws IOException {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            return new Stage(open, templates, settings, between, clock);
        } catch (IOException | RuntimeException e) {
            World.close(open);
            throw e;
        }
    }

    private <C extends AutoCloseable> C keep(C part) {
        open.push(part);
        return part;
    }

    /** Opens a resolver and the name servers at one port that is free at all of their addresses. */
    private InetSocketAddress dns() throws IOException {
        for (int tries = 1; ; tries++) {
            DnsServer first = DnsServer.open(List.of(new DnsServer.Bind(onLoopback(0), nameServers.resolver())));
            InetSocketAddress address = first.addresses().getFirst();
            try {
                keep(DnsServer.open(nameServers.binds(address.getPort())));
                keep(first);
                return address;
            } catch (IOException e) {
                first.close();
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static InetSocketAddress onLoopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    private <T> Map<Region, T> each(Function<RegionTwin, T> part) {
        Map<Region, T> parts = new TreeMap<>();
        account.regions().forEach((region, twin) -> parts.put(region, part.apply(twin)));
        return parts;
    }

    private void hearDecisions(Region region, RegionTwin twin, Routes routes) {
        Arn ears = new Arn("stage", region, World.ACCOUNT, "ears");
        routes.add("stage", region, (sender, target, payload) -> decisions.offer(payload));
        String pattern = "{\"source\": [\"regent\"], \"detail-type\": [\"Failover decided\"]}";
        twin.bus().putRule("ears", pattern, true, "what the stage listens to");
        twin.bus().putTargets("ears", List.of(new RuleTarget("ears", ears, "", RetryPolicy.DEFAULT)));
    }

    /** The fleet's document of this stage: both registries, and a policy without waiting. */
    public String document() {
        StringBuilder endpoints = new StringBuilder();
        registries.forEach((region, registry) ->
                endpoints.append("""
                      %s: {address: 127.0.0.1, port: %d, loadBalancer: none, weight: %d}
                """.formatted(region, registry.address().getPort(), BASELINE)));
        return """
                controls: []
                services:
                  %s:
                    zone: %s
                    endpoints:
                %s    policy: {stabilisation: 0s, stepHold: 0s, arming: 0s}
                """.formatted(World.SERVICE, World.ZONE, endpoints);
    }

    /** Puts a fleet's document where the functions of both regions look for it. */
    public void deploy(String document) {
        account.regions()
                .values()
                .forEach(twin ->
                        twin.parameters().put(PARAMETER, Optional.of(Parameter.Type.String), document, true, false));
    }

    /**
     * Deploys an environment of {@code samconfig.toml} again, with some parameters given otherwise; the functions' own
     * document stays as it was put here.
     */
    public void redeploy(String environment, Map<String, String> overrides) {
        stacking.deploy(environment, overrides);
    }

    /** Invokes FailoverFunction of a region and waits for what comes of it. */
    public Outcome failover(Region region, String payload) {
        return invoke(region, FAILOVER, payload);
    }

    /** Invokes ProbeFunction of a region and waits for what comes of it. A session is one burst. */
    public Outcome probe(Region region, String payload) {
        return invoke(region, PROBE, payload);
    }

    /** Invokes the function that looks of a region, and waits for what comes of it. */
    public Outcome look(Region region, String payload) {
        return invoke(region, LOOK, payload);
    }

    /** Invokes the function that acts of a region, and waits for what comes of it. */
    public Outcome drill(Region region, String payload) {
        return invoke(region, DRILL, payload);
    }

    private Outcome invoke(Region region, String function, String payload) {
        return account.in(region).lambda().invoke(function, LIVE, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A region's registry. */
    public RegistryHost registry(Region region) {
        return World.of(registries, region);
    }

    /** What is broken, to be broken or healed. */
    public Faults faults() {
        return faults;
    }

    /** What somebody was not allowed to do so far. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** The account's rights, to be looked at or changed. */
    public Access access() {
        return account.access();
    }

    /** Puts what AWS itself measures into a region's CloudWatch: nothing on a stage does. */
    public void measured(Region region, String namespace, Datum datum) {
        account.in(region).cloudWatch().record(namespace, datum);
    }

    /** A region's EC2, to be looked at or changed as a person would. */
    public Ec2Twin ec2(Region region) {
        return account.in(region).ec2();
    }

    /** Every call that reached the wire front. */
    public WireJournal journal() {
        return journal;
    }

    /** The twin of Route 53. */
    public Route53Twin route53() {
        return account.route53();
    }

    /** The zone's name servers, to be silenced or healed. */
    public NameServers nameServers() {
        return nameServers;
    }

    /** Where everybody's resolver listens; the name servers listen at the same port. */
    public InetSocketAddress nameServer() {
        return resolver;
    }

    /** The id of the hosted zone. */
    public String zone() {
        return World.ZONE;
    }

    /** The zone's record sets as the control plane has them, PENDING changes included. */
    public List<RecordSet> records() {
        return route53().look(World.ZONE);
    }

    /** What {@code AWS_ENDPOINT_URL} has to be. */
    public URI endpoint() {
        return front.endpoint();
    }

    /** What the functions have logged so far. */
    public List<JsonObject> log() {
        return List.copyOf(log);
    }

    /** The "Failover decided" events of both regions as they come, as JSON. Delivery takes its time. */
    public LinkedBlockingQueue<String> decisions() {
        return decisions;
    }

    @Override
    public void close() {
        World.close(open);
    }
}
