package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.adapter.CloudWatch;
import io.regent.adapter.CloudWatchAlarms;
import io.regent.adapter.CloudWatchPast;
import io.regent.adapter.CloudWatchRoutingControl;
import io.regent.adapter.CloudWatchTargetGroups;
import io.regent.adapter.CloudWatchVerdicts;
import io.regent.adapter.EventBridge;
import io.regent.adapter.LambdaControllers;
import io.regent.adapter.LambdaRegions;
import io.regent.adapter.LambdaSummons;
import io.regent.adapter.LambdaVantages;
import io.regent.adapter.Route53Changes;
import io.regent.adapter.Route53HealthChecks;
import io.regent.adapter.Route53Limits;
import io.regent.adapter.Route53Zone;
import io.regent.adapter.SnsTopic;
import io.regent.aws.AwsAccess;
import io.regent.aws.AwsClients;
import io.regent.aws.CallLimits;
import io.regent.aws.EventCalls;
import io.regent.aws.FunctionName;
import io.regent.aws.LambdaCalls;
import io.regent.aws.ParameterCalls;
import io.regent.aws.SignedCalls;
import io.regent.aws.TopicCalls;
import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.fleet.Service;
import io.regent.json.JsonObject;
import io.regent.lab.twin.cloudwatch.Datum;
import io.regent.lab.twin.route53.CheckField;
import io.regent.lab.wire.WireAnswer;
import io.regent.lab.wire.WireRequest;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.ZoneReading;
import io.regent.machine.Ec2Machines;
import io.regent.plan.Plan;
import io.regent.plan.Planner;
import io.regent.process.Environment;
import io.regent.report.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.route53.Route53Client;

/** Whatever AWS, or what stands between, makes of an answer: each call comes to an outcome that has a name. */
@Timeout(300)
class MangledAnswersTest {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Duration BACK = Duration.ofMinutes(5);
    private static final FunctionName FAILOVER = new FunctionName("regent-failover", "live");
    private static final String LEARNED = "(Known|Unknown)";

    private static OnStage world;
    private static AwsAccess access;

