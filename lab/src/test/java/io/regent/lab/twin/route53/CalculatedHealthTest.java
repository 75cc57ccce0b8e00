package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.CheckConfigs.calculated;
import static io.regent.lab.twin.route53.CheckConfigs.metric;
import static io.regent.lab.twin.route53.CheckField.DISABLED;
import static io.regent.lab.twin.route53.CheckField.INVERTED;
import static io.regent.lab.twin.route53.SimulatedWorld.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.lab.twin.route53.AlarmStreams.Data;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Health checks that count others. "API" is the Route 53 API reference, HealthCheckConfig. */
class CalculatedHealthTest extends Route53ContractBase {
    @Override
    protected Route53Account account() {
        return new TwinAccount(twin);
    }

    private int parents;

    /** A health check whose data say so from now on. */
    private String child(String name, boolean healthy) {
        world.alarm("eu-west-1", name, settings(name));
        world.data("eu-west-1", name, healthy ? Data.OK : Data.ALARM);
        String id = twin.healthChecks().create(name, metric("eu-west-1", name)).id();
        later(Duration.ofSeconds(1));
        return id;
    }

    private String parent(int threshold, List<String> children) {
        parents++;
        return twin.healthChecks()
                .create("parent " + parents, calculated(threshold, children.toArray(String[]::new)))
                .id();
    }

    private boolean healthy(String id) {
        return twin.healthChecks().checkHealthy(id);
    }

    @Test
    @DisplayName("API, HealthThreshold: so many children have to be healthy; 0 is always healthy, more than there are"
            + " never")
    void everyThresholdOverEveryNumberOfHealthyChildren() {
        for (int healthy = 0; healthy <= 4; healthy++) {
            List<String> children = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                children.add(child("c" + healthy + i, i < healthy));
            }
            for (int threshold = 0; threshold <= 6; threshold++) {
                assertThat(healthy(parent(threshold, children)))
                        .as("%s healthy of 4, threshold %s", healthy, threshold)
                        .isEqualTo(healthy >= threshold);
            }
        }
    }

    @Test
    void aParentWithoutChildrenIsHealthyOnlyByThresholdZero() {
        assertThat(healthy(parent(0, List.of()))).isTrue();
        assertThat(healthy(parent(1, List.of()))).isFalse();
    }

    @Test
    void aMajorityOfThreeIsLostWithTheSecondChild() {
        List<String> children = List.of(child("ireland", true), child("mumbai", true), child("direct", true));
        String id = parent(2, children);
        world.data("eu-west-1", "ireland", Data.ALARM);
        later(Duration.ofSeconds(10));
        assertThat(healthy(id)).isTrue();
        world.data("eu-west-1", "direct", Data.ALARM);
        later(Duration.ofSeconds(10));
        assertThat(healthy(id)).isFalse();
    }

    @Test
    @DisplayName("API, Inverted, Disabled: a child counts as it is with both; a new child is healthy")
    void childrenCountWithInversionAndDisabling() {
        String sick = child("sick", false);
        assertThat(healthy(parent(1, List.of(sick)))).isFalse();
        twin.healthChecks().update(sick, 0, CheckFields.NONE.with(INVERTED, "true"), List.of());
        assertThat(healthy(parent(1, List.of(sick)))).isTrue();
        twin.healthChecks()
                .update(sick, 0, CheckFields.NONE.with(INVERTED, "false").with(DISABLED, "true"), List.of());
        assertThat(healthy(parent(1, List.of(sick)))).isTrue();
        world.alarm("eu-west-1", "new", settings("new"));
        String fresh =
                twin.healthChecks().create("new", metric("eu-west-1", "new")).id();
        assertThat(healthy(parent(1, List.of(fresh)))).isTrue();
    }

    @Test
    @DisplayName("API, DeleteHealthCheck: \"the future status ... can't be predicted\": the worse is assumed")
    void aDeletedChildCountsAsUnhealthy() {
        String one = child("one", true);
        String two = child("two", true);
        String id = parent(2, List.of(one, two));
        assertThat(healthy(id)).isTrue();
        twin.healthChecks().delete(two);
        assertThat(healthy(id)).isFalse();
    }

    @Test
    void aParentIsInvertedAndDisabledToo() {
        String id = parent(1, List.of(child("sick", false)));
        twin.healthChecks().update(id, 0, CheckFields.NONE.with(INVERTED, "true"), List.of());
        assertThat(healthy(id)).isTrue();
        twin.healthChecks().update(id, 0, CheckFields.NONE.with(DISABLED, "true"), List.of());
        assertThat(healthy(id)).isFalse();
        twin.healthChecks().update(id, 0, CheckFields.NONE.with(INVERTED, "false"), List.of());
        assertThat(healthy(id)).isTrue();
    }

    @Test
    @DisplayName("API, ChildHealthCheckList: as many as an account has of them")
    void aParentCountsManyChildren() {
        List<String> children = IntStream.range(0, 199)
                .mapToObj(i -> child("n" + i, i % 2 == 0))
                .toList();
        String id = parent(100, children);
        assertThat(healthy(id)).isTrue();
        world.data("eu-west-1", "n0", Data.ALARM);
        later(Duration.ofSeconds(10));
        assertThat(healthy(id)).isFalse();
    }
}
