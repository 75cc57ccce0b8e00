package io.regent.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class TickBenchTest {
    @Test
    void aSteadyTickNeedsNoMoreCallsThanItShould() throws Exception {
        assertThat(new TickBench(InstantSource.system(), 5).run())
                .hasSize(8)
                .allSatisfy(
                        measure -> assertThat(measure.met()).as(measure.row()).contains(true))
                .anySatisfy(measure -> {
                    assertThat(measure.what()).isEqualTo("Route 53 reads");
                    assertThat(measure.measured()).isEqualTo(2);
                })
                .anySatisfy(measure -> {
                    assertThat(measure.what()).isEqualTo("CloudWatch GetMetricData, metrics asked for");
                    assertThat(measure.measured()).isEqualTo(2);
                });
    }
}
