package io.regent.lab.wire;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.regent.fleet.Region;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.LiveAgenda;
import io.regent.lab.twin.Routes;
import io.regent.lab.twin.events.EventBus;
import io.regent.lab.twin.iam.Access;
import io.regent.lab.twin.lambda.FunctionCode;
import io.regent.lab.twin.lambda.LambdaFunction;
import io.regent.lab.twin.lambda.LambdaSettings;
import io.regent.lab.twin.lambda.LambdaTwin;
import io.regent.lab.twin.scheduler.Pace;
import io.regent.lab.twin.scheduler.Schedules;
import io.regent.lab.twin.sns.Topics;
import io.regent.lab.twin.ssm.ParameterStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    final WireFront front;
    private final LiveAgenda agenda = new LiveAgenda(Clock.systemUTC());

    /** @param concurrency how many invocations may run at once in each region */
    LabWorld(int concurrency) throws IOException {
        Routes routes = new Routes();
        Map<Region, EventBus> buses = new HashMap<>();
        Map<Region, Schedules> schedules = new HashMap<>();
        Map<Region, ParameterStore> stores = new HashMap<>();
        LambdaSettings settings = new LambdaSettings(concurrency, List.of(), Duration.ofMinutes(1));
        for (Region region : List.of(IRELAND, MUMBAI)) {
            LambdaTwin lambda =
                    new LambdaTwin(region, ACCOUNT, agenda, faults, settings, Thread::startVirtualThread, routes);
            Topics topicsHere = new Topics(region, ACCOUNT, agenda, faults);
            lambdas.put(region, lambda);
            topics.put(region, topicsHere);
            buses.put(region, new EventBus(region, ACCOUNT, agenda, faults, routes));
            Pace pace = new Pace(Duration.ofMillis(100), Duration.ZERO);
            schedules.put(region, new Schedules(region, ACCOUNT, agenda, faults, routes, pace));
            stores.put(region, new ParameterStore(region, ACCOUNT, agenda));
            routes.add("lambda", region, lambda);
            routes.add("sns", region, topicsHere);
        }
        front = WireFront.open(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                List.of(
                        EventsWire.over(buses),
                        SchedulerWire.over(schedules),
                        LambdaWire.over(lambdas),
                        TopicsWire.over(topics),
                        ParametersWire.over(stores),
                        IdentityWire.of(ACCOUNT, keys),
                        RegionsWire.of(lambdas.keySet())),
                faults,
                keys,
                new RoleAuthorization(keys, access::refusal),
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