    @BeforeAll
    static void open() throws Exception {
        world = OnStage.settled();
        access = AwsAccess.from(Environment.of(Map.of(
                "AWS_REGION",
                IRELAND.id(),
                "AWS_ACCESS_KEY_ID",
                "person",
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_ENDPOINT_URL",
                world.stage.endpoint().toString())));
        world.stage.probe(IRELAND, "{\"source\": \"regent.schedule\", \"time\": \"%s\"}".formatted(world.now()));
        world.stage.measured(
                IRELAND,
                "AWS/ApplicationELB",
                Datum.of(
                        "HealthyHostCount",
                        Map.of("LoadBalancer", "app/regent/1", "TargetGroup", "targetgroup/regent/2"),
                        world.now(),
                        1));
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @AfterEach
    void straighten() {
        world.bends.straighten();
    }

    /**
     * A call whose answers are mangled.
     *
     * @param such the requests whose answers are
     * @param outcomes what the call may come to
     */
    record Question(String name, String api, Predicate<WireRequest> such, String outcomes, Callable<Object> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Service service() {
        return ((Reading.Read) FleetDocument.read(world.stage.document()))
                .fleet()
                .services()
                .getFirst();
    }

    private static AwsClients clients() {
        return new AwsClients(access, CallLimits.ONCE);
    }

    private static SignedCalls signed() {
        return new SignedCalls(access, world.clock, new Random(1));
    }

    private static Predicate<WireRequest> to(String method, String part) {
        return request -> request.method().equals(method) && request.path().contains(part);
    }

    private static Question route53(String name, String method, String part, String outcomes, Callable<Object> call) {
        return new Question(name, "route53", to(method, part), outcomes, call);
    }

    private static Question metrics(String name, String outcomes, Callable<Object> call) {
        return new Question(name, "monitoring", request -> true, outcomes, call);
    }

    private static Question machines(String action, String outcomes, Callable<Object> call) {
        Predicate<WireRequest> such =
                request -> new String(request.body(), StandardCharsets.UTF_8).contains("Action=" + action + "&");
        return new Question(action, "ec2", such, outcomes, call);
    }

    private static Question functions(String name, String function, String outcomes, Callable<Object> call) {
        return new Question(name, "lambda", to("POST", function), outcomes, call);
    }

    private static Stream<Question> questions() {
        return Stream.of(ofRoute53(), ofCloudWatch(), ofEc2(), ofFunctions(), ofTheRest())
                .flatMap(List::stream);
    }

    private static List<Question> ofRoute53() {
        Service service = service();
        Route53Client client = clients().route53();
        Route53Zone zone = new Route53Zone(client, client);
        Plan plan = Planner.again(service, ((ZoneReading.Read) zone.read(service)).records());
        String change = ((ChangeOutcome.Accepted) zone.apply(service, plan)).changeId();
        Route53HealthChecks checks = new Route53HealthChecks(client);
        String direct = world.stage.route53().healthChecks().list("", 100).checks().stream()
                .filter(check -> check.config().text(CheckField.TYPE).equals("TCP"))
                .findFirst()
                .orElseThrow()
                .id();
        Route53Limits limits = new Route53Limits(client);
        return List.of(
                route53("zone", "GET", "/rrset", "(Read|Unreadable)", () -> zone.read(service)),
                route53("batch", "POST", "/rrset", "(Accepted|Unanswered)", () -> zone.apply(service, plan)),
                route53(
                        "change",
                        "GET",
                        "/change/",
                        "(Pending|InSync|Unknown)",
                        () -> new Route53Changes(client).of(change, Duration.ofSeconds(5))),
                route53("health checks", "GET", "/healthcheck", LEARNED, checks::all),
                route53("reports", "GET", "/status", LEARNED, () -> checks.reports(direct)),
                route53("limit of the zone", "GET", "/hostedzonelimit/", LEARNED, () -> limits.of(service)),
                route53("limit of the account", "GET", "/accountlimit/", LEARNED, () -> limits.of(service)));
    }

    private static List<Question> ofCloudWatch() {
        Service service = service();
        CloudWatch cloudWatch = new CloudWatch(clients());
        CloudWatchAlarms alarms = new CloudWatchAlarms(cloudWatch);
        CloudWatchVerdicts verdicts = new CloudWatchVerdicts(cloudWatch, IRELAND, world.clock);
        CloudWatchRoutingControl control = new CloudWatchRoutingControl(cloudWatch, IRELAND, world.clock);
        CloudWatchPast past = new CloudWatchPast(cloudWatch, IRELAND, world.clock, Duration.ofMinutes(1));
        CloudWatchTargetGroups groups =
                new CloudWatchTargetGroups(cloudWatch, IRELAND, "app/regent/1", "targetgroup/regent/2", world.clock);
        Instant from = world.now().minus(BACK);
        Instant until = world.now().plus(BACK);
        return List.of(
                metrics("alarms", LEARNED, () -> alarms.of(IRELAND, "regent-")),
                metrics("verdicts", "(Read|Unreadable)", () -> verdicts.read(service, BACK)),
                metrics("glance", "(AllWell|Unwell|Silent|Unreadable)", () -> verdicts.glance(service, BACK)),
                metrics("routing control of late", "(Read|Unreadable)", () -> control.late(service, BACK)),
                metrics("routing control", "(Put|Failed)", () -> control.put(service, Map.of(IRELAND, true))),
                metrics(
                        "past",
                        "(Read|Unreadable)",
                        () -> past.held(service, from, until, world.now().plusSeconds(60))),
                metrics(
                        "past routing control",
                        "(Read|Unreadable)",
                        () -> past.told(service, from, until, world.now().plusSeconds(60))),
                metrics("targets", "\\[Group", groups::look));
    }

    private static List<Question> ofEc2() {
        Service service = service();
        Ec2Machines machines = new Ec2Machines(clients(), clients(), "regent", world.clock);
        Callable<Object> look =
                () -> machines.look(service, IRELAND, world.now().plus(WITHIN));
        Callable<Object> reboot =
                () -> machines.reboot(service, IRELAND, world.now().plus(WITHIN));
        Callable<Object> attach =
                () -> machines.attach(service, IRELAND, world.now().plus(WITHIN));
        return List.of(
                machines("DescribeInstances", "MachineReading", look),
                machines("DescribeInstanceStatus", "MachineReading", look),
                machines("DescribeSecurityGroups", "MachineReading", look),
                machines("DescribeAddresses", "(Begun|Unneeded|NotDone)", attach),
                machines("RebootInstances", "(Begun|Unanswered)", reboot));
    }

    private static List<Question> ofFunctions() {
        Service service = service();
        LambdaCalls calls = new LambdaCalls(signed());
        LambdaControllers controllers = new LambdaControllers(calls, FAILOVER);
        LambdaRegions regions = new LambdaRegions(calls, new FunctionName("regent-look", "live"));
        LambdaSummons summons = new LambdaSummons(calls, FAILOVER);
        LambdaVantages vantages = new LambdaVantages(calls, new FunctionName("regent-probe", "live"));
        return List.of(
                functions("controllers", "regent-failover", LEARNED, () -> controllers.ask(service, IRELAND, WITHIN)),
                functions("versions", "regent-failover", LEARNED, () -> controllers.of(MUMBAI, WITHIN)),
                functions("regions", "regent-look", LEARNED, () -> regions.ask(service, MUMBAI, WITHIN)),
                functions("summons", "regent-failover", "(Ran|Silent)", () -> summons.run(IRELAND, service.name())),
                functions("vantages", "regent-probe", "\\[(Given|Abstained)", () -> vantages.ask(service)));
    }

    private static List<Question> ofTheRest() {
        EventBridge bus = new EventBridge(new EventCalls(signed()));
        Event event =
                new Event("Verdict changed", world.now(), JsonObject.builder().build());
        SnsTopic topic =
                new SnsTopic(new TopicCalls(signed()), "arn:aws:sns:eu-west-1:123456789012:regent-notifications");
        ParameterCalls parameters = new ParameterCalls(signed());
        return List.of(
                new Question("events", "events", request -> true, "(Put|Failed)", () -> bus.send(IRELAND, event)),
                new Question("topic", "sns", request -> true, "(Put|Failed)", () -> topic.publish("subject", "text")),
                new Question(
                        "parameter",
                        "ssm",
                        request -> true,
                        "(Given|Failed)",
                        () -> parameters.value(IRELAND, "/regent/fleet", WITHIN)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void whateverBecomesOfAnAnswerTheOutcomeHasAName(Question question) throws Exception {
        Queue<WireAnswer> good = new ConcurrentLinkedQueue<>();
        world.bends.at(question.api(), question.such(), (request, service) -> {
            WireAnswer answer = service.answer(request);
            good.add(answer);
            return answer;
        });
        String usual = String.valueOf(question.call().call());
        WireAnswer answer = good.element();
        Map<String, byte[]> mangled = Mangling.of(answer.body());
        assertThat(mangled).hasSizeGreaterThan(3);

        List<String> thrown = new ArrayList<>();
        Set<String> outcomes = new HashSet<>();
        for (Map.Entry<String, byte[]> one : mangled.entrySet()) {
            world.bends.straighten();
            world.bends.at(
                    question.api(),
                    question.such(),
                    (request, service) -> new WireAnswer(answer.status(), answer.headers(), one.getValue()));
            try {
                String outcome = String.valueOf(question.call().call());
                assertThat(outcome)
                        .as(one.getKey())
                        .containsPattern("^" + question.outcomes() + "\\[")
                        .as("without a hole")
                        .doesNotContainPattern("(=|\\[|, )null[],]");
                outcomes.add(outcome);
            } catch (RuntimeException e) {
                thrown.add(one.getKey() + ": " + e + " by " + e.getCause());
            }
        }

        assertThat(thrown).isEmpty();
        if (!usual.startsWith("Put")) {
            assertThat(outcomes).as("others than " + usual).hasSizeGreaterThan(1);
        }
    }
}
