package io.regent.lab.cloud;

import io.regent.fleet.Region;
import io.regent.lab.twin.Admission;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.Sender;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.cloudwatch.Datum;
import io.regent.lab.twin.iam.Access;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.iam.Decision;
import io.regent.lab.twin.iam.Principal;
import io.regent.lab.twin.iam.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Who may start, tell and ask whom, by what the stacks have given: roles by their policies, services by the policies of
 * functions, topics and keys. What a service may not bring is lost in AWS, without a word to anybody but a metric that
 * few look at; here somebody is told as well.
 *
 * @param told hears every refusal
 */
public record Rights(Account account, Consumer<String> told) implements Admission {
    private static final String EVENTS = "events.amazonaws.com";
    private static final String SCHEDULER = "scheduler.amazonaws.com";
    private static final String LAMBDA = "lambda.amazonaws.com";
    private static final String PUBLISH = "sns:Publish";

    @Override
    public void check(Sender sender, Arn target) {
        Optional<String> problem =
                switch (target.service()) {
                    case "lambda" -> problem(sender, target, "lambda:InvokeFunction");
                    case "sns" -> problem(sender, target, PUBLISH);
                    // What else is sent to belongs to the lab, not to AWS.
                    default -> Optional.empty();
                };
        if (problem.isPresent()) {
            count(sender, account.in(target.region()).cloudWatch());
            throw new TwinError("AccessDeniedException", 403, problem.get());
        }
    }

    private Optional<String> problem(Sender sender, Arn target, String action) {
        return switch (sender) {
            case Sender.Service service ->
                refusal(principal(service, target), Act.of(action, target.toString()))
                        .map(Refusal::message);
            case Sender.Role role -> {
                Decision trust = access().assume(new Principal.Service(role.principal(), role.source()), role.arn());
                if (!trust.isAllowed()) {
                    String untrusted = "The role " + role.arn() + " cannot be assumed by " + role.principal();
                    told.accept(untrusted);
                    yield Optional.of(untrusted);
                }
                String session = role.source().substring(role.source().lastIndexOf(':') + 1);
                yield refusal(new Principal.Role(role.arn(), session), Act.of(action, target.toString()))
                        .map(Refusal::message);
            }
        };
    }

    /**
     * EventBridge does not say which rule it publishes to a topic for: conditions on the source "aren't supported" in
     * the policy of an encrypted topic's key ("Managing Amazon SNS encryption keys and costs", compatibility with event
     * sources), nor do topics' policies get to see it.
     */
    private static Principal.Service principal(Sender.Service service, Arn target) {
        return service.principal().equals(EVENTS) && target.service().equals("sns")
                ? Principal.Service.of(EVENTS)
                : new Principal.Service(service.principal(), service.source());
    }

    /** What hinders somebody from doing something, here or with what the act needs in its turn. */
    public Optional<Refusal> refusal(Principal who, Act act) {
        Optional<Refusal> refusal = access().refusal(who, act).or(() -> encryption(who, act));
        refusal.map(Refusal::message).ifPresent(told);
        return refusal;
    }

    /** Whoever publishes to an encrypted topic also has SNS use the topic's key on his behalf. */
    private Optional<Refusal> encryption(Principal who, Act act) {
        if (!act.action().equalsIgnoreCase(PUBLISH)) {
            return Optional.empty();
        }
        Arn topic = Arn.parse(act.resource());
        RegionTwin region = account.in(topic.region());
        return region.shelf()
                .find(TopicResources.ENCRYPTION, act.resource())
                .flatMap(key -> Keys.find(region, key.asText()))
                .flatMap(key -> List.of("kms:GenerateDataKey", "kms:Decrypt").stream()
                        .map(action -> Act.of(action, key)
                                .with("kms:ViaService", "sns." + topic.region() + ".amazonaws.com")
                                .with("kms:CallerAccount", account.id())
                                .with("aws:RequestedRegion", topic.region().id()))
                        .flatMap(needed -> access().refusal(who, needed).stream())
                        .findFirst());
    }

    /**
     * A function's log as it arrives: Lambda writes the lines by the function's role, into a group that stands already
     * ("Sending Lambda function logs to CloudWatch Logs", Lambda Developer Guide). A line that the role may not write
     * is lost.
     *
     * @param roles the ARN of each function's role
     * @param log hears what arrives
     */
    public <L> BiConsumer<Caller.Function, L> logging(
            Function<Caller.Function, Optional<String>> roles, BiConsumer<Caller.Function, L> log) {
        return (function, line) -> {
            if (roles.apply(function).filter(role -> mayLog(function, role)).isPresent()) {
                log.accept(function, line);
            }
        };
    }

    boolean mayLog(Caller.Function function, String role) {
        Region region = function.region();
        String group = "/aws/lambda/" + function.name();
        String stream = new Arn("logs", region, account.id(), "log-group:" + group + ":log-stream:" + function.name())
                .toString();
        Principal who = new Principal.Role(role, function.name());
        return account.in(region).shelf().has(TopicResources.LOG_GROUP, group)
                && List.of("logs:CreateLogStream", "logs:PutLogEvents").stream()
                        .map(action -> Act.of(action, stream).with("aws:RequestedRegion", region.id()))
                        .noneMatch(act -> refusal(who, act).isPresent());
    }

    /** What AWS counts of its own failures to deliver ("Monitoring" in the guides of the three services). */
    private static void count(Sender sender, CloudWatchTwin cloudWatch) {
        switch (sender) {
            case Sender.Service service -> {
                if (service.principal().equals(EVENTS)) {
                    record(cloudWatch, "AWS/Events", "FailedInvocations", "RuleName", after(service.source(), "rule/"));
                }
            }
            case Sender.Role role -> {
                switch (role.principal()) {
                    case SCHEDULER ->
                        record(cloudWatch, "AWS/Scheduler", "TargetErrorCount", "ScheduleGroup", "default");
                    case LAMBDA ->
                        record(
                                cloudWatch,
                                "AWS/Lambda",
                                "DestinationDeliveryFailures",
                                "FunctionName",
                                after(role.source(), "function:"));
                    default -> {}
                }
            }
        }
    }

    private static String after(String source, String mark) {
        return source.substring(source.indexOf(mark) + mark.length());
    }

    private static void record(
            CloudWatchTwin cloudWatch, String namespace, String metric, String dimension, String value) {
        cloudWatch.record(namespace, Datum.of(metric, Map.of(dimension, value), cloudWatch.instant(), 1));
    }

    private Access access() {
        return account.access();
    }
}
