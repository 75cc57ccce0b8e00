package io.regent.handler;

import io.regent.adapter.CloudWatchAlarms;
import io.regent.adapter.CloudWatchPast;
import io.regent.adapter.CloudWatchTargetGroups;
import io.regent.adapter.LambdaControllers;
import io.regent.adapter.LambdaRegions;
import io.regent.adapter.LambdaSummons;
import io.regent.adapter.Route53Changes;
import io.regent.adapter.Route53HealthChecks;
import io.regent.adapter.Route53Limits;
import io.regent.adapter.Route53Zone;
import io.regent.adapter.SnsTopic;
import io.regent.adapter.TlsCertificates;
import io.regent.aws.AwsClients;
import io.regent.aws.CallLimits;
import io.regent.aws.FunctionName;
import io.regent.aws.LambdaCalls;
import io.regent.aws.TopicCalls;
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
import io.regent.process.Environment;
import io.regent.replay.Replay;
import io.regent.verify.Dns;
import io.regent.verify.Propagation;
import io.regent.verify.Verification;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes the desk from the environment. Calls nobody while it does so. It stands beside {@link Wiring} since it alone
 * needs EC2's client, which is in a layer that the functions of the automatic path do not have.
 */
final class DeskWiring {
    private static final String FAILOVER_FUNCTION = "REGENT_FAILOVER_FUNCTION";
    private static final String LOOK_FUNCTION = "REGENT_LOOK_FUNCTION";
    private static final String LOAD_BALANCER = "REGENT_LOAD_BALANCER";
    private static final String TARGET_GROUP = "REGENT_TARGET_GROUP";
    private static final String TOPIC = "REGENT_TOPIC";
    private static final String NAME = "REGENT_NAME";
    private static final String DRILLS = "REGENT_DRILLS";
    private static final String ACCEPTED_DRILLS = "look or act";
    private static final String ACCEPTED_NAME = "the name of the stacks, 1 to 32 letters, digits or hyphens";
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9-]{1,32}");

    private final Environment environment;
    private final Wiring wiring;
    private final InstantSource clock;

    DeskWiring(Environment environment, Wiring wiring) {
        this.environment = environment;
        this.wiring = wiring;
        this.clock = wiring.clock();
    }

    /** The desk, which acts or only looks. */
    Desk desk() {
        String look = called(wiring.function(LOOK_FUNCTION, "look"));
        String name = environment.require(NAME, ACCEPTED_NAME);
        if (!NAMES.matcher(name).matches()) {
            throw Environment.expected(NAME, ACCEPTED_NAME);
        }
        FunctionName controller = wiring.function(FAILOVER_FUNCTION, "failover");
        Instruments.Functions functions = new Instruments.Functions(name + "-drill:live", look, controller.name());
        Zone zone = wiring.zone();
        RoutingControl routingControl = wiring.routingControl();
        LambdaCalls lambda = new LambdaCalls(wiring.signedCalls());
        Machines machines =
                new Ec2Machines(wiring.clients(), new AwsClients(wiring.access(), CallLimits.ONCE), name, clock);
        Instruments instruments = new Instruments(
                wiring.home(),
                functions,
                new Lookout(wiring.verdicts(), wiring.vantages(), zone, routingControl, clock),
                zone,
                routingControl,
                new Route53Changes(wiring.clients().route53()),
                new LambdaSummons(lambda, controller),
                new Propagation(dns(), clock)::watch,
                machines,
                studies(name, machines, lambda),
                wiring.events(),
                new SnsTopic(new TopicCalls(wiring.signedCalls()), topic()),
                wiring.log(),
                clock,
                wiring::sleepUntil);
        return new Desk(instruments, mayAct());
    }

    private Studies studies(String name, Machines machines, LambdaCalls lambda) {
        Verification verification = new Verification(dns(), clock);
        AwsClients patient = new AwsClients(wiring.access(), CallLimits.PATIENT);
        AwsClients once = new AwsClients(wiring.access(), CallLimits.ONCE);
        LambdaControllers controllers = new LambdaControllers(lambda, wiring.function(FAILOVER_FUNCTION, "failover"));
        Preflight preflight = new Preflight(
                wiring.home(),
                name,
                new Senses(
                        controllers,
                        new Route53Zone(patient.route53(), once.route53()),
                        new CloudWatchAlarms(wiring.cloudWatch()),
                        new Route53HealthChecks(patient.route53()),
                        new Route53Limits(patient.route53()),
                        targetGroups(),
                        new TlsCertificates(),
                        new MachineFacts(machines, ofTheStack()),
                        new LambdaRegions(lambda, wiring.function(LOOK_FUNCTION, "look")),
                        controllers),
                clock);
        Duration minute = wiring.minute();
        Replay replay =
                new Replay(new CloudWatchPast(wiring.cloudWatch(), wiring.home(), clock, minute), clock, minute);
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
            public Findings replay(Service service, Request.Replay request, Instant deadline) {
                return replay.run(service, request, deadline);
            }
        };
    }

    /**
     * Whether the endpoint of this region, if there is one, was made by the stack: the template then names its parts.
     */
    private boolean ofTheStack() {
        return environment.get(TARGET_GROUP).isPresent();
    }

    /** The load balancer's own view of what is behind it; none where the template names no load balancer. */
    private TargetGroups targetGroups() {
        Optional<String> loadBalancer = environment.get(LOAD_BALANCER);
        Optional<String> targetGroup = environment.get(TARGET_GROUP);
        return loadBalancer.isPresent() && targetGroup.isPresent()
                ? new CloudWatchTargetGroups(
                        wiring.cloudWatch(), wiring.home(), loadBalancer.get(), targetGroup.get(), clock)
                : List::of;
    }

    private Dns dns() {
        return wiring.nameServer().map(Dns::through).orElseGet(Dns::ofSystem);
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
}
