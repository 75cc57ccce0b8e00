package io.regent.handler;

import io.regent.adapter.CloudWatch;
import io.regent.adapter.CloudWatchAlarms;
import io.regent.adapter.CloudWatchPast;
import io.regent.adapter.CloudWatchRoutingControl;
import io.regent.adapter.CloudWatchTargetGroups;
import io.regent.adapter.CloudWatchVerdicts;
import io.regent.adapter.EventBridge;
import io.regent.adapter.LambdaControllers;
import io.regent.adapter.LambdaRegions;
import io.regent.adapter.LambdaSummons;
import io.regent.adapter.LambdaVantages;
import io.regent.adapter.Route53Changes;
import io.regent.adapter.Route53HealthChecks;
import io.regent.adapter.Route53Limits;
import io.regent.adapter.Route53Zone;
import io.regent.adapter.SnsTopic;
import io.regent.adapter.TlsCertificates;
import io.regent.aws.Answer;
import io.regent.aws.AwsAccess;
import io.regent.aws.AwsClients;
import io.regent.aws.CallLimits;
import io.regent.aws.EventCalls;
import io.regent.aws.FunctionName;
import io.regent.aws.LambdaCalls;
import io.regent.aws.ParameterCalls;
import io.regent.aws.SignedCalls;
import io.regent.aws.TopicCalls;
import io.regent.control.Controller;
import io.regent.control.Lookout;
import io.regent.desk.Desk;
import io.regent.desk.Instruments;
import io.regent.desk.Studies;
import io.regent.drill.Findings;
import io.regent.drill.Request;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.lever.RoutingControl;
import io.regent.lever.Zone;
import io.regent.machine.Ec2Machines;
import io.regent.machine.Machines;
import io.regent.preflight.Preflight;
import io.regent.preflight.Senses;
import io.regent.preflight.TargetGroups;
import io.regent.prober.SocketProber;
import io.regent.process.Environment;
import io.regent.process.SystemClock;
import io.regent.replay.Replay;
import io.regent.report.Events;
import io.regent.report.Log;
import io.regent.report.Metrics;
import io.regent.session.Vantage;
import io.regent.verify.Dns;
import io.regent.verify.Propagation;
import io.regent.verify.Verification;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes what the functions need from the environment. Calls nobody while it does so. */
final class Wiring {
    private static final String FLEET = "REGENT_FLEET";
    private static final String FLEET_PARAMETER = "REGENT_FLEET_PARAMETER";
    private static final String PROBE_FUNCTION = "REGENT_PROBE_FUNCTION";
    private static final String SESSION = "REGENT_SESSION";
    private static final String FAILOVER_FUNCTION = "REGENT_FAILOVER_FUNCTION";
    private static final String LOOK_FUNCTION = "REGENT_LOOK_FUNCTION";
    private static final String LOAD_BALANCER = "REGENT_LOAD_BALANCER";
    private static final String TARGET_GROUP = "REGENT_TARGET_GROUP";
    private static final String TOPIC = "REGENT_TOPIC";
    private static final String NAME = "REGENT_NAME";
    private static final String DRILLS = "REGENT_DRILLS";
    private static final String NAME_SERVER = "REGENT_NAME_SERVER";

