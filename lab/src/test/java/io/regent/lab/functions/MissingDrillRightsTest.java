package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.json.JsonObject;
import io.regent.lab.twin.ec2.ElasticAddress;
import io.regent.lab.twin.iam.Access;
import io.regent.lab.twin.iam.Policy;
import io.regent.lab.twin.iam.Role;
import io.regent.lab.twin.iam.Usage;
import io.regent.lab.twin.lambda.Outcome;
import io.regent.lab.world.Templates;
import io.regent.lab.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the functions that people ask do without one of the rights that the template gives them, each in its turn: AWS
 * denies it, and whoever asked is told which it is.
 */
@Timeout(180)
class MissingDrillRightsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LOOK = "look";
    private static final String DRILL = "drill";

    private static final String STATUS = "{'action': 'status'}";
    private static final String PREFLIGHT = "{'action': 'preflight'}";
    private static final String HOLD = "{'action': 'hold', 'for': '1h'}";
    private static final String EVACUATE = "{'action': 'evacuate', 'region': 'ap-south-1', 'for': '1h'}";
    private static final String OUTAGE = "{'action': 'outage', 'region': 'ap-south-1', 'for': '1h'}";
    private static final String REBOOT = "{'action': 'repair', 'region': 'ap-south-1', 'means': 'reboot'}";
    private static final String ATTACH = "{'action': 'repair', 'region': 'ap-south-1', 'means': 'address'}";
    private static final String SCHEDULE = "{'source': 'regent.schedule', 'time': 'NOW'}";
    private static final String DRAINED = "{'source': 'regent', 'detail-type': 'Failover decided', 'time': 'NOW',"
            + " 'detail': {'service': '" + World.SERVICE + "', 'startedAt': 'NOW',"
            + " 'rulings': [{'endpoint': 'ap-south-1', 'rule': 'drain', 'ruling': 'drain'}]}}";

    private static final Set<String> LOOKING = Set.of(STATUS, PREFLIGHT, SCHEDULE, DRAINED);

    /** Which events a statement lets out, where several of a role let out some. */
    private static final Map<String, String> EVENTS =
            Map.of("TellOfMachines", "Machine report", "TellOfDrills", "Drill", "StartTheControllers", "Drill began");

    /** Where it is said that a right is missing. */
    enum Where {
        /** In the text that a person reads. */
        REPORT,
        /** In the log: a schedule asked, and nobody reads what it is answered. */
        LOG,
        /** Nowhere but in AWS: it is the right to log. Whoever asked is answered all the same. */
        NOWHERE
    }

    /**
     * A right that is taken away, and what shows it.
     *
     * @param function that has it
     * @param statement that gives it
     * @param resource that it is taken away for, {@code *} for all
     * @param requests made one after the other; what comes of the last one shows it
     */
    record Missing(
            String function, String statement, String action, String resource, Where where, List<String> requests) {
        Missing(String function, String statement, String action, Where where, String... requests) {
            this(function, statement, action, "*", where, List.of(requests));
        }

        /** Only the right to ask one function. */
        Missing of(String asked) {
            String resource = "arn:aws:lambda:*:*:function:" + asked + ":live";
            return new Missing(function, statement, action, resource, where, requests);
        }

        String role() {
            return "regent-" + (function.equals(LOOK) ? "Look" : "Drill") + "Role-";
        }

        /** Whether what is asked changes something, after which a stage is not what it was. */
        boolean changes() {
            return requests.stream().anyMatch(request -> !LOOKING.contains(request));
        }

        /** Its statement and action, and whose it is, in the words of {@link Usage.Right}. */
        String right() {
            return role() + " " + statement + ": " + action;
        }

        @Override
        public String toString() {
            return right() + (resource.equals("*") ? "" : " of " + resource);
        }
    }

    /** For all that changes nothing. */
    @Nullable
    private static OnStage looking;

    @BeforeAll
    static void open() throws Exception {
        looking = OnStage.settled();
    }

    @AfterAll
    static void close() {
        looking().close();
    }

    private static OnStage looking() {
        return Objects.requireNonNull(looking);
    }

    private static Stream<Missing> missing() {
        return Stream.of(ofBoth(LOOK, DRAINED), ofBoth(DRILL, HOLD), ofLook(), ofDrill())
                .flatMap(List::stream);
    }

    /** @param told a request of which everybody is told */
    private static List<Missing> ofBoth(String function, String told) {
        return List.of(
                new Missing(function, "ReadTheFleet", "ssm:GetParameter", Where.REPORT, STATUS),
                new Missing(function, "ReadMetricsAndAlarms", "cloudwatch:GetMetricData", Where.REPORT, STATUS),
                new Missing(function, "ReadMetricsAndAlarms", "cloudwatch:DescribeAlarms", Where.REPORT, PREFLIGHT),
                new Missing(function, "AskEveryRegion", "lambda:InvokeFunction", Where.REPORT, STATUS)
                        .of("regent-probe"),
                new Missing(function, "AskEveryRegion", "lambda:InvokeFunction", Where.REPORT, PREFLIGHT)
                        .of("regent-failover"),
                new Missing(function, "AskEveryRegion", "lambda:InvokeFunction", Where.REPORT, PREFLIGHT)
                        .of("regent-look"),
                new Missing(function, "SeeTheZone", "route53:ListResourceRecordSets", Where.REPORT, STATUS),
                new Missing(function, "SeeTheZone", "route53:GetHostedZoneLimit", Where.REPORT, PREFLIGHT),
                new Missing(function, "SeeTheHealthChecks", "route53:GetAccountLimit", Where.REPORT, PREFLIGHT),
                new Missing(function, "SeeTheHealthChecks", "route53:ListHealthChecks", Where.REPORT, PREFLIGHT),
                new Missing(function, "SeeWhatCheckersReport", "route53:GetHealthCheckStatus", Where.REPORT, PREFLIGHT),
                new Missing(function, "SeeTheMachines", "ec2:DescribeAddresses", Where.REPORT, STATUS),
                new Missing(function, "SeeTheMachines", "ec2:DescribeInstanceStatus", Where.REPORT, STATUS),
                new Missing(function, "SeeTheMachines", "ec2:DescribeInstances", Where.REPORT, STATUS),
                new Missing(function, "SeeTheMachines", "ec2:DescribeSecurityGroups", Where.REPORT, STATUS),
                new Missing(function, "TellPeople", "sns:Publish", Where.REPORT, told),
                new Missing(function, "EncryptWhatIsTold", "kms:Decrypt", Where.REPORT, told),
                new Missing(function, "EncryptWhatIsTold", "kms:GenerateDataKey", Where.REPORT, told),
                new Missing(function, "Log", "logs:CreateLogStream", Where.NOWHERE, told),
                new Missing(function, "Log", "logs:PutLogEvents", Where.NOWHERE, told));
    }

    private static List<Missing> ofLook() {
        return List.of(
                new Missing(LOOK, "TellOfPreflights", "cloudwatch:PutMetricData", Where.LOG, SCHEDULE),
                new Missing(LOOK, "TellOfMachines", "events:PutEvents", Where.REPORT, DRAINED));
    }

    private static List<Missing> ofDrill() {
        return List.of(
                new Missing(DRILL, "MoveTraffic", "route53:ChangeResourceRecordSets", Where.REPORT, HOLD),
                new Missing(DRILL, "FollowTheChange", "route53:GetChange", Where.REPORT, EVACUATE),
                new Missing(DRILL, "PullRoutingControl", "cloudwatch:PutMetricData", Where.REPORT, EVACUATE),
                new Missing(DRILL, "TellOfDrills", "events:PutEvents", Where.REPORT, HOLD),
                new Missing(DRILL, "StartTheControllers", "events:PutEvents", Where.REPORT, OUTAGE),
                new Missing(DRILL, "Reboot", "ec2:RebootInstances", Where.REPORT, EVACUATE, REBOOT),
                new Missing(DRILL, "AttachTheAddress", "ec2:AssociateAddress", Where.REPORT, EVACUATE, ATTACH));
    }

    @Test
    void eachRightOfTheTemplateIsTakenAwayOnce() throws Exception {
        Usage usage = looking().stage.access().usage();
        List<String> rights = Stream.concat(usage.used().stream(), usage.unused().stream())
                .map(Usage.Right::toString)
                .filter(right -> right.matches("role regent-(Look|Drill)Role-.*") && !right.contains("policy trust,"))
                .map(right -> right.replaceAll("^role (\\S*-)[0-9A-F]{12}, policy [^,]*, statement ", "$1 "))
                .distinct()
                .toList();

        assertThat(missing().map(Missing::right).distinct()).containsExactlyInAnyOrderElementsOf(rights);
    }

    @ParameterizedTest
    @MethodSource("missing")
    void whatIsMissingIsSaid(Missing missing) throws Exception {
        if (missing.changes()) {
            try (OnStage world = OnStage.settled(templates(missing))) {
                assertSaid(world, missing);
            }
        } else {
            assertSaid(looking(), missing);
        }
    }

    /** That a change is INSYNC is asked for until the function's time is over, which is not to be waited for here. */
    private static Templates templates(Missing missing) {
        String timeout = "Timeout: %s\n      Role: !GetAtt DrillRole.Arn";
        return missing.statement().equals("FollowTheChange")
                ? Templates.ofRepository().but("template.yaml", timeout.formatted(60), timeout.formatted(15))
                : Templates.ofRepository();
    }

    private static void assertSaid(OnStage world, Missing missing) throws Exception {
        Access access = world.stage.access();
        List<Role> before = access.roles();
        int refused = world.stage.refusals().size();
        int logged = world.stage.log().size();
        takeAway(access, missing);

        Outcome outcome = ask(world, missing);

        before.forEach(access::put);
        List<String> refusals = world.stage.refusals();
        String said = "not authorized to perform: " + missing.action().toLowerCase(Locale.ROOT);
        assertThat(refusals.subList(refused, refusals.size()))
                .isNotEmpty()
                .allSatisfy(
                        refusal -> assertThat(refusal.toLowerCase(Locale.ROOT)).contains(said));
        List<JsonObject> log = world.stage.log();
        String lines = log.subList(logged, log.size()).toString();
        switch (missing.where()) {
            case REPORT -> assertThat(text(outcome)).contains(said);
            case LOG -> assertThat(lines).contains("The preflight's metric was not put", missing.action());
            case NOWHERE -> {
                assertThat(text(outcome)).startsWith(missing.function().equals(LOOK) ? "down of" : "hold of");
                assertThat(lines).isEqualTo("[]");
            }
        }
    }

    /** A report's text in one line. */
    private static String text(Outcome outcome) throws Exception {
        JsonNode answer = OnStage.answer(outcome);
        return (answer.has("reports") ? answer.path("reports").path(0) : answer)
                .path("text")
                .asText()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static Outcome ask(OnStage world, Missing missing) throws Exception {
        for (String request : missing.requests().subList(0, missing.requests().size() - 1)) {
            OnStage.answer(ask(world, missing.function(), request));
        }
        String last = missing.requests().getLast();
        if (last.equals(ATTACH)) {
            world.stage.ec2(MUMBAI).addresses(List.of(), List.of()).stream()
                    .flatMap(address -> address.association().stream())
                    .map(ElasticAddress.Association::id)
                    .forEach(world.stage.ec2(MUMBAI)::disassociate);
        }
        if (!last.equals(OUTAGE)) {
            return ask(world, missing.function(), last);
        }
        // Where no event starts a controller, its schedule does.
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> asked = tasks.submit(() -> ask(world, missing.function(), last));
            while (!asked.isDone()) {
                world.tick(IRELAND);
            }
            return asked.get();
        }
    }

    private static Outcome ask(OnStage world, String function, String request) {
        String payload = request.replace('\'', '"').replace("NOW", world.now().toString());
        return function.equals(LOOK) ? world.stage.look(IRELAND, payload) : world.stage.drill(IRELAND, payload);
    }

    /** In both regions: whatever else a function may do, it may no longer do this. */
    private static void takeAway(Access access, Missing missing) {
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        ObjectNode deny = document.putArray("Statement")
                .addObject()
                .put("Effect", "Deny")
                .put("Action", missing.action())
                .put("Resource", missing.resource());
        if (EVENTS.containsKey(missing.statement())) {
            deny.putObject("Condition")
                    .putObject("StringEquals")
                    .put("events:detail-type", EVENTS.get(missing.statement()));
        }
        for (Role role : access.roles()) {
            if (role.name().startsWith(missing.role())) {
                List<Policy> policies = new ArrayList<>(role.policies());
                policies.add(Policy.ofRole(role.name(), "less", "less", document));
                access.put(new Role(role.name(), role.trust(), policies));
            }
        }
    }
}
