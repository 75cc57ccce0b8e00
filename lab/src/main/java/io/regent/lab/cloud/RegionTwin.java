package io.regent.lab.cloud;

import io.regent.fleet.Region;
import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.Routes;
import io.regent.lab.twin.Sender;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.cloudwatch.AlarmActions;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.cloudwatch.Datum;
import io.regent.lab.twin.ec2.Ec2Twin;
import io.regent.lab.twin.events.EventBus;
import io.regent.lab.twin.events.EventEntry;
import io.regent.lab.twin.lambda.LambdaSettings;
import io.regent.lab.twin.lambda.LambdaTwin;
import io.regent.lab.twin.scheduler.Pace;
import io.regent.lab.twin.scheduler.Schedules;
import io.regent.lab.twin.sns.Topics;
import io.regent.lab.twin.ssm.ParameterStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/** Everything of AWS in one region, connected as AWS connects it. */
public final class RegionTwin {
    private final Region region;
    private final CloudWatchTwin cloudWatch;
    private final EventBus bus;
    private final LambdaTwin lambda;
    private final Schedules schedules;
    private final Topics topics;
    private final ParameterStore parameters;
    private final Ec2Twin ec2;
    private final Network network;
    private final Shelf shelf = new Shelf();

    /**
     * An empty region.
     *
     * @param routes where rules, schedules, alarms and functions reach what they are for; gets the region's functions
     *     and topics
     * @param minute how long a minute of the schedules and alarms lasts
     * @param functions runs the functions
     */
    public RegionTwin(
            Region region,
            String account,
            Agenda agenda,
            Faults faults,
            Routes routes,
            Duration minute,
            Executor functions) {
        this.region = region;
        topics = new Topics(region, account, agenda, faults);
        lambda = new LambdaTwin(region, account, agenda, faults, LambdaSettings.DEFAULT, functions, routes);
        bus = new EventBus(region, account, agenda, faults, routes);
        schedules = new Schedules(region, account, agenda, faults, routes, new Pace(minute, Duration.ZERO));
        parameters = new ParameterStore(region, account, agenda);
        ec2 = new Ec2Twin(agenda, minute);
        network = new Network(ec2);
        cloudWatch = new CloudWatchTwin(
                region,
                account,
                agenda,
                new io.regent.lab.twin.cloudwatch.Pace(Duration.ZERO, minute, minute),
                new Actions(routes));
        lambda.meter((function, metric, value) -> cloudWatch.record(
                "AWS/Lambda", Datum.of(metric, Map.of("FunctionName", function), agenda.instant(), value)));
        agenda.in(minute, () -> measure(agenda, faults, minute));
        routes.add("lambda", region, lambda);
        routes.add("sns", region, topics);
    }

    /** EC2 tells CloudWatch of its status checks every minute ("Instance metrics", EC2 User Guide). */
    private void measure(Agenda agenda, Faults faults, Duration minute) {
        if (!faults.isDark(region)) {
            ec2.failedChecks()
                    .forEach((instance, failed) -> failed.forEach((metric, value) -> cloudWatch.record(
                            "AWS/EC2", Datum.of(metric, Map.of("InstanceId", instance), agenda.instant(), value))));
        }
        agenda.in(minute, () -> measure(agenda, faults, minute));
    }

    /** What alarms set off goes through the routes, as everything that a service does for a resource. */
    private final class Actions implements AlarmActions {
        private static final String OF_FUNCTIONS = "lambda.alarms.cloudwatch.amazonaws.com";
        private static final String OF_TOPICS = "cloudwatch.amazonaws.com";

        private final Routes routes;

        Actions(Routes routes) {
            this.routes = routes;
        }

        @Override
        public void invoke(String alarmArn, String functionArn, String payload) {
            orLost(() -> routes.send(new Sender.Service(OF_FUNCTIONS, alarmArn), Arn.parse(functionArn), payload));
        }

        @Override
        public void publish(String alarmArn, String topicArn, String subject, String message) {
            Arn topic = Arn.parse(topicArn);
            orLost(() -> {
                routes.admit(new Sender.Service(OF_TOPICS, alarmArn), topic);
                topics.publish(topic, subject, message);
            });
        }

        /** An action that its target does not take is not tried again; whoever decides on rights has told of it. */
        private static void orLost(Runnable action) {
            try {
                action.run();
            } catch (TwinError refused) {
                // As in AWS.
            }
        }

        @Override
        public void operate(String action, String instanceId) {
            ec2.operate(action, instanceId);
        }

        @Override
        public void announce(StateChange change) {
            bus.emit(EventEntry.of(StateChange.SOURCE, StateChange.DETAIL_TYPE, change.detail()));
        }
    }

    /** Its CloudWatch. */
    public CloudWatchTwin cloudWatch() {
        return cloudWatch;
    }

    /** Its default event bus. */
    public EventBus bus() {
        return bus;
    }

    /** Its functions. */
    public LambdaTwin lambda() {
        return lambda;
    }

    /** Its schedules. */
    public Schedules schedules() {
        return schedules;
    }

    /** Its topics. */
    public Topics topics() {
        return topics;
    }

    /** Its parameter store. */
    public ParameterStore parameters() {
        return parameters;
    }

    /** Its instances, Elastic IPs and security groups. */
    public Ec2Twin ec2() {
        return ec2;
    }

    /** Its networks and load balancers. */
    public Network network() {
        return network;
    }

    /** What stands there and has no behaviour of its own. */
    Shelf shelf() {
        return shelf;
    }
}
