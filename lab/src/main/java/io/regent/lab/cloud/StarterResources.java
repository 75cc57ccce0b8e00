package io.regent.lab.cloud;

import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.stack.Unsupported;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.RetryPolicy;
import io.regent.lab.twin.events.EventBus;
import io.regent.lab.twin.events.RuleTarget;
import io.regent.lab.twin.events.TargetInput;
import io.regent.lab.twin.iam.Principal;
import io.regent.lab.twin.scheduler.Schedule;
import io.regent.lab.twin.scheduler.Schedules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What starts functions: EventBridge's schedules, and rules of its default bus. */
final class StarterResources {
    private static final int LONGEST_NAME = 64;
    private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-_.]{1,64}");
    private static final Pattern PLACE = Pattern.compile("<([A-Za-z0-9_.-]+)>");
    private static final Pattern EVENT_PATH = Pattern.compile("\\$(\\.[A-Za-z0-9_-]+)+");
    private static final String NO_DEAD_LETTERS = "the twin has no queues for dead letters";

    private final Account account;
    private final RoleResources roles;

    StarterResources(Account account) {
        this.account = account;
        this.roles = new RoleResources(account);
    }

    Map<String, Kind> kinds() {
        return Map.of(
                "AWS::Scheduler::Schedule",
                Kind.of(this::schedule, (resource, made) -> schedules(resource).delete(made.ref())),
                "AWS::Events::Rule",
                Kind.of(this::rule, this::deleteRule));
    }

    private Schedules schedules(Resource resource) {
        return account.in(resource.stack().region()).schedules();
    }

    private EventBus bus(Resource resource) {
        return account.in(resource.stack().region()).bus();
    }

    private Made schedule(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "Name", Names.of(resource, LONGEST_NAME), NAME);
        String description = properties.textOr("Description", "");
        String expression = properties.text("ScheduleExpression");
        // A rate has no time zone; any is taken for it.
        properties.textOr("ScheduleExpressionTimezone", "UTC");
        boolean enabled = Reading.choiceOr(properties, "State", "ENABLED", "ENABLED", "DISABLED")
                .equals("ENABLED");
        Reading.choiceOr(properties, "GroupName", "default", "default");
        Reading.choice(properties.section("FlexibleTimeWindow"), "Mode", "OFF");
        Properties target = properties.section("Target");
        Arn arn = Reading.arn(target, "Arn");
        String role = target.text("RoleArn");
        // "the ARN of the schedule group", not the schedule's ("Confused deputy prevention", EventBridge Scheduler).
        Arn group = new Arn("scheduler", resource.stack().region(), account.id(), "schedule-group/default");
        roles.require(target, "RoleArn", role, new Principal.Service("scheduler.amazonaws.com", group.toString()));
        String input = target.has("Input") ? input(target) : "";
        RetryPolicy retries = retries(target);
        Reading.absent(target, "DeadLetterConfig", NO_DEAD_LETTERS);
        properties.done();
        Arn made = schedules(resource)
                .put(name, expression, enabled, description, new Schedule.Target(arn, role, input, retries));
        return Made.of(name).with("Arn", made.toString());
    }

    /** The text as it stands: its context attributes are filled in at each tick. */
    private static String input(Properties target) {
        Reading.json(target, "Input");
        return target.text("Input");
    }

    /** What the target of a rule gets: the event, a document, or a text made from the event. */
    private static TargetInput handed(Properties target) {
        Optional<Properties> transformer = target.findSection("InputTransformer");
        if (transformer.isEmpty()) {
            return target.has("Input") ? new TargetInput.Constant(input(target)) : new TargetInput.Event();
        }
        Map<String, String> paths = transformer.get().textMap("InputPathsMap");
        String template = transformer.get().text("InputTemplate");
        Matcher places = PLACE.matcher(template);
        while (places.find()) {
            if (!paths.containsKey(places.group(1)) && !places.group(1).startsWith("aws.events.")) {
                throw Reading.wrong(
                        transformer.get(), "InputTemplate", "places that InputPathsMap has: " + paths.keySet());
            }
        }
        paths.forEach((name, path) -> {
            if (!EVENT_PATH.matcher(path).matches()) {
                throw new Unsupported(
                        transformer.get().path() + ".InputPathsMap." + name,
                        "expected a path such as $.detail.service");
            }
        });
        return new TargetInput.Transformed(paths, template);
    }

    private static RetryPolicy retries(Properties target) {
        Optional<Properties> policy = target.findSection("RetryPolicy");
        if (policy.isEmpty()) {
            return RetryPolicy.DEFAULT;
        }
        RetryPolicy usual = RetryPolicy.DEFAULT;
        long age = policy.get()
                .numberOr("MaximumEventAgeInSeconds", usual.maximumEventAge().toSeconds());
        long attempts = policy.get().numberOr("MaximumRetryAttempts", usual.maximumRetryAttempts());
        try {
            return new RetryPolicy(Duration.ofSeconds(age), Math.toIntExact(attempts));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new Unsupported(policy.get().path(), String.valueOf(e.getMessage()));
        }
    }

    private Made rule(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "Name", Names.of(resource, LONGEST_NAME), NAME);
        String description = properties.textOr("Description", "");
        Reading.choiceOr(properties, "EventBusName", "default", "default");
        boolean enabled = Reading.choiceOr(properties, "State", "ENABLED", "ENABLED", "DISABLED")
                .equals("ENABLED");
        String pattern = Reading.json(properties, "EventPattern").toString();
        List<RuleTarget> targets = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Properties target : properties.sections("Targets")) {
            String id = Reading.form(target, "Id", NAME);
            if (!ids.add(id)) {
                throw Reading.wrong(target, "Id", "another id than the rule's other targets");
            }
            Reading.absent(target, "DeadLetterConfig", NO_DEAD_LETTERS);
            targets.add(new RuleTarget(id, Reading.arn(target, "Arn"), handed(target), retries(target)));
        }
        Reading.tags(properties);
        properties.done();
        Arn arn = bus(resource).putRule(name, pattern, enabled, description);
        List<String> gone = bus(resource).rule(name).targets().stream()
                .map(RuleTarget::id)
                .filter(id -> !ids.contains(id))
                .toList();
        bus(resource).removeTargets(name, gone);
        bus(resource).putTargets(name, targets);
        return Made.of(name).with("Arn", arn.toString());
    }

    private void deleteRule(Resource resource, Made made) {
        List<String> ids = bus(resource).rule(made.ref()).targets().stream()
                .map(RuleTarget::id)
                .toList();
        bus(resource).removeTargets(made.ref(), ids);
        bus(resource).deleteRule(made.ref());
    }
}