    private static final String ACCEPTED_DRILLS = "look or act";
    private static final String ACCEPTED_NAME = "the name of the stacks, 1 to 32 letters, digits or hyphens";
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9-]{1,32}");
    private static final Duration PARAMETER_DEADLINE = Duration.ofSeconds(3);
    private static final Duration USUAL_SESSION = Duration.ofSeconds(50);
    private static final Pattern SECONDS = Pattern.compile("([1-9]|[1-5]\\d|60)s");
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}):([1-9]\\d{0,4})");
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Environment environment;
    private final AwsAccess access;
    private final SignedCalls signedCalls;
    private final AwsClients clients;
    private final CloudWatch cloudWatch;
    private final InstantSource clock = SystemClock.utc();

    /** From the system, and so another in each copy of a snapshot. */
    private final RandomGenerator chance = new SecureRandom();

    private final Log log;

    Wiring(Environment environment, Log log) {
        this.environment = environment;
        this.log = log;
        access = AwsAccess.from(environment);
        signedCalls = new SignedCalls(access, clock, chance);
        clients = new AwsClients(access, CallLimits.USUAL);
        cloudWatch = new CloudWatch(clients);
    }

    InstantSource clock() {
        return clock;
    }

    Log log() {
        return log;
    }

    Metrics metrics() {
        return cloudWatch;
    }

    Events events() {
        return new EventBridge(new EventCalls(signedCalls));
    }

    Region home() {
        return access.region();
    }

    /** The document itself, or the name of the parameter that holds it. */
    KnownFleet fleet() {
        Optional<String> document = environment.get(FLEET);
        if (document.isPresent()) {
            return new KnownFleet(() -> new FleetText.Found.Text(document.get()), clock, log);
        }
        String parameter = environment.require(
                FLEET_PARAMETER,
                "the name of the parameter that holds the fleet's document, or the document in " + FLEET);
        ParameterCalls parameters = new ParameterCalls(signedCalls);
        FleetText source = () -> switch (parameters.value(access.region(), parameter, PARAMETER_DEADLINE)) {
            case Answer.Given<String> given -> new FleetText.Found.Text(given.value());
            case Answer.Failed<String> failed ->
                new FleetText.Found.Missing(
                        "parameter " + parameter + ": " + failed.trouble() + ", " + failed.detail());
        };
        return new KnownFleet(source, clock, log);
    }

    Vantage vantage() {
        SocketProber prober = environment
                .get(NAME_SERVER)
                .map(address -> new SocketProber(clock, List.of(nameServer(address))))
                .orElseGet(() -> new SocketProber(clock));
        return new Vantage(access.region(), prober, cloudWatch, events(), clock, this::sleepUntil);
    }

    private void sleepUntil(Instant instant) throws InterruptedException {
        Thread.sleep(Duration.between(clock.instant(), instant));
    }

    /** How long a session of probes goes on, not counting what settles its verdicts; zero for one burst. */
    Duration session() {
        Optional<String> text = environment.get(SESSION);
        if (text.isEmpty()) {
            return USUAL_SESSION;
        }
        Matcher seconds = SECONDS.matcher(text.get());
        if (seconds.matches()) {
            return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
        }
        if (text.get().equals("burst")) {
            return Duration.ZERO;
        }
        throw Environment.expected(SESSION, "1s to 60s, or burst");
    }

    Controller controller() {
        return new Controller(
                access.region(),
                verdicts(),
                vantages(),
                zone(),
                routingControl(),
                clock,
                attempt ->
                        Thread.sleep(chance.nextLong(PAUSE.multipliedBy(attempt).toMillis()) + 1));
    }

    private CloudWatchVerdicts verdicts() {
        return new CloudWatchVerdicts(cloudWatch, access.region(), clock);
    }

    private LambdaVantages vantages() {
        return new LambdaVantages(new LambdaCalls(signedCalls), function(PROBE_FUNCTION, "probe"));
    }

    private Route53Zone zone() {
        return new Route53Zone(clients.route53(), new AwsClients(access, CallLimits.ONCE).route53());
    }

    private CloudWatchRoutingControl routingControl() {
        return new CloudWatchRoutingControl(cloudWatch, access.region(), clock);
    }

    /** The desk, which acts or only looks. */
    Desk desk() {
        String look = called(function(LOOK_FUNCTION, "look"));
        String name = environment.require(NAME, ACCEPTED_NAME);
        if (!NAMES.matcher(name).matches()) {
            throw Environment.expected(NAME, ACCEPTED_NAME);
        }
        Instruments.Functions functions = new Instruments.Functions(name + "-drill:live", look);
        Zone zone = zone();
        RoutingControl routingControl = routingControl();
        LambdaCalls lambda = new LambdaCalls(signedCalls);
        Machines machines = new Ec2Machines(clients, new AwsClients(access, CallLimits.ONCE), name, clock);
        Instruments instruments = new Instruments(
                access.region(),
                functions,
                new Lookout(verdicts(), vantages(), zone, routingControl, clock),
                zone,
                routingControl,
                new Route53Changes(clients.route53()),
                new LambdaSummons(lambda, function(FAILOVER_FUNCTION, "failover")),
                new Propagation(dns(), clock)::watch,
                machines,
                studies(name, zone, machines, lambda),
                events(),
                new SnsTopic(new TopicCalls(signedCalls), topic()),
                log,
                clock,
                this::sleepUntil);
        return new Desk(instruments, mayAct());
    }

    private Studies studies(String name, Zone zone, Machines machines, LambdaCalls lambda) {
        Verification verification = new Verification(dns(), clock);
        Preflight preflight = new Preflight(
                access.region(),
                name,
                new Senses(
                        new LambdaControllers(lambda, function(FAILOVER_FUNCTION, "failover")),
                        zone,
                        new CloudWatchAlarms(cloudWatch),
                        new Route53HealthChecks(clients.route53()),
                        new Route53Limits(clients.route53()),
                        targetGroups(),
                        new TlsCertificates(),
                        new MachineFacts(machines),
                        new LambdaRegions(lambda, function(LOOK_FUNCTION, "look"))),
                clock);
        Replay replay = new Replay(new CloudWatchPast(cloudWatch, access.region(), clock), clock);
        return new Studies() {
            @Override
            public Findings verify(
                    Service service, Map<Region, Integer> expected, Request.Verify request, Instant deadline)
                    throws InterruptedException {
                return verification.run(service, expected, request, deadline);
            }

            @Override
            public Findings preflight(Service service, Request.Preflight request, Instant deadline) {
                return preflight.run(service, request, deadline);
            }

            @Override
            public Findings replay(Service service, Request.Replay request) {
                return replay.run(service, request);
            }
        };
    }

    /** The load balancer's own view of what is behind it; none where the template names no load balancer. */
    private TargetGroups targetGroups() {
        Optional<String> loadBalancer = environment.get(LOAD_BALANCER);
        Optional<String> targetGroup = environment.get(TARGET_GROUP);
        return loadBalancer.isPresent() && targetGroup.isPresent()
                ? new CloudWatchTargetGroups(cloudWatch, access.region(), loadBalancer.get(), targetGroup.get(), clock)
                : List::of;
    }

    private Dns dns() {
        return environment
                .get(NAME_SERVER)
                .map(address -> Dns.through(nameServer(address)))
                .orElseGet(Dns::ofSystem);
    }

    private boolean mayAct() {
        return switch (environment.require(DRILLS, ACCEPTED_DRILLS)) {
            case "act" -> true;
            case "look" -> false;
            default -> throw Environment.expected(DRILLS, ACCEPTED_DRILLS);
        };
    }

    private String topic() {
        String arn = environment.require(TOPIC, TopicCalls.ACCEPTED_ARN);
        if (!TopicCalls.isArn(arn)) {
            throw Environment.expected(TOPIC, TopicCalls.ACCEPTED_ARN);
        }
        return arn;
    }

    /** A function as {@code aws lambda invoke} takes it. */
    private static String called(FunctionName function) {
        return function.name() + ":" + function.qualifier();
    }

    private FunctionName function(String variable, String which) {
        String text = environment.require(variable, "the " + which + " function's name, or NAME:ALIAS");
        int colon = text.indexOf(':');
        try {
            return colon < 0
                    ? FunctionName.latest(text)
                    : new FunctionName(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw Environment.expected(
                    variable, FunctionName.ACCEPTED_NAME + ", after a colon " + FunctionName.ACCEPTED_QUALIFIER);
        }
    }

    private static InetSocketAddress nameServer(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            throw Environment.expected(NAME_SERVER, "IPV4-ADDRESS:PORT");
        }
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(address.group(1)), Integer.parseInt(address.group(2)));
        } catch (IllegalArgumentException e) {
            throw Environment.expected(NAME_SERVER, "IPV4-ADDRESS:PORT");
        }
    }
}
