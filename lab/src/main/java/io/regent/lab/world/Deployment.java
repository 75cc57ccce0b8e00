package io.regent.lab.world;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.regent.fleet.Region;
import io.regent.handler.FailoverFunction;
import io.regent.handler.ProbeFunction;
import io.regent.json.JsonObject;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.RetryPolicy;
import io.regent.lab.twin.cloudwatch.AlarmRule;
import io.regent.lab.twin.cloudwatch.AlarmSettings;
import io.regent.lab.twin.cloudwatch.AlarmTargets;
import io.regent.lab.twin.cloudwatch.Comparison;
import io.regent.lab.twin.cloudwatch.Metric;
import io.regent.lab.twin.cloudwatch.MetricStat;
import io.regent.lab.twin.cloudwatch.MissingData;
import io.regent.lab.twin.events.RuleTarget;
import io.regent.lab.twin.lambda.FunctionCode;
import io.regent.lab.twin.lambda.LambdaFunction;
import io.regent.lab.twin.scheduler.Schedule;
import io.regent.lab.twin.ssm.Parameter;
import io.regent.lab.wire.AccessKeys;
import io.regent.process.Environment;
import io.regent.report.Log;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Regent in one region: its functions, what starts them, and its alarms. */
final class Deployment {
    static final String PROBE = "regent-probe";
    static final String FAILOVER = "regent-failover";
    private static final String PARAMETER = "/regent/fleet";
    private static final String TOPIC = "regent-notifications";
    private static final RetryPolicy ONCE = new RetryPolicy(Duration.ofSeconds(60), 0);
    private static final String TICK =
            "{\"source\": \"regent.schedule\", \"time\": \"<aws.scheduler.scheduled-time>\"}";

    private final Region region;
    private final RegionTwin twin;
    private final Arn topic;

    Deployment(Region region, RegionTwin twin) {
        this.region = region;
        this.twin = twin;
        this.topic = twin.topics.create(TOPIC);
    }

    /** Puts the fleet's document where the functions look for it. */
    void put(String fleet) {
        twin.parameters.put(PARAMETER, Optional.of(Parameter.Type.String), fleet, true, false);
    }

    /**
     * Deploys the functions. They are the ones that AWS would run, with an environment of their own.
     *
     * @param session how long a session of probes goes on, in whole seconds; zero for one burst
     */
    void functions(AccessKeys keys, URI front, InetSocketAddress resolver, Duration session, FunctionLog log) {
        register(PROBE, keys, front, resolver, session, log, ProbeFunction::new);
        register(FAILOVER, keys, front, resolver, session, log, FailoverFunction::new);
    }

    private void register(
            String name,
            AccessKeys keys,
            URI front,
            InetSocketAddress resolver,
            Duration session,
            FunctionLog log,
            BiFunction<Environment, Log, RequestStreamHandler> handler) {
        Caller.Function function = new Caller.Function(region, name);
        Environment environment = environment(keys.issue(function), front, resolver, session);
        Log lines = line -> log.write(function, line);
        twin.lambda.register(new LambdaFunction(
                name,
                FunctionCode.of(handler.apply(environment, lines)),
                Map.of(),
                Duration.ofMinutes(2),
                256,
                List.of(topic),
                new NoLogger()));
    }

    private Environment environment(String key, URI front, InetSocketAddress resolver, Duration session) {
        return Environment.of(Map.of(
                "AWS_REGION",
                region.id(),
                "AWS_ENDPOINT_URL",
                front.toString(),
                "AWS_ACCESS_KEY_ID",
                key,
                "AWS_SECRET_ACCESS_KEY",
                "lab",
                "REGENT_FLEET_PARAMETER",
                PARAMETER,
                "REGENT_PROBE_FUNCTION",
                PROBE,
                "REGENT_SESSION",
                session.isZero() ? "burst" : session.toSeconds() + "s",
                "REGENT_NAME_SERVER",
                resolver.getAddress().getHostAddress() + ":" + resolver.getPort()));
    }

    /** Starts the schedules, and lets changed verdicts and alarms start the controller. */
    void start(String service) {
        Arn probe = twin.lambda.arn(PROBE);
        Arn failover = twin.lambda.arn(FAILOVER);
        twin.bus.putRule(
                "regent-verdict-changed",
                "{\"source\": [\"regent\"], \"detail-type\": [\"Verdict changed\"]}",
                true,
                "a vantage changed its mind");
        twin.bus.putTargets("regent-verdict-changed", List.of(new RuleTarget("failover", failover, "", ONCE)));
        twin.bus.putRule(
                "regent-alarm",
                "{\"source\": [\"aws.cloudwatch\"], \"detail-type\": [\"CloudWatch Alarm State Change\"],"
                        + " \"detail\": {\"alarmName\": [{\"prefix\": \"regent-\"}]}}",
                true,
                "an alarm of Regent's changed its state");
        twin.bus.putTargets("regent-alarm", List.of(new RuleTarget("failover", failover, "", ONCE)));
        twin.cloudWatch.putMetricAlarm(new AlarmSettings(
                "regent-down",
                "The controller judges an endpoint to be DOWN",
                new MetricStat(new Metric("Regent", "Down", Map.of("Service", service)), 60, "Maximum"),
                new AlarmRule(Comparison.GREATER_OR_EQUAL, 1, 1, 1, MissingData.NOT_BREACHING),
                new AlarmTargets(true, List.of(), List.of(failover.toString(), topic.toString()), List.of())));
        schedule(PROBE, probe);
        schedule(FAILOVER, failover);
    }

    private void schedule(String name, Arn function) {
        String role = "arn:aws:iam::" + World.ACCOUNT + ":role/regent-scheduler";
        twin.schedules.create(name, "rate(1 minute)", true, "", new Schedule.Target(function, role, TICK, ONCE));
    }

    /** Where the functions' log lines go. */
    @FunctionalInterface
    interface FunctionLog {
        void write(Caller.Function function, JsonObject line);
    }
}
