package io.regent.lab.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.fleet.Region;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.scheduler.Schedule;
import io.regent.lab.twin.scheduler.Schedules;
import java.util.List;
import java.util.Map;

/** EventBridge Scheduler on the wire (API model {@code scheduler} 2021-06-30). Only the default group is there. */
public final class SchedulerWire implements WireProtocol {
    private static final String SCHEDULES = "/schedules";

    private final Regional<Schedules> twins;

    private SchedulerWire(Regional<Schedules> twins) {
        this.twins = twins;
    }

    /** The service in front of its twins, one for each region. */
    public static WireProtocol over(Map<Region, Schedules> twins) {
        return new SchedulerWire(new Regional<>("scheduler", twins));
    }

    @Override
    public String signingName() {
        return "scheduler";
    }

    /** Whoever makes a schedule also hands it a role ("Set up Amazon EventBridge Scheduler"). */
    @Override
    public List<Act> acts(WireRequest request) {
        String path = request.path();
        if (path.equals(SCHEDULES) && request.method().equals("GET")) {
            return List.of(Act.of("scheduler:ListSchedules"));
        }
        if (!path.matches(SCHEDULES + "/[^/]+")) {
            throw unknown(request);
        }
        String arn =
                twins.of(request).arn(path.substring(SCHEDULES.length() + 1)).toString();
        return switch (request.method()) {
            case "POST" -> {
                JsonBody target = JsonBody.parse(request.body()).object("Target");
                yield List.of(
                        Act.of("scheduler:CreateSchedule", arn),
                        Act.of("iam:PassRole", target.text("RoleArn"))
                                .with("iam:PassedToService", "scheduler.amazonaws.com"));
            }
            case "GET" -> List.of(Act.of("scheduler:GetSchedule", arn));
            case "DELETE" -> List.of(Act.of("scheduler:DeleteSchedule", arn));
            default -> throw unknown(request);
        };
    }

    @Override
    public TwinError denial(String message) {
        return RestJson.denial(message);
    }

    @Override
    public WireAnswer answer(WireRequest request) {
        String path = request.path();
        if (path.equals(SCHEDULES) && request.method().equals("GET")) {
            return list(request);
        }
        if (path.matches(SCHEDULES + "/[^/]+")) {
            String name = path.substring(SCHEDULES.length() + 1);
            return switch (request.method()) {
                case "POST" -> create(request, name);
                case "GET" -> get(request, name);
                case "DELETE" -> delete(request, name);
                default -> throw unknown(request);
            };
        }
        throw unknown(request);
    }

    private WireAnswer delete(WireRequest request, String name) {
        checkGroup(RestJson.query(request, "groupName"));
        twins.of(request).delete(name);
        return RestJson.ok(200, JsonRpc.object());
    }

    private static TwinError unknown(WireRequest request) {
        return RestJson.unknown("scheduler", request, "CreateSchedule, GetSchedule, ListSchedules, DeleteSchedule");
    }

    private WireAnswer create(WireRequest request, String name) {
        JsonBody body = JsonBody.parse(request.body());
        body.only(
                "ScheduleExpression",
                "ScheduleExpressionTimezone",
                "FlexibleTimeWindow",
                "Target",
                "State",
                "Description",
                "GroupName",
                "ClientToken");
        checkGroup(body.textOr("GroupName", ""));
        String window = body.object("FlexibleTimeWindow").text("Mode");
        if (!window.equals("OFF")) {
            throw JsonBody.invalid("FlexibleTimeWindow.Mode '" + window + "': the twin has OFF only");
        }
        String state = body.textOr("State", "ENABLED");
        if (!state.equals("ENABLED") && !state.equals("DISABLED")) {
            throw JsonBody.invalid("State '" + state + "': expected ENABLED or DISABLED");
        }
        JsonBody target = body.object("Target");
        target.only("Arn", "RoleArn", "Input", "RetryPolicy");
        String arn = twins.of(request)
                .create(
                        name,
                        body.text("ScheduleExpression"),
                        state.equals("ENABLED"),
                        body.textOr("Description", ""),
                        new Schedule.Target(
                                target.arn("Arn"),
                                target.text("RoleArn"),
                                target.textOr("Input", ""),
                                EventsWire.retryPolicy(target)))
                .toString();
        return RestJson.ok(200, JsonRpc.object().put("ScheduleArn", arn));
    }

    private WireAnswer get(WireRequest request, String name) {
        checkGroup(RestJson.query(request, "groupName"));
        Schedule schedule = twins.of(request).schedule(name);
        ObjectNode answer = summary(schedule)
                .put("ScheduleExpression", schedule.expression())
                .put("ScheduleExpressionTimezone", "UTC")
                .put("ActionAfterCompletion", "NONE");
        if (!schedule.description().isEmpty()) {
            answer.put("Description", schedule.description());
        }
        answer.putObject("FlexibleTimeWindow").put("Mode", "OFF");
        Schedule.Target target = schedule.target();
        ObjectNode node =
                answer.putObject("Target").put("Arn", target.arn().toString()).put("RoleArn", target.roleArn());
        if (!target.input().isEmpty()) {
            node.put("Input", target.input());
        }
        node.putObject("RetryPolicy")
                .put(
                        "MaximumEventAgeInSeconds",
                        target.retryPolicy().maximumEventAge().toSeconds())
                .put("MaximumRetryAttempts", target.retryPolicy().maximumRetryAttempts());
        return RestJson.ok(200, answer);
    }

    private WireAnswer list(WireRequest request) {
        checkGroup(RestJson.query(request, "ScheduleGroup"));
        String prefix = RestJson.query(request, "NamePrefix");
        String state = RestJson.query(request, "State");
        ObjectNode answer = JsonRpc.object();
        ArrayNode schedules = answer.putArray("Schedules");
        for (Schedule schedule : twins.of(request).schedules()) {
            if (schedule.name().startsWith(prefix) && (state.isEmpty() || state.equals(state(schedule)))) {
                ObjectNode node = summary(schedule);
                node.putObject("Target").put("Arn", schedule.target().arn().toString());
                schedules.add(node);
            }
        }
        return RestJson.ok(200, answer);
    }

    private static ObjectNode summary(Schedule schedule) {
        double created = schedule.created().toEpochMilli() / 1000.0;
        return JsonRpc.object()
                .put("Arn", schedule.arn().toString())
                .put("Name", schedule.name())
                .put("GroupName", "default")
                .put("State", state(schedule))
                .put("CreationDate", created)
                .put("LastModificationDate", created);
    }

    private static String state(Schedule schedule) {
        return schedule.enabled() ? "ENABLED" : "DISABLED";
    }

    private static void checkGroup(String group) {
        if (!group.isEmpty() && !group.equals("default")) {
            throw new TwinError("ResourceNotFoundException", 404, "Schedule group " + group + " does not exist.");
        }
    }

    @Override
    public WireAnswer refuse(WireRequest request, TwinError error) {
        return RestJson.refused(error, "Message", JsonRpc.object());
    }
}
