package io.regent.lab.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.VirtualAgenda;
import io.regent.lab.twin.cloudwatch.AlarmRule;
import io.regent.lab.twin.cloudwatch.AlarmSettings;
import io.regent.lab.twin.cloudwatch.AlarmState;
import io.regent.lab.twin.cloudwatch.AlarmTargets;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.cloudwatch.Comparison;
import io.regent.lab.twin.cloudwatch.Datum;
import io.regent.lab.twin.cloudwatch.Metric;
import io.regent.lab.twin.cloudwatch.MetricStat;
import io.regent.lab.twin.cloudwatch.MissingData;
import io.regent.lab.twin.cloudwatch.NoActions;
import io.regent.lab.twin.cloudwatch.Pace;
import io.regent.lab.twin.cloudwatch.Samples;
import io.regent.lab.twin.route53.CheckField;
import io.regent.lab.twin.route53.CheckFields;
import io.regent.lab.twin.route53.Checkers;
import io.regent.lab.twin.route53.Route53Settings;
import io.regent.lab.twin.route53.Route53Twin;
import io.regent.lab.twin.route53.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Health checks over the twin's own CloudWatch. "DG" is the Route 53 Developer Guide, "Types of health checks". */
class CloudWatchStreamsTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region MUMBAI = new Region("ap-south-1");
    private static final Duration READING = Duration.ofSeconds(10);
    private static final String ALARM = "regent-routing-control-eu-west-1";
    private static final Map<String, String> ENDPOINT =
            Map.of("Service", "registry.example.com", "Endpoint", "eu-west-1");

    private final VirtualAgenda agenda = new VirtualAgenda(Instant.parse("2026-03-01T12:00:00Z"));
    private final Faults faults = new Faults();
    private final CloudWatchTwin ireland = cloudWatch(IRELAND);
    private final CloudWatchTwin mumbai = cloudWatch(MUMBAI);
    private final Route53Twin route53 = new Route53Twin(
            agenda,
            Route53Settings.documented().withRate(1_000, 1_000),
            new Surroundings(
                    Checkers.NONE,
                    new CloudWatchStreams(Map.of(IRELAND, ireland, MUMBAI, mumbai), faults),
                    name -> List.of()));

    private CloudWatchTwin cloudWatch(Region region) {
        return new CloudWatchTwin(region, "123456789012", agenda, Pace.OF_AWS, new NoActions());
    }

    private static AlarmSettings alarm(String metric, String statistic, int period, int n, int m, MissingData missing) {
        return new AlarmSettings(
                ALARM,
                "",
                new MetricStat(new Metric("Regent", metric, ENDPOINT), period, statistic),
                new AlarmRule(Comparison.LESS, 1, n, m, missing),
                AlarmTargets.NONE);
    }

    private static AlarmSettings routingControl() {
        return alarm("RoutingControl", "Minimum", 60, 1, 1, MissingData.MISSING);
    }

    private void put(CloudWatchTwin cloudWatch, String metric, double value, int resolution) {
        cloudWatch.putMetricData(
                "Regent",
                List.of(new Datum(metric, ENDPOINT, agenda.instant(), Samples.of(value), "None", resolution)));
    }

    private String check(Region region) {
        return route53.healthChecks()
                .create(
                        "check " + region,
                        CheckFields.NONE
                                .with(CheckField.TYPE, "CLOUDWATCH_METRIC")
                                .with(CheckField.ALARM_REGION, region.id())
                                .with(CheckField.ALARM_NAME, ALARM))
                .id();
    }

    private boolean healthyAfter(Duration time, String id) {
        agenda.advance(time);
        return route53.healthChecks().checkHealthy(id);
    }

    @Test
    @DisplayName("DG: an alarm in any region of the account, by its region's data")
    void theDataOfTheAlarmsRegionDecide() {
        ireland.putMetricAlarm(routingControl());
        mumbai.putMetricAlarm(routingControl());
        String first = check(IRELAND);
        String second = check(MUMBAI);
        put(ireland, "RoutingControl", 1, 60);
        put(mumbai, "RoutingControl", 0, 60);
        assertThat(healthyAfter(READING, first)).isTrue();
        assertThat(healthyAfter(READING, second)).isFalse();
    }

    @Test
    @DisplayName("DG: \"Route 53 monitors the data stream for the corresponding alarm instead of monitoring the alarm"
            + " state\"; SetAlarmState does not move the check")
    void theStateOfTheAlarmIsNotFollowed() {
        ireland.putMetricAlarm(routingControl());
        String id = check(IRELAND);
        put(ireland, "RoutingControl", 1, 60);
        ireland.setAlarmState(ALARM, AlarmState.ALARM, "by hand", "");
        assertThat(healthyAfter(READING, id)).isTrue();
        put(ireland, "RoutingControl", 0, 60);
        ireland.setAlarmState(ALARM, AlarmState.OK, "by hand", "");
        assertThat(healthyAfter(READING, id))
                .as("before the alarm's own next evaluation")
                .isFalse();
    }

    @Test
    @DisplayName("DG: a value that is good again counts from the next whole minute on")
    void theCheckComesBackWithTheFirstGoodMinute() {
        ireland.putMetricAlarm(routingControl());
        String id = check(IRELAND);
        put(ireland, "RoutingControl", 0, 60);
        assertThat(healthyAfter(READING, id)).isFalse();
        put(ireland, "RoutingControl", 1, 60);
        assertThat(healthyAfter(READING, id)).as("the minimum of the minute").isFalse();
        agenda.advance(Duration.ofSeconds(40));
        put(ireland, "RoutingControl", 1, 60);
        assertThat(healthyAfter(READING, id)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"BREACHING", "NOT_BREACHING", "IGNORE", "MISSING"})
    @DisplayName("API, CloudWatchAlarmConfiguration has no TreatMissingData: LastKnownStatus, whatever the alarm says")
    void aSilentControllerKeepsItsLastVote(MissingData missing) {
        ireland.putMetricAlarm(alarm("RoutingControl", "Minimum", 60, 1, 1, missing));
        String id = check(IRELAND);
        put(ireland, "RoutingControl", 0, 60);
        assertThat(healthyAfter(READING, id)).isFalse();
        assertThat(healthyAfter(Duration.ofHours(1), id)).isFalse();
        put(ireland, "RoutingControl", 1, 60);
        assertThat(healthyAfter(READING, id)).isTrue();
        assertThat(healthyAfter(Duration.ofHours(1), id)).isTrue();
    }

    @Test
    void aDarkRegionKeepsItsLastVote() {
        ireland.putMetricAlarm(routingControl());
        String id = check(IRELAND);
        put(ireland, "RoutingControl", 0, 60);
        assertThat(healthyAfter(READING, id)).isFalse();
        faults.dark(IRELAND);
        agenda.advance(Duration.ofMinutes(1));
        put(ireland, "RoutingControl", 1, 60);
        assertThat(healthyAfter(READING, id)).isFalse();
        faults.heal();
        assertThat(healthyAfter(READING, id)).isTrue();
    }

    @Test
    @DisplayName("API, AlarmIdentifier: \"High-resolution metrics aren't supported\"")
    void dataOfHighResolutionAreNotSeen() {
        ireland.putMetricAlarm(routingControl());
        String id = check(IRELAND);
        put(ireland, "RoutingControl", 0, 1);
        assertThat(healthyAfter(READING, id)).isTrue();
    }

    @Test
    @DisplayName(
            "DG, Updating health checks when you change CloudWatch alarm settings: a copy, even of a deleted alarm")
    void theCheckFollowsItsCopyOfTheAlarm() {
        ireland.putMetricAlarm(routingControl());
        String id = check(IRELAND);
        put(ireland, "RoutingControl", 0, 60);
        put(ireland, "Other", 1, 60);
        ireland.putMetricAlarm(alarm("Other", "Minimum", 60, 1, 1, MissingData.MISSING));
        assertThat(healthyAfter(READING, id)).isFalse();
        route53.healthChecks().update(id, 1, CheckFields.NONE, List.of());
        assertThat(healthyAfter(READING, id)).isTrue();
        ireland.deleteAlarms(List.of(ALARM));
        agenda.advance(Duration.ofMinutes(1));
        put(ireland, "Other", 0, 60);
        assertThat(healthyAfter(READING, id)).isFalse();
        refused("does not exist", () -> route53.healthChecks().update(id, 2, CheckFields.NONE, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "Minimum, 10, 1, 1, period of 10 s",
        "p99, 60, 1, 1, statistic p99",
        "Minimum, 60, 3, 2, 2 out of 3 data points"
    })
    @DisplayName("API, AlarmIdentifier; DG: what Route 53 does not follow")
    void anAlarmThatRoute53DoesNotFollowIsRefused(String statistic, int period, int n, int m, String reason) {
        ireland.putMetricAlarm(alarm("RoutingControl", statistic, period, n, m, MissingData.MISSING));
        refused(reason, () -> check(IRELAND));
        refused("does not exist", () -> check(MUMBAI));
    }

    @Test
    void everyDatapointOfNIsNeeded() {
        ireland.putMetricAlarm(alarm("RoutingControl", "Minimum", 60, 2, 0, MissingData.MISSING));
        String id = check(IRELAND);
        put(ireland, "RoutingControl", 1, 60);
        agenda.advance(Duration.ofMinutes(1));
        put(ireland, "RoutingControl", 0, 60);
        assertThat(healthyAfter(READING, id)).isTrue();
        agenda.advance(Duration.ofSeconds(50));
        put(ireland, "RoutingControl", 0, 60);
        assertThat(healthyAfter(READING, id)).isFalse();
    }

    private static void refused(String reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(TwinError.class)
                .hasMessageContaining(reason)
                .extracting(error -> ((TwinError) error).code())
                .isEqualTo("InvalidInput");
    }
}
