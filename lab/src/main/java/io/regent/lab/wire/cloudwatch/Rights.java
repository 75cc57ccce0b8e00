package io.regent.lab.wire.cloudwatch;

import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.iam.Act;
import java.util.List;
import java.util.stream.Stream;

/** What CloudWatch's operations ask IAM for ("Actions, resources, and condition keys for Amazon CloudWatch"). */
final class Rights {
    private Rights() {}

    static List<Act> of(CloudWatchTwin twin, String operation, Input input) {
        String action = "cloudwatch:" + operation;
        return switch (operation) {
            case "PutMetricData" ->
                List.of(Act.of(action)
                        .with(
                                "cloudwatch:namespace",
                                Stream.of(input.text("Namespace"))
                                        .filter(name -> !name.isEmpty())
                                        .toList()));
            case "GetMetricData", "ListMetrics" -> List.of(Act.of(action));
            case "PutMetricAlarm" ->
                List.of(Act.of(action, twin.alarmArn(input.requiredText("AlarmName")))
                        .with(
                                "cloudwatch:AlarmActions",
                                Stream.of("OKActions", "AlarmActions", "InsufficientDataActions")
                                        .flatMap(member -> input.texts(member).stream())
                                        .toList()));
            case "SetAlarmState" -> List.of(Act.of(action, twin.alarmArn(input.requiredText("AlarmName"))));
            default -> {
                List<String> names = input.texts("AlarmNames");
                // Who names no alarm asks for all of them.
                yield (names.isEmpty() ? List.of(Act.ANY) : names)
                        .stream()
                                .map(name -> Act.of(action, twin.alarmArn(name)))
                                .toList();
            }
        };
    }
}
