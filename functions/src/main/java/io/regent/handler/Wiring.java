package io.regent.handler;

import io.regent.adapter.CloudWatch;
import io.regent.adapter.CloudWatchRoutingControl;
import io.regent.adapter.CloudWatchVerdicts;
import io.regent.adapter.EventBridge;
import io.regent.adapter.LambdaVantages;
import io.regent.adapter.Route53Zone;
import io.regent.aws.Answer;
import io.regent.aws.AwsAccess;
import io.regent.aws.AwsClients;
import io.regent.aws.CallLimits;
import io.regent.aws.EventCalls;
import io.regent.aws.FunctionName;
import io.regent.aws.LambdaCalls;
import io.regent.aws.ParameterCalls;
import io.regent.aws.SignedCalls;
import io.regent.control.Controller;
import io.regent.fleet.Region;
import io.regent.prober.SocketProber;
import io.regent.process.Environment;
import io.regent.process.SystemClock;
import io.regent.report.Events;
import io.regent.report.Log;
import io.regent.report.Metrics;
import io.regent.session.Vantage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
    private static final String MINUTE = "REGENT_MINUTE";
    private static final String NAME_SERVER = "REGENT_NAME_SERVER";

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
        SocketProber prober = nameServer()
                .map(address -> new SocketProber(clock, List.of(address)))
                .orElseGet(() -> new SocketProber(clock));
        return new Vantage(access.region(), prober, cloudWatch, events(), clock, this::sleepUntil);
    }

    void sleepUntil(Instant instant) throws InterruptedException {
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

    /** How long a minute of the schedules lasts, and of what is put by the minute: a minute, but in the lab. */
    Duration minute() {
        Optional<String> text = environment.get(MINUTE);
        if (text.isEmpty()) {
            return Duration.ofMinutes(1);
        }
        Matcher seconds = SECONDS.matcher(text.get());
        if (!seconds.matches()) {
            throw Environment.expected(MINUTE, "1s to 60s");
        }
        return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
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

    CloudWatchVerdicts verdicts() {
        return new CloudWatchVerdicts(cloudWatch, access.region(), clock);
    }

    LambdaVantages vantages() {
        return new LambdaVantages(new LambdaCalls(signedCalls), function(PROBE_FUNCTION, "probe"));
    }

    Route53Zone zone() {
        return new Route53Zone(clients.route53(), new AwsClients(access, CallLimits.ONCE).route53());
    }

    CloudWatchRoutingControl routingControl() {
        return new CloudWatchRoutingControl(cloudWatch, access.region(), clock);
    }

    AwsAccess access() {
        return access;
    }

    SignedCalls signedCalls() {
        return signedCalls;
    }

    AwsClients clients() {
        return clients;
    }

    CloudWatch cloudWatch() {
        return cloudWatch;
    }

    /** The function that a variable names, with its alias. */
    FunctionName function(String variable, String which) {
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

    /** The name server that is asked instead of the system's; empty for those. */
    Optional<InetSocketAddress> nameServer() {
        return environment.get(NAME_SERVER).map(Wiring::nameServer);
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
