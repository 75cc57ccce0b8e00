package io.regent.lab.wire;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.regent.fleet.Region;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.LiveAgenda;
import io.regent.lab.twin.Routes;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.cloudwatch.NoActions;
import io.regent.lab.twin.ec2.Ec2Twin;
import io.regent.lab.twin.events.EventBus;
import io.regent.lab.twin.iam.Access;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.iam.Principal;
import io.regent.lab.twin.iam.Refusal;
import io.regent.lab.twin.lambda.FunctionCode;
import io.regent.lab.twin.lambda.LambdaFunction;
import io.regent.lab.twin.lambda.LambdaSettings;
import io.regent.lab.twin.lambda.LambdaTwin;
import io.regent.lab.twin.route53.Route53Settings;
import io.regent.lab.twin.route53.Route53Twin;
import io.regent.lab.twin.scheduler.Pace;
import io.regent.lab.twin.scheduler.Schedules;
import io.regent.lab.twin.sns.Topics;
import io.regent.lab.twin.ssm.ParameterStore;
import io.regent.lab.wire.cloudwatch.CloudWatchWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Two regions behind a front, wired as a lab wires them. */
final class LabWorld implements AutoCloseable {
    static final Region IRELAND = new Region("eu-west-1");
    static final Region MUMBAI = new Region("ap-south-1");
    static final String ACCOUNT = "123456789012";

    final Faults faults = new Faults();
    final AccessKeys keys = new AccessKeys();
    final Access access = new Access(ACCOUNT);
    final WireJournal journal = new WireJournal();
    final Map<Region, LambdaTwin> lambdas = new HashMap<>();
    final Map<Region, Topics> topics = new HashMap<>();
    final List<Act> asked = new CopyOnWriteArrayList<>();
    final Map<Region, Ec2Twin> ec2s = new HashMap<>();
    final Route53Twin route53;
    final WireFront front;
    private final LiveAgenda agenda = new LiveAgenda(Clock.systemUTC());

    /** @param concurrency how many invocations may run at once in each region */
    LabWorld(int concurrency) throws IOException {
        Routes routes = new Routes();
        Map<Region, EventBus> buses = new HashMap<>();
        Map<Region, Schedules> schedules = new HashMap<>();
        Map<Region, ParameterStore> stores = new HashMap<>();
        Map<Region, CloudWatchTwin> cloudWatches = new HashMap<>();
        LambdaSettings settings = new LambdaSettings(concurrency, List.of(), Duration.ofMinutes(1));
        for (Region region : List.of(IRELAND, MUMBAI)) {
            LambdaTwin lambda =
                    new LambdaTwin(region, ACCOUNT, agenda, faults, settings, Thread::startVirtualThread, routes);
            Topics topicsHere = new Topics(region, ACCOUNT, agenda, faults);
            lambdas.put(region, lambda);
            topics.put(region, topicsHere);
            ec2s.put(region, new Ec2Twin(agenda, Duration.ZERO));
            buses.put(region, new EventBus(region, ACCOUNT, agenda, faults, routes));
            Pace pace = new Pace(Duration.ofMillis(100), Duration.ZERO);
            schedules.put(region, new Schedules(region, ACCOUNT, agenda, faults, routes, pace));
            stores.put(region, new ParameterStore(region, ACCOUNT, agenda));
            cloudWatches.put(
                    region,
                    new CloudWatchTwin(
                            region, ACCOUNT, agenda, io.regent.lab.twin.cloudwatch.Pace.OF_AWS, new NoActions()));
            routes.add("lambda", region, lambda);
            routes.add("sns", region, topicsHere);
        }
        route53 = new Route53Twin(agenda, Route53Settings.documented());
        front = WireFront.open(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                List.of(
                        EventsWire.over(buses),
                        SchedulerWire.over(schedules),
                        LambdaWire.over(lambdas),
                        TopicsWire.over(topics),
                        ParametersWire.over(stores),
                        new Route53Wire(route53),
                        new CloudWatchWire(cloudWatches),
                        IdentityWire.of(ACCOUNT, keys),
                        Ec2Wire.over(ec2s, ACCOUNT, port -> port)),
                faults,
                keys,
                new RoleAuthorization(keys, this::refusal),
                journal,
                agenda);
    }

    void register(Region region, String name, Duration timeout, FunctionCode code) {
        LambdaTwin lambda = lambdas.get(region);
        if (lambda == null) {
            throw new IllegalArgumentException("no such region: " + region);
        }
        lambda.register(new LambdaFunction(name, code, Map.of("live", "3"), timeout, 256, List.of(), new Silence()));
    }

    private Optional<Refusal> refusal(Principal who, Act act) {
        asked.add(act);
        return access.refusal(who, act);
    }

    private static final class Silence implements LambdaLogger {
        @Override
        public void log(String message) {}

        @Override
        public void log(byte[] message) {}
    }

    @Override
    public void close() {
        front.close();
        agenda.close();
    }
}
