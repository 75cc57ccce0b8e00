package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.Routes;
import io.regent.lab.twin.cloudwatch.AlarmActions;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.events.EventBus;
import io.regent.lab.twin.events.EventEntry;
import io.regent.lab.twin.lambda.LambdaSettings;
import io.regent.lab.twin.lambda.LambdaTwin;
import io.regent.lab.twin.scheduler.Pace;
import io.regent.lab.twin.scheduler.Schedules;
import io.regent.lab.twin.sns.Topics;
import io.regent.lab.twin.ssm.ParameterStore;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Everything of AWS in one region, connected as AWS connects it. */
final class RegionTwin {
    final CloudWatchTwin cloudWatch;
    final EventBus bus;
    final LambdaTwin lambda;
    final Schedules schedules;
    final Topics topics;
    final ParameterStore parameters;

    RegionTwin(
            Region region,
            String account,
            Agenda agenda,
            Faults faults,
            Routes routes,
            Tempo tempo,
            Executor functions) {
        topics = new Topics(region, account, agenda, faults);
        lambda = new LambdaTwin(region, account, agenda, faults, LambdaSettings.DEFAULT, functions, routes);
        bus = new EventBus(region, account, agenda, faults, routes);
        schedules = new Schedules(region, account, agenda, faults, routes, new Pace(tempo.minute(), Duration.ZERO));
        parameters = new ParameterStore(region, account, agenda);
        AlarmActions actions = new AlarmActions() {
            @Override
            public void invoke(String functionArn, String payload) {
                routes.send(Arn.parse(functionArn), payload);
            }

            @Override
            public void publish(String topicArn, String subject, String message) {
                topics.publish(Arn.parse(topicArn), subject, message);
            }

            @Override
            public void announce(StateChange change) {
                bus.emit(EventEntry.of(StateChange.SOURCE, StateChange.DETAIL_TYPE, change.detail()));
            }
        };
        cloudWatch = new CloudWatchTwin(
                region,
                account,
                agenda,
                new io.regent.lab.twin.cloudwatch.Pace(Duration.ZERO, tempo.minute()),
                actions);
        routes.add("lambda", region, lambda);
        routes.add("sns", region, topics);
    }
}
