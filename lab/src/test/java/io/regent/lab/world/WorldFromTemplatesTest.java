package io.regent.lab.world;

import static io.regent.lab.world.Paper.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.lab.stack.DeploymentFailed;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.CheckField;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.Routing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The templates as they are, and what comes of a mistake in them. */
class WorldFromTemplatesTest {
    private static final String ALARM = "regent-routing-control-eu-west-1";

    private static Stream<String> checks() {
        return TemplateChecks.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void ofTheTemplatesThisHolds(String check) {
        TemplateChecks.hold(check, new Paper(Templates.ofRepository()).deployed());
    }

    /** A mistake, and the check that finds it; without one, the deployment does. */
    record Mistake(String file, String piece, String otherwise, String check) {
        @Override
        public String toString() {
            return (piece + " -> " + otherwise).replaceAll("\\s+", " ");
        }
    }

    private static Mistake mistake(String piece, String otherwise, String check) {
        return new Mistake("template.yaml", piece, otherwise, check);
    }

    private static Mistake inRouting(String piece, String otherwise, String check) {
        return new Mistake("routing.yaml", piece, otherwise, check);
    }

    private static Stream<Mistake> mistakes() {
        String schedules = "schedules start both functions every minute";
        String verdict = "a changed verdict starts the controller";
        String down = "an endpoint that is DOWN starts the controller and is told";
        String control = "routing control takes an endpoint out of DNS by a majority";
        String dead = "a dead invocation is told at once";
        String alarms = "every alarm goes off at the metric that the code puts";
        String began = "the beginning of a drill starts the controller";
        String fails = "a preflight that fails is told at once, until one passes";
        String preflight = "each day has a preflight, and one without any is told";
        String moved = "a move of traffic is told";
        String lookedInto = "a move of traffic is looked into";
        String repaired = "a move of traffic starts what may repair";
        String differing = "records that differ are told";
        String reached = "the registry is reached from the internet and from its load balancer";
        String document = "the functions find the fleet's document";
        String records = "the service's records share traffic by region";
        String invoke =
                "      Action: lambda:InvokeFunction\n      Principal: events.amazonaws.com\n      SourceArn: !GetAtt ";
        String vote = "AlarmIdentifier: {Name: !Sub '${Name}-routing-control-eu-west-1', Region: eu-west-1}\n";
        String irish =
                "Type: AAAA\n      SetIdentifier: eu-west-1\n      Weight: !If [HasWeightEuWest1, !Ref WeightEuWest1, 50]\n";
        return Stream.of(
                mistake("MetricName: Down", "MetricName: Dwon", down),
                mistake(
                        "Principal: lambda.alarms.cloudwatch.amazonaws.com",
                        "Principal: cloudwatch.amazonaws.com",
                        down),
                mistake("SourceArn: !GetAtt DownAlarm.Arn", "SourceArn: !GetAtt DriftAlarm.Arn", down),
                mistake(
                        "SourceArn: !GetAtt VerdictChangedRule.Arn",
                        "SourceArn: !GetAtt FailoverDecidedRule.Arn",
                        verdict),
                mistake(
                        "detail-type: [Verdict changed, Drill began]",
                        "detail-type: [Verdict change, Drill began]",
                        verdict),
                mistake("{Name: Lever, Value: weights}", "{Name: Lever, Value: weight}", alarms),
                mistake(
                        "{Name: Service, Value: !FindInMap [Fleet, Service, Name]}, {Name: Rule, Value: drift}",
                        "{Name: Rule, Value: drift}",
                        alarms),
                mistake(
                        "Statistic: Sum\n      Period: 60\n      EvaluationPeriods: 1\n      Threshold: 1\n",
                        "Statistic: Sum\n      Period: 60\n      EvaluationPeriods: 1\n      Threshold: 10\n",
                        alarms),
                mistake(
                        "REGENT_PROBE_FUNCTION: !Sub ${Name}-probe:live\n      EventInvokeConfig",
                        "REGENT_PROBER_FUNCTION: !Sub ${Name}-probe:live\n      EventInvokeConfig",
                        ""),
                mistake(
                        "REGENT_FLEET_PARAMETER: !Ref FleetParameter\n          REGENT_SESSION",
                        "REGENT_FLEET_PARAMETERS: !Ref FleetParameter\n          REGENT_SESSION",
                        ""),
                mistake("handler.ProbeFunction::handleRequest", "handler.ProberFunction::handleRequest", ""),
                mistake(
                        "A run of the controller every minute\n      ScheduleExpression: rate(1 minute)",
                        "A run of the controller every minute\n      ScheduleExpression: rate(1 hour)",
                        schedules),
                mistake("Arn: !Ref ProbeFunction.Alias", "Arn: !GetAtt ProbeFunction.Arn", schedules),
                mistake("Name: !Sub /${Name}/fleet", "Name: !Sub /${Name}/fleets", document),
                mistake(
                        "MaximumRetryAttempts: 0\n        DestinationConfig: {OnFailure: {Type: SNS, Destination: !Ref"
                                + " Notifications}}\n\n  FailoverFunction",
                        "MaximumRetryAttempts: 2\n        DestinationConfig: {OnFailure: {Type: SNS, Destination: !Ref"
                                + " Notifications}}\n\n  FailoverFunction",
                        dead),
                mistake("function:${Name}-failover:live\n\n", "function:${Name}-failover\n\n", schedules),
                mistake(
                        "Principal: {Service: scheduler.amazonaws.com}",
                        "Principal: {Service: events.amazonaws.com}",
                        ""),
                mistake(
                        "ArnLike: {aws:SourceArn: !Sub 'arn:${AWS::Partition}:cloudwatch",
                        "ArnLike: {aws:SourceArn: !Sub 'arn:${AWS::Partition}:events",
                        alarms),
                mistake(
                        "Principal: {Service: cloudwatch.amazonaws.com}\n            Action: [kms:Decrypt, kms:GenerateDataKey]",
                        "Principal: {Service: cloudwatch.amazonaws.com}\n            Action: [kms:Decrypt]",
                        down),
                mistake("rule: $.detail.rule", "rule: $.detail.rules", moved),
                mistake("drill: $.detail.drill", "drill: $.detail.drills", moved),
                mistake("detail-type: [Verdict changed, Drill began]", "detail-type: [Verdict changed]", began),
                mistake(
                        "Namespace: Regent/Preflight\n      MetricName: PreflightHealthy\n"
                                + "      Dimensions: [{Name: Service, Value: !FindInMap [Fleet, Service, Name]}]\n      # One",
                        "Namespace: Regent\n      MetricName: PreflightHealthy\n"
                                + "      Dimensions: [{Name: Service, Value: !FindInMap [Fleet, Service, Name]}]\n      # One",
                        fails),
                mistake("TreatMissingData: ignore", "TreatMissingData: notBreaching", fails),
                mistake(
                        "Statistic: Minimum\n      Period: 300\n      EvaluationPeriods: 1\n",
                        "Statistic: Minimum\n      Period: 3600\n      EvaluationPeriods: 24\n",
                        fails),
                mistake("Statistic: Minimum\n      Period: 300", "Statistic: SampleCount\n      Period: 300", fails),
                mistake("EvaluationPeriods: 96", "EvaluationPeriods: 48", preflight),
                mistake("Statistic: SampleCount\n      # A day", "Statistic: Minimum\n      # A day", preflight),
                mistake(
                        "EvaluationPeriods: 96\n      Threshold: 1\n      ComparisonOperator: LessThanThreshold\n"
                                + "      TreatMissingData: breaching",
                        "EvaluationPeriods: 96\n      Threshold: 1\n      ComparisonOperator: LessThanThreshold\n"
                                + "      TreatMissingData: missing",
                        preflight),
                mistake("ScheduleExpression: rate(23 hours)", "ScheduleExpression: rate(23 days)", preflight),
                mistake(
                        "function:${Name}-look:live\n                  - !Sub arn:${AWS::Partition}:lambda:${AWS::Region}",
                        "function:${Name}-look\n                  - !Sub arn:${AWS::Partition}:lambda:${AWS::Region}",
                        preflight),
                mistake(
                        "FunctionName: !Ref LookFunction.Alias\n" + invoke + "DownReportRule.Arn",
                        "FunctionName: !Ref LookFunction.Alias\n" + invoke + "VerdictChangedRule.Arn",
                        lookedInto),
                mistake(
                        "FunctionName: !Ref DrillFunction.Alias\n" + invoke + "DownReportRule.Arn",
                        "FunctionName: !Ref DrillFunction.Alias\n" + invoke + "VerdictChangedRule.Arn",
                        repaired),
                mistake("Arn: !Ref DrillFunction.Alias", "Arn: !GetAtt DrillFunction.Arn", repaired),
                mistake("Arn: !Ref DrillFunction.Alias", "Arn: !Ref FailoverFunction.Alias", repaired),
                mistake("detail-type: [Failover decided], detail", "detail-type: [Records differ], detail", lookedInto),
                mistake(
                        " detail-type: [Failover decided, Records differ]\n",
                        " detail-type: [Failover decided]\n",
                        differing),
                mistake("what: $.detail-type", "what: $.detail.type", differing),
                mistake(
                        "each day's preflight - it moves nothing\n      Handler: io.regent.handler.DrillFunction",
                        "each day's preflight - it moves nothing\n      Handler: io.regent.handler.LookFunction",
                        ""),
                mistake("REGENT_DRILLS: look", "REGENT_DRILLS: looks", ""),
                mistake(
                        "REGENT_DRILLS: act\n          REGENT_FLEET_PARAMETER",
                        "REGENT_DRILL: act\n          REGENT_FLEET_PARAMETER",
                        ""),
                mistake("Roles: [!Ref LookRole, !Ref DrillRole]", "Roles: [LookRole, !Ref DrillRole]", ""),
                mistake(
                        "{Description: From clients and probers, IpProtocol: tcp, FromPort: 5000",
                        "{Description: From clients and probers, IpProtocol: tcp, FromPort: 4999, ToPort: 4999, CidrIp:"
                                + " !Ref ClientIpv4}\n        - {Description: None, IpProtocol: udp, FromPort: 5000",
                        reached),
                mistake("DestinationCidrBlock: 0.0.0.0/0", "DestinationCidrBlock: 10.0.0.0/8", reached),
                mistake("HealthCheckPath: /v2/", "HealthCheckPath: /v1/", reached),
                mistake(
                        "Targets: [{Id: !Ref Instance, Port: 5000}]",
                        "Targets: [{Id: !Ref Instance, Port: 5001}]",
                        reached),
                inRouting(
                        "HealthThreshold: 2\n        ChildHealthChecks:\n          - !Ref EuWest1ByEuWest1",
                        "HealthThreshold: 1\n        ChildHealthChecks:\n          - !Ref EuWest1ByEuWest1",
                        control),
                inRouting(vote, vote + "        Inverted: true\n", control),
                inRouting(
                        "-routing-control-eu-west-1', Region: eu-west-1}\n        InsufficientDataHealthStatus:"
                                + " LastKnownStatus",
                        "-routing-control-eu-west-1', Region: eu-west-1}\n        InsufficientDataHealthStatus: Healthy",
                        control),
                inRouting(
                        "Name: !Sub '${Name}-routing-control-ap-south-1', Region: ap-south-1",
                        "Name: !Sub '${Name}-routing-controls-ap-south-1', Region: ap-south-1",
                        ""),
                inRouting(irish + "      HealthCheckId: !Ref EuWest1Health\n", irish, records));
    }

    /** What `make template-proof` shows: each mistake, and what found it. */
    private static final Path PROOF = Path.of("target", "template-proof.txt");

    private static final List<String> FOUND = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsFound(Mistake mistake) {
        Paper paper = new Paper(Templates.ofRepository().but(mistake.file(), mistake.piece(), mistake.otherwise()));
        if (mistake.check().isEmpty()) {
            assertThatThrownBy(paper::deployed)
                    .isInstanceOf(DeploymentFailed.class)
                    .satisfies(failure -> found(mistake, "the deployment fails", failure));
        } else {
            paper.deployed();
            assertThatThrownBy(() -> TemplateChecks.hold(mistake.check(), paper))
                    .isInstanceOf(AssertionError.class)
                    .satisfies(failure -> found(mistake, "check: " + mistake.check(), failure));
        }
    }

    private static void found(Mistake mistake, String by, Throwable failure) {
        String why = String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
        FOUND.add("""
                %2d. %s: %s
                    %s
                    %s
                """.formatted(
                        FOUND.size() + 1, mistake.file(), mistake, by, why.substring(0, Math.min(why.length(), 160))));
    }

    @AfterAll
    static void showWhatWasFound() throws IOException {
        Files.writeString(PROOF, String.join("", FOUND) + FOUND.size() + " mistakes, each found.\n");
    }

    /** A dashboard that named one would keep the stack from being made. */
    @Test
    void theCheapFormHasNoAlarmsOfThrottlesNotOnItsDashboardEither() {
        Paper paper = new Paper(Templates.ofRepository());

        paper.stacking.deploy("ireland", Map.of("Session", "cheap", "Dashboard", "true"));

        assertThat(paper.alarms(IRELAND))
                .containsKeys("regent-failover-errors", "regent-preflight-silent")
                .doesNotContainKeys("regent-probe-throttles", "regent-failover-throttles");
        assertThat(new Paper(Templates.ofRepository()).deployed().alarms(IRELAND))
                .containsKeys("regent-probe-throttles", "regent-failover-throttles");
    }

    /** "If you change the settings of the alarm, … the health check continues to use the previous settings". */
    @Test
    void aChangedAlarmIsNotFollowedUntilItsHealthCheckIsUpdated() {
        AtomicReference<Templates> templates = new AtomicReference<>(Templates.ofRepository());
        Paper paper = new Paper(file -> templates.get().text(file)).deployed();
        double threshold = paper.alarm(IRELAND, ALARM).rule().threshold();

        String rule = ruleOf(templates.get().text("template.yaml"));
        templates.set(templates.get().but("template.yaml", rule, rule.replace("Threshold: 1\n", "Threshold: 0.5\n")));
        paper.stacking.deploy("ireland", Map.of());

        assertThat(paper.alarm(IRELAND, ALARM).rule().threshold()).isEqualTo(0.5);
        assertThat(copies(paper, "eu-west-1")).containsOnly(threshold);

        templates.set(templates
                .get()
                .but(
                        "routing.yaml",
                        "Tags: [{Key: Name, Value: !Sub '${Name} eu-west-1 by eu-west-1'}]",
                        "Tags: [{Key: Name, Value: !Sub '${Name} eu-west-1 by eu-west-1 again'}]"));
        paper.stacking.deploy("routing", Map.of());

        assertThat(copies(paper, "eu-west-1")).contains(0.5);
    }

    /** From the name of Ireland's routing control's alarm to its threshold. */
    private static String ruleOf(String template) {
        int begin = template.indexOf("AlarmName: !Sub ${Name}-routing-control-eu-west-1");
        String threshold = "Threshold: 1\n";
        return template.substring(begin, template.indexOf(threshold, begin) + threshold.length());
    }

    /** The thresholds that the health checks of an endpoint hold as Ireland's alarm's. */
    private static Set<Double> copies(Paper paper, String endpoint) {
        return paper.account.route53().healthChecks().look().stream()
                .filter(check -> check.config().text(CheckField.ALARM_NAME).equals("regent-routing-control-" + endpoint)
                        && check.config().text(CheckField.ALARM_REGION).equals("eu-west-1"))
                .map(check -> check.alarm().orElseThrow().threshold())
                .collect(Collectors.toSet());
    }

    @Test
    void aDeploymentLeavesTheWeightsAloneWhereItsTemplateIsTheSame() {
        Paper paper = new Paper(Templates.ofRepository()).deployed();
        weigh(paper, 0);

        paper.stacking.deploy("routing", Map.of());
        assertThat(weights(paper)).as("nothing to deploy").containsEntry("eu-west-1", 0L);

        paper.stacking.deploy("routing", Map.of("WeightApSouth1", "60"));
        assertThat(weights(paper))
                .as("the other record")
                .containsEntry("eu-west-1", 0L)
                .containsEntry("ap-south-1", 60L);

        paper.stacking.deploy("routing", Map.of("WeightEuWest1", "40"));
        assertThat(weights(paper)).as("this record").containsEntry("eu-west-1", 40L);
    }

    @Test
    void recordsThatSomebodyElseChangedAreNotDeletedUntilTheyAreAsTheTemplateHasThem() {
        Paper paper = new Paper(Templates.ofRepository()).deployed();
        weigh(paper, 0);

        assertThatThrownBy(() -> paper.stacking.delete("routing"))
                .hasMessageContaining("but the values provided do not match the current values");

        weigh(paper, 50);
        paper.stacking.delete("routing");
        assertThat(weights(paper)).isEmpty();
    }

    @Test
    void nothingIsLeftWhenTheStacksAreDeleted() {
        Paper paper = new Paper(Templates.ofRepository()).deployed();

        Stacking.IN_ORDER.reversed().forEach(paper.stacking::delete);

        assertThat(paper.account.route53().look(World.ZONE))
                .extracting(set -> set.type().name())
                .containsExactlyInAnyOrder("NS", "SOA");
        assertThat(paper.account.route53().healthChecks().look()).isEmpty();
        paper.account.regions().forEach((region, twin) -> {
            assertThat(twin.lambda().functions()).isEmpty();
            assertThat(twin.schedules().schedules()).isEmpty();
            assertThat(twin.bus().rules()).isEmpty();
            assertThat(twin.topics().topics()).isEmpty();
            assertThat(paper.alarms(region)).isEmpty();
            assertThat(twin.network().instance()).isEmpty();
            assertThat(twin.network().doors()).isEmpty();
        });
        paper.forget();
        paper.pass(Duration.ofMinutes(3));
        assertThat(paper.started).isEmpty();
    }

    private static void weigh(Paper paper, long weight) {
        List<ChangeBatch.Change> changes = paper.account.route53().look(World.ZONE).stream()
                .filter(set -> set.routing().identifier().equals("eu-west-1"))
                .map(set -> new RecordSet(
                        set.name(),
                        set.type(),
                        new Routing.Weighted("eu-west-1", weight),
                        set.target(),
                        set.healthCheckId()))
                .map(set -> new ChangeBatch.Change(ChangeBatch.Action.UPSERT, set))
                .toList();
        paper.account.route53().change(new Caller.Person(), World.ZONE, new ChangeBatch("", changes));
    }

    private static Map<String, Long> weights(Paper paper) {
        Map<String, Long> weights = new TreeMap<>();
        paper.account.route53().look(World.ZONE).forEach(set -> {
            if (set.routing() instanceof Routing.Weighted weighted) {
                weights.put(weighted.setIdentifier(), weighted.weight());
            }
        });
        return weights;
    }
}
