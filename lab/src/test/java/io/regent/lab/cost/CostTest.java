package io.regent.lab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.regent.fleet.Region;
import io.regent.lab.stack.Settings;
import io.regent.lab.stack.StackId;
import io.regent.lab.stack.Template;
import io.regent.lab.stack.Unsupported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bill of two small stacks of the test's own, each sum of it done here too. */
class CostTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "cost");
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region MUMBAI = new Region("ap-south-1");
    private static final int MINUTES = 43_800;
    private static final double DAYS = MINUTES / 1_440.0;

    /** Half a minute a day in each region, in GB-seconds. */
    private static final double PREFLIGHTS = 2 * DAYS * 30 * 0.5;

    @Test
    void whatStandsIsCountedByTheParametersOfEachRegion() throws Exception {
        List<Stock> stacks = stacks("fast", "true");

        assertThat(stacks).extracting(Stock::dashboards).containsExactly(1, 0, 0);
        assertThat(stacks).extracting(Stock::keys).containsExactly(1, 1, 0);
        assertThat(stacks)
                .as("one, and one of two metrics; that of the instance is not counted")
                .extracting(Stock::alarms)
                .containsExactly(3, 3, 0);
        assertThat(stacks).extracting(Stock::healthChecks).containsExactly(0, 0, 2);
        assertThat(stacks)
                .as("requests every ten seconds")
                .extracting(Stock::healthCheckOptions)
                .containsExactly(0, 0, 1);
    }

    @Test
    void aFastSessionIsPaidForUntilItsLastRoundIsTold() throws Exception {
        Line line = line(stacks("fast", "false"), Price.LAMBDA_TIME);

        // Ten rounds, every five seconds from the first; the controller takes a second.
        double gigabyteSeconds = 2 * MINUTES * (192 / 1024.0 * (45 + 2) + 256 / 1024.0) + PREFLIGHTS;
        assertThat(line.amount()).isCloseTo(gigabyteSeconds, within(1.0));
        assertThat(line.list()).isCloseTo(gigabyteSeconds * 0.0000133334, within(0.001));
        assertThat(line.afterFree()).isCloseTo((gigabyteSeconds - 400_000) * 0.0000133334, within(0.001));
    }

    @Test
    void aBurstIsPaidForUntilItIsTold() throws Exception {
        double gigabyteSeconds = 2 * MINUTES * (192 / 1024.0 * (0.3 + 2) + 256 / 1024.0) + PREFLIGHTS;
        assertThat(line(stacks("cheap", "false"), Price.LAMBDA_TIME).amount()).isCloseTo(gigabyteSeconds, within(1.0));
    }

    @Test
    void whatTheFunctionsTellAndAskIsWhatTheBenchmarkCounts() throws Exception {
        List<Stock> stacks = stacks("fast", "false");

        assertThat(line(stacks, Price.METRIC_PUTS).amount()).isCloseTo(6.0 * MINUTES + 2 * DAYS, within(0.001));
        assertThat(line(stacks, Price.METRIC_READS).amount()).isCloseTo(2.0 * MINUTES + 2 * DAYS * 50, within(0.001));
        assertThat(line(stacks, Price.METRICS).amount())
                .as("eighteen, and one in each region for an hour a day")
                .isCloseTo(18 + 2 / 24.0, within(0.001));
        assertThat(line(stacks, Price.METRICS).afterFree()).isCloseTo(0.30 * (8 + 2 / 24.0), within(0.001));
        assertThat(line(stacks, Price.METRIC_PUTS).afterFree()).isZero();
    }

    @Test
    void regionsOfOtherPricesAreChargedTheirOwn() {
        Line line = new Line(Price.LOGS, Map.of(IRELAND, 2.0, MUMBAI, 1.0));
        Line elsewhere = new Line(Price.LOGS, Map.of(new Region("eu-north-1"), 1.0));

        assertThat(line.list()).isCloseTo(2 * 0.57 + 0.67, within(0.0001));
        assertThat(elsewhere.list()).as("as the dearest that is known").isCloseTo(0.67, within(0.0001));
    }

    @Test
    void theFirstFiftyHealthChecksAreAtNoChargeAndTheirOptionsAreNot() throws Exception {
        List<Stock> few = stacks("fast", "false");
        List<Stock> many = new ArrayList<>(few);
        IntStream.range(0, 25).forEach(i -> many.add(few.getLast()));

        assertThat(line(few, Price.HEALTH_CHECKS).list()).isZero();
        assertThat(line(few, Price.HEALTH_CHECK_OPTIONS).list()).isEqualTo(1.00);
        assertThat(line(many, Price.HEALTH_CHECKS).list()).as("two of 52").isEqualTo(1.00);
    }

    @Test
    void bothFormsAreWeighedAgainstTheirGoals() throws Exception {
        Cost cost = Cost.of(FOLDER);

        assertThat(cost.holds()).isTrue();
        assertThat(cost.text())
                .contains("`fast` (Session=fast), in ap-south-1 and eu-west-1, USD a month:")
                .contains("| CloudWatch, dashboards | 1 | dashboards | 3.00 | 0.00 |")
                .contains("`cheap` (Dashboard=false, Session=cheap), in ap-south-1 and eu-west-1, USD a month:")
                .contains("| CloudWatch, dashboards | 0 | dashboards | 0.00 | 0.00 |")
                .containsPattern("- Goal, `fast`: at most 30 USD at list price\\. \\d+\\.\\d\\d: it holds\\.")
                .containsPattern("- Goal, `cheap`: at most 15 USD at list price\\. \\d+\\.\\d\\d: it holds\\.");
    }

    @Test
    void aGoalThatIsMissedIsSaid() throws Exception {
        Path folder = Files.createTempDirectory("cost");
        for (String file : List.of("samconfig.toml", "template.yaml", "routing.yaml")) {
            String text = Files.readString(FOLDER.resolve(file));
            Files.writeString(folder.resolve(file), text.replace("MemorySize: 192", "MemorySize: 512"));
        }

        Cost cost = Cost.of(folder);

        assertThat(cost.holds()).isFalse();
        assertThat(cost.text())
                .containsPattern("- Goal, `fast`: at most 30 USD at list price\\. \\d+\\.\\d\\d: MISSED\\.");
    }

    @Test
    void whatHasNoPriceHereIsRefused() throws Exception {
        String quick = Files.readString(FOLDER.resolve("template.yaml"))
                .replace("MetricName: Down, Period: 60", "MetricName: Down, Period: 10");

        assertThatThrownBy(() -> Counting.count(Template.parse("template.yaml", quick), settings(IRELAND)))
                .hasRootCauseInstanceOf(Unsupported.class)
                .hasStackTraceContaining("Down.Properties.Period: an alarm of high resolution");
    }

    @Test
    void aScheduleOfSomethingElseIsRefused() throws Exception {
        String template = Files.readString(FOLDER.resolve("template.yaml"));
        String nobodys = template.replace("Target: {Arn: !Ref LookLive}", "Target: {Arn: !GetAtt Key.Arn}");
        String odd = template.replace("rate(24 hours)", "cron(0 4 * * ? *)");

        assertThatThrownBy(() -> Counting.count(Template.parse("template.yaml", nobodys), settings(IRELAND)))
                .hasStackTraceContaining("Preflight.Properties.Target.Arn: expected a function of the stack");
        assertThatThrownBy(() -> Counting.count(Template.parse("template.yaml", odd), settings(IRELAND)))
                .hasStackTraceContaining("Preflight.Properties.ScheduleExpression: expected rate(1 minute)");
    }

    private static Line line(List<Stock> stacks, Price price) {
        return Month.bill(stacks).stream()
                .filter(line -> line.price() == price)
                .findFirst()
                .orElseThrow();
    }

    private static List<Stock> stacks(String session, String dashboard) throws IOException {
        Template regional = Template.parse("template.yaml", Files.readString(FOLDER.resolve("template.yaml")));
        Template global = Template.parse("routing.yaml", Files.readString(FOLDER.resolve("routing.yaml")));
        return List.of(
                Counting.count(
                        regional, settings(IRELAND).with("Session", session).with("Dashboard", dashboard)),
                Counting.count(regional, settings(MUMBAI).with("Session", session)),
                Counting.count(global, settings(IRELAND)));
    }

    private static Settings settings(Region region) {
        return Settings.of(new StackId("regent", region));
    }
}
