package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.CheckConfigs.metric;
import static io.regent.lab.twin.route53.CheckField.DISABLED;
import static io.regent.lab.twin.route53.CheckField.INSUFFICIENT_DATA_HEALTH_STATUS;
import static io.regent.lab.twin.route53.CheckField.INVERTED;
import static io.regent.lab.twin.route53.SimulatedWorld.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.lab.twin.route53.AlarmStreams.Data;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Health checks that follow a CloudWatch alarm's data. "DG" is the Route 53 Developer Guide. */
class AlarmHealthTest extends Route53ContractBase {
    private static final String REGION = "ap-south-1";
    private static final String METRIC = "RoutingControl";

    @Override
    protected Route53Account account() {
        return new TwinAccount(twin);
    }

    private String make(CheckFields config) {
        world.alarm(REGION, "down", settings(METRIC));
        return twin.healthChecks().create("one", config).id();
    }

    private boolean healthy(String id) {
        later(Duration.ofSeconds(10));
        return twin.healthChecks().checkHealthy(id);
    }

    @Test
    @DisplayName("DG, Types of health checks: the status follows the data stream, within one reading")
    void theCheckFollowsTheDataOfTheAlarmsRegion() {
        String id = make(metric(REGION, "down"));
        world.data(REGION, METRIC, Data.OK);
        world.data("eu-west-1", METRIC, Data.ALARM);
        assertThat(healthy(id)).isTrue();
        world.data(REGION, METRIC, Data.ALARM);
        assertThat(healthy(id)).isFalse();
        world.data(REGION, METRIC, Data.OK);
        assertThat(healthy(id)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Healthy, OK, true",
        "Healthy, ALARM, true",
        "Unhealthy, OK, false",
        "Unhealthy, ALARM, false",
        "LastKnownStatus, OK, true",
        "LastKnownStatus, ALARM, false"
    })
    @DisplayName("API, InsufficientDataHealthStatus")
    void insufficientDataCountAsTheCheckSays(String status, Data before, boolean healthy) {
        String id = make(metric(REGION, "down").with(INSUFFICIENT_DATA_HEALTH_STATUS, status));
        world.data(REGION, METRIC, before);
        assertThat(healthy(id)).isEqualTo(before == Data.OK);
        world.data(REGION, METRIC, Data.INSUFFICIENT);
        assertThat(healthy(id)).isEqualTo(healthy);
        later(Duration.ofHours(2));
        assertThat(healthy(id)).isEqualTo(healthy);
    }

    @ParameterizedTest
    @CsvSource({"Healthy, true", "Unhealthy, false", "LastKnownStatus, true"})
    @DisplayName("API, InsufficientDataHealthStatus: a check that never knew a status is healthy by LastKnownStatus")
    void aNewCheckWithoutDataHasNoLastKnownStatus(String status, boolean healthy) {
        String id = make(metric(REGION, "down").with(INSUFFICIENT_DATA_HEALTH_STATUS, status));
        assertThat(healthy(id)).isEqualTo(healthy);
    }

    @Test
    @DisplayName("DG, Updating health checks when you change CloudWatch alarm settings: the check keeps its copy")
    void anAlarmThatChangesIsFollowedOnlyAfterAnUpdateOfTheCheck() {
        String id = make(metric(REGION, "down"));
        world.data(REGION, METRIC, Data.ALARM);
        world.data(REGION, "Other", Data.OK);
        assertThat(healthy(id)).isFalse();
        world.alarm(REGION, "down", settings("Other"));
        assertThat(healthy(id)).isFalse();
        assertThat(world.lastRead()).isEqualTo(settings(METRIC));
        twin.healthChecks().update(id, 0, CheckFields.NONE, List.of());
        assertThat(healthy(id)).isTrue();
        assertThat(world.lastRead()).isEqualTo(settings("Other"));
    }

    @Test
    void anUpdateKeepsTheLastKnownStatus() {
        String id = make(metric(REGION, "down"));
        world.data(REGION, METRIC, Data.ALARM);
        assertThat(healthy(id)).isFalse();
        world.data(REGION, METRIC, Data.INSUFFICIENT);
        twin.healthChecks().update(id, 0, CheckFields.NONE, List.of());
        assertThat(healthy(id)).isFalse();
        world.alarm("eu-west-1", "other", settings(METRIC));
        twin.healthChecks().update(id, 0, metric("eu-west-1", "other").without(List.of(CheckField.TYPE)), List.of());
        assertThat(healthy(id)).as("another alarm, of which nothing is known").isTrue();
    }

    @Test
    @DisplayName("API, Inverted, Disabled: \"Route 53 stops monitoring the corresponding CloudWatch metrics\"")
    void aCheckIsInvertedAndDisabled() {
        String id = make(metric(REGION, "down").with(INVERTED, "true"));
        world.data(REGION, METRIC, Data.ALARM);
        assertThat(healthy(id)).isTrue();
        world.data(REGION, METRIC, Data.OK);
        assertThat(healthy(id)).isFalse();
        twin.healthChecks()
                .update(id, 0, CheckFields.NONE.with(INVERTED, "false").with(DISABLED, "true"), List.of());
        world.data(REGION, METRIC, Data.ALARM);
        assertThat(healthy(id)).isTrue();
    }

    @Test
    void aReaderReportsWhatTheDataSay() {
        String id = make(metric(REGION, "down"));
        world.data(REGION, METRIC, Data.ALARM);
        assertThat(healthy(id)).isFalse();
        assertThat(twin.healthChecks().status(id))
                .singleElement()
                .asString()
                .contains("Failure: The alarm's data stream says ALARM.");
    }
}
