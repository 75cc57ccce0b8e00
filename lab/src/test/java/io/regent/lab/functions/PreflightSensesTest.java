package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.drill.Findings;
import io.regent.drill.Request;
import io.regent.fleet.Service;
import io.regent.json.Json;
import io.regent.lab.twin.cloudwatch.Datum;
import io.regent.lab.wire.WireAnswer;
import io.regent.preflight.Alarm;
import io.regent.preflight.Check;
import io.regent.preflight.ExpectedAlarms;
import io.regent.preflight.HealthCheck;
import io.regent.preflight.Learned;
import io.regent.preflight.Limits;
import io.regent.preflight.Part;
import io.regent.preflight.Trial;
import io.regent.verdict.Health;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a preflight looks through, over the wire: what it learns, and what becomes of AWS's bad days. */
@Timeout(180)
class PreflightSensesTest {
    /** Far more than a call's five seconds and a half, and less than two such calls and what a slow machine takes. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    private static final List<String> WHAT =
            List.of("alarms", "health checks", "reports", "limits", "targets", "controllers", "regions");

    private static Preflights at(OnStage world) {
        return new Preflights(world.stage.endpoint(), IRELAND, world.clock);
    }

    private static Service service(OnStage world) {
        return ((Reading.Read) FleetDocument.read(world.stage.document()))
                .fleet()
                .services()
                .getFirst();
    }

    private static <T> T known(Learned<T> learned) {
        assertThat(learned).isInstanceOf(Learned.Known.class);
        return ((Learned.Known<T>) learned).value();
    }

    private static String why(Learned<?> learned) {
        assertThat(learned).isInstanceOf(Learned.Unknown.class);
        return ((Learned.Unknown<?>) learned).why();
    }

    // --- What is learned

    @Test
    void theAlarmsOfTheTemplateAreFoundAsTheyAre() throws Exception {
        try (OnStage world = OnStage.settled()) {
            List<Alarm> alarms = known(at(world).alarms.of(IRELAND, "regent-"));

            assertThat(alarms)
                    .extracting(Alarm::name)
                    .contains("regent-down", "regent-routing-control-eu-west-1")
                    .doesNotHaveDuplicates();
            Alarm control = alarms.stream()
                    .filter(alarm -> alarm.name().equals("regent-routing-control-eu-west-1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(control.tells()).isTrue();
            assertThat(control.rule().metric()).isEqualTo("RoutingControl");
            assertThat(control.rule().dimensions())
                    .isEqualTo(Map.of("Service", "registry.example.com", "Endpoint", "eu-west-1"));
            assertThat(control.rule().threshold()).isEqualTo(1);
            assertThat(alarms)
                    .allSatisfy(alarm ->
                            assertThat(alarm.changed()).isBetween(world.now().minusSeconds(600), world.now()));
        }
    }

    @Test
    void theHealthChecksOfTheTemplateHoldTheSettingsOfTheirAlarms() throws Exception {
        try (OnStage world = OnStage.settled()) {
            Preflights looking = at(world);
            List<HealthCheck> checks = known(looking.healthChecks.all());

            assertThat(checks).hasSize(8);
            assertThat(checks.stream().filter(check -> check.type().equals("CALCULATED")))
                    .hasSize(2)
                    .allSatisfy(check -> assertThat(check.threshold()).isEqualTo(2))
                    .allSatisfy(check -> assertThat(check.children()).hasSize(3));
            Map<String, Alarm> alarms = new TreeMap<>();
            known(looking.alarms.of(IRELAND, "regent-")).forEach(alarm -> alarms.put(alarm.name(), alarm));
            assertThat(checks.stream()
                            .flatMap(check -> check.follows().stream())
                            .filter(follows -> follows.region().equals(IRELAND)))
                    .hasSize(2)
                    .allSatisfy(follows -> assertThat(alarms.get(follows.alarm()))
                            .extracting(Alarm::rule)
                            .isEqualTo(follows.copy()))
                    .allSatisfy(follows -> assertThat(follows.insufficient()).isEqualTo("LastKnownStatus"));
        }
    }

    @Test
    void theLimitsAreFoundWithWhatIsUsedOfThem() throws Exception {
        try (OnStage world = OnStage.settled()) {
            assertThat(known(at(world).limits.of(service(world))))
                    .containsExactly(
                            new Limits.Limit(
                                    "record sets of the zone",
                                    10_000,
                                    world.stage.records().size()),
                            new Limits.Limit("health checks of the account", 200, 8));
        }
    }

    @Test
    void theControllerTriesItsLeversAndNothingThatCanBeSeenChanges() throws Exception {
        try (OnStage world = OnStage.settled()) {
            List<?> before = world.stage.records();
            List<String> ledger = world.ledger();

            Trial trial = known(at(world).controllers.ask(service(world), IRELAND, Duration.ofSeconds(30)));

            assertThat(trial.steps())
                    .hasSize(3)
                    .allSatisfy(step -> assertThat(step.came()).isEqualTo(Trial.Came.WELL));
            assertThat(trial.abstained()).isEmpty();
            assertThat(trial.verdicts()).hasSize(4).allMatch(verdict -> verdict.health() == Health.HEALTHY);
            assertThat(trial.code()).matches("[0-9a-f]{16}");
            assertThat(trial.fleet()).matches("[0-9a-f]{16}");
            assertThat(ledger).singleElement().asString().contains(trial.ledger());
            assertThat(world.accepted)
                    .as("the batch that leaves everything as it is")
                    .hasSize(1);
            assertThat(world.stage.records()).isEqualTo(before);
            assertThat(world.stage.refusals()).isEmpty();
            assertThat(world.stage.log().getLast().toString()).contains("Levers tried for a preflight");
        }
    }

    /** The schedules of two regions may have their preflights made in the same second. */
    @Test
    void twoControllersThatTryTheirLeversAtOnceBothSucceed() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.route53().set(OnStage.QUICK.withProcessing(Duration.ofMillis(500)));
            List<Callable<Learned<Trial>>> both = Stream.of(IRELAND, MUMBAI)
                    .<Callable<Learned<Trial>>>map(
                            region -> () -> at(world).controllers.ask(service(world), region, Duration.ofSeconds(30)))
                    .toList();

            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Learned<Trial>> trial : threads.invokeAll(both)) {
                    assertThat(known(trial.get()).steps())
                            .allSatisfy(step -> assertThat(step.came()).isEqualTo(Trial.Came.WELL));
                }
            }
            assertThat(world.accepted).hasSize(2);
        }
    }

    @Test
    void bothControllersSayTheSameOfTheirCodeAndAnotherDocumentShows() throws Exception {
        try (OnStage world = OnStage.settled()) {
            Duration within = Duration.ofSeconds(30);
            Service service = service(world);
            Trial ireland = known(at(world).controllers.ask(service, IRELAND, within));
            world.stage.deploy(world.stage.document() + "\n# another\n");
            Trial mumbai = known(at(world).controllers.ask(service, MUMBAI, within));

            assertThat(mumbai.code()).isEqualTo(ireland.code());
            assertThat(mumbai.fleet()).isNotEqualTo(ireland.fleet());
        }
    }

    /** By the look function of the other region, as it is deployed. */
    @Test
    void anotherFleetDocumentInOneRegionIsFoundByItsName() throws Exception {
        try (OnStage world = OnStage.settled()) {
            Preflights looking = at(world);
            Service service = service(world);
            world.stage.deploy(world.stage.document() + "\n");

            Findings findings = looking.preflight(looking.regions)
                    .run(
                            service,
                            new Request.Preflight(Request.Preflight.Scope.FLEET),
                            world.now().plusSeconds(50));

            assertThat(Json.write(findings.sections().get(2).facts()))
                    .contains("\"check\":\"fleet document\",\"result\":\"FAIL\",\"why\":\"Not the same: ")
                    .contains("\"check\":\"code\",\"result\":\"OK\",\"why\":\"The same in ap-south-1 and eu-west-1.\"");
        }
    }

    /** What is alarmed is what the schedule finds. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theScheduleFindsAnotherFleetDocumentInOneRegion(boolean other) throws Exception {
        try (OnStage world = OnStage.settled()) {
            // Whoever has run keeps its document for a minute; the controller of Mumbai has not.
            if (other) {
                world.stage.deploy(world.stage.document() + "\n");
            }

            String report = world.stage
                    .look(IRELAND, "{\"source\": \"regent.schedule\", \"time\": \"%s\"}".formatted(world.now()))
                    .text();

            assertThat(report)
                    .contains("\"check\":\"code\",\"result\":\"OK\",\"why\":\"The same in ap-south-1 and eu-west-1.\"")
                    .contains(
                            other
                                    ? "\"check\":\"fleet document\",\"result\":\"FAIL\",\"why\":\"Not the same: "
                                    : "\"check\":\"fleet document\",\"result\":\"OK\",\"why\":\"The same in");
            assertThat(world.accepted).as("one region tries its levers").hasSize(1);
            assertThat(world.stage.refusals()).isEmpty();
        }
    }

    @Test
    void theHealthyTargetsAreTheLowestCountOfLate() throws Exception {
        try (OnStage world = OnStage.fresh()) {
            Map<String, String> dimensions =
                    Map.of("LoadBalancer", "app/regent/1", "TargetGroup", "targetgroup/regent/2");
            Instant now = world.now();
            for (int minutes = 0; minutes < 4; minutes++) {
                world.stage.measured(
                        IRELAND,
                        "AWS/ApplicationELB",
                        Datum.of(
                                "HealthyHostCount", dimensions, now.minusSeconds(60L * minutes), minutes == 2 ? 0 : 1));
            }

            assertThat(known(at(world)
                            .targetGroup("app/regent/1", "targetgroup/regent/2")
                            .look()
                            .getFirst()
                            .healthy()))
                    .isZero();
            assertThat(why(at(world)
                            .targetGroup("app/regent/1", "targetgroup/other/2")
                            .look()
                            .getFirst()
                            .healthy()))
                    .isEqualTo("it has no data of the last 5 minutes");
        }
    }

    @Test
    void aMachineThatTheStackMadeAndThatIsGoneIsFound() throws Exception {
        try (OnStage world = OnStage.settled()) {
            emptied(world, "DescribeInstances", "reservationSet");
            emptied(world, "DescribeAddresses", "addressesSet");

            String report = world.stage
                    .look(IRELAND, "{\"action\": \"preflight\", \"scope\": \"region\"}")
                    .text();

            assertThat(report)
                    .contains(
                            "no instance named regent-registry: deploy the region with Endpoint=none, then with Endpoint=registry again")
                    .contains(
                            "no Elastic IP named regent-registry: deploy the region with Endpoint=none, then with Endpoint=registry again");
        }
    }

    private static void emptied(OnStage world, String action, String list) {
        byte[] answer = "<%1$sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><%2$s/></%1$sResponse>"
                .formatted(action, list)
                .getBytes(StandardCharsets.UTF_8);
        world.bends.at(
                "ec2",
                request -> new String(request.body(), StandardCharsets.UTF_8).contains("Action=" + action + "&"),
                (request, service) -> new WireAnswer(200, Map.of("Content-Type", "text/xml"), answer));
    }

    // --- AWS's bad days

    private static Supplier<Learned<?>> asking(OnStage world, String what) {
        Preflights looking = at(world);
        Service service = service(world);
        return switch (what) {
            case "alarms" -> () -> looking.alarms.of(IRELAND, "regent-");
            case "health checks" -> looking.healthChecks::all;
            case "reports" -> () -> looking.healthChecks.reports("00000000-0000-0000-0000-000000000000");
            case "limits" -> () -> looking.limits.of(service);
            case "targets" ->
                () -> looking.targetGroup("app/a/1", "targetgroup/a/2")
                        .look()
                        .getFirst()
                        .healthy();
            case "controllers" -> () -> looking.controllers.ask(service, IRELAND, Duration.ofSeconds(2));
            case "regions" -> () -> looking.regions.ask(service, MUMBAI, Duration.ofSeconds(2));
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static String api(String what) {
        return switch (what) {
            case "alarms", "targets" -> "monitoring";
            case "controllers", "regions" -> "lambda";
            default -> "route53";
        };
    }

    /** Asks all of it at once, since each is waited for. */
    private static Map<String, Learned<?>> askingAll(OnStage world) throws Exception {
        Map<String, Future<Learned<?>>> asked = new TreeMap<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String what : WHAT) {
                asked.put(what, tasks.submit(asking(world, what)::get));
            }
        }
        Map<String, Learned<?>> answers = new TreeMap<>();
        for (Map.Entry<String, Future<Learned<?>>> one : asked.entrySet()) {
            answers.put(one.getKey(), one.getValue().get());
        }
        return answers;
    }

    @Test
    void whoeverSaysNothingIsNotWaitedForLong() throws Exception {
        try (OnStage world = OnStage.settled()) {
            List.of("monitoring", "lambda", "route53")
                    .forEach(api -> world.bends.at(api, request -> true, Bends.silent()));
            Instant start = world.now();

            Map<String, Learned<?>> answers = askingAll(world);

            assertThat(Duration.between(start, world.now())).isLessThan(BOUND);
            assertThat(answers)
                    .allSatisfy((what, answer) -> assertThat(why(answer)).isNotEmpty());
        }
    }

    @Test
    void whoeverIsThrottledToTheEndSaysSo() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.bends.at("monitoring", request -> true, Bends.refusing("ThrottlingException", 400));
            world.bends.at("route53", request -> true, Bends.refusing("Throttling", 400));
            world.bends.at("lambda", request -> true, Bends.refusing("TooManyRequestsException", 429));
            Instant start = world.now();

            Map<String, Learned<?>> answers = askingAll(world);

            assertThat(Duration.between(start, world.now())).isLessThan(BOUND);
            assertThat(answers)
                    .allSatisfy((what, answer) ->
                            assertThat(why(answer)).containsPattern("(?i)throttl|TooManyRequests|no answer within"));
        }
    }

    @Test
    void aThrottledCallIsMadeAgain() throws Exception {
        try (OnStage world = OnStage.settled()) {
            AtomicInteger calls = new AtomicInteger();
            world.bends.at("route53", request -> calls.incrementAndGet() <= 2, Bends.refusing("Throttling", 400));

            assertThat(known(at(world).healthChecks.all())).hasSize(8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alarms", "health checks", "reports", "limits", "targets", "controllers", "regions"})
    void whoeverIsDeniedSaysWhatAwsSaid(String what) throws Exception {
        try (OnStage world = OnStage.settled()) {
            Supplier<Learned<?>> asking = asking(world, what);
            world.bends.at(api(what), request -> true, Bends.refusing("AccessDeniedException", 403));

            assertThat(why(asking.get())).contains("AccessDenied").contains("403");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alarms", "health checks", "reports", "limits", "targets", "controllers", "regions"})
    void whoeverGetsNonsenseSaysSo(String what) throws Exception {
        try (OnStage world = OnStage.settled()) {
            Supplier<Learned<?>> asking = asking(world, what);
            world.bends.at(api(what), request -> true, Bends.nonsense());

            assertThat(why(asking.get())).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"refused\": \"service a.example.com: not in the fleet's document\"} | it refused: service a",
                "[] | expected an object",
                "{\"service\": \"other.example.com\", \"region\": \"eu-west-1\"} | service: expected registry.example.com",
                "{\"service\": \"registry.example.com\", \"region\": \"ap-south-1\"} | region: expected eu-west-1",
                "{\"service\": \"registry.example.com\", \"region\": \"eu-west-1\", \"steps\": 7} | steps: expected an array",
                "{\"service\": \"registry.example.com\", \"region\": \"eu-west-1\", \"steps\": [{\"step\": \"zone\", \"came\": \"late\", \"what\": \"\"}]} | came: expected well, busy or broken"
            })
    void aControllerThatAnswersSomethingElseIsSaid(String answer, String said) throws Exception {
        try (OnStage world = OnStage.settled()) {
            answers(world, answer);

            assertThat(why(at(world).controllers.ask(service(world), IRELAND, Duration.ofSeconds(5))))
                    .contains(said);
        }
    }

    // --- Other regions

    @Test
    void whatAnotherRegionReportsIsItsPart() throws Exception {
        try (OnStage world = OnStage.settled()) {
            answers(world, """
                    {"action": "preflight", "outcome": "unwell",
                     "regions": [{"region": "ap-south-1", "code": "c0de", "fleet": "f1ee7", "ledger": "regent1 …"}],
                     "checks": [{"where": "ap-south-1", "check": "alarms", "result": "FAIL", "why": "w", "advice": "a"}]}""");

            assertThat(known(at(world).regions.ask(service(world), MUMBAI, Duration.ofSeconds(5))))
                    .isEqualTo(new Part(
                            MUMBAI,
                            "c0de",
                            "f1ee7",
                            "regent1 …",
                            List.of(new Check("ap-south-1", "alarms", Check.Result.FAIL, "w", "a"))));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"outcome\": \"refused\", \"text\": \"not here\"} | it made no preflight: not here",
                "{\"outcome\": \"failed\"} | it made no preflight: failed",
                "{} | outcome: missing",
                "{\"regions\": [], \"checks\": []} | regions: expected the region ap-south-1",
                "{\"regions\": [{\"region\": \"eu-west-1\"}], \"checks\": []} | regions: expected the region ap-south-1",
                "{\"regions\": [{\"region\": \"ap-south-1\", \"code\": \"\", \"fleet\": \"\", \"ledger\": \"\"}], \"checks\": [{\"where\": \"x\", \"check\": \"y\", \"result\": \"FINE\", \"why\": \"\", \"advice\": \"\"}]} | result: expected one of FAIL, WARN, OK"
            })
    void aRegionThatReportsSomethingElseIsSaid(String answer, String said) throws Exception {
        try (OnStage world = OnStage.settled()) {
            answers(world, answer);

            assertThat(why(at(world).regions.ask(service(world), MUMBAI, Duration.ofSeconds(5))))
                    .contains(said);
        }
    }

    private static void answers(OnStage world, String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        world.bends.at("lambda", request -> true, (request, service) -> new WireAnswer(200, Map.of(), bytes));
    }

    // --- The alarms that are expected

    @Test
    void theExpectedAlarmsAreThoseOfTheTemplate() throws Exception {
        try (OnStage world = OnStage.settled()) {
            List<String> expected = new ArrayList<>(ExpectedAlarms.of(service(world)));
            expected.addAll(ExpectedAlarms.OF_AN_INSTANCE);
            expected.addAll(ExpectedAlarms.OF_FAST_SESSIONS);

            assertThat(known(at(world).alarms.of(IRELAND, "regent-")))
                    .extracting(Alarm::name)
                    .containsExactlyInAnyOrderElementsOf(
                            expected.stream().map(name -> "regent-" + name).toList());
        }
    }
}
