package io.regent.lab.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** "How EventBridge retries delivering events" (EventBridge User Guide) and {@code RetryPolicy} (API models). */
class DeliveriesTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Sender SENDER =
            new Sender.Service("events.amazonaws.com", "arn:aws:events:eu-west-1:123456789012:rule/r");
    private static final Arn TARGET = Arn.parse("arn:aws:lambda:eu-west-1:123456789012:function:failover");
    private static final Duration HOUR = Duration.ofHours(1);

    private final VirtualAgenda agenda = new VirtualAgenda(Instant.parse("2026-03-01T12:00:00Z"));
    private final Faults faults = new Faults();
    private final List<String> arrived = new ArrayList<>();
    private int failuresLeft;
    private int status = 503;

    private final Deliveries deliveries = new Deliveries(IRELAND, agenda, faults, this::take);

    private void take(Sender sender, Arn target, String payload) {
        arrived.add(payload);
        if (failuresLeft > 0) {
            failuresLeft--;
            throw new TwinError("ServiceException", status, "not now");
        }
    }

    private void begin(Duration age, int attempts) {
        deliveries.begin(SENDER, TARGET, attempt -> "attempt " + attempt, new RetryPolicy(age, attempts));
    }

    @Test
    void aDeliveryThatFailsIsTriedAgainUntilItSucceeds() {
        failuresLeft = 2;
        begin(HOUR, 185);
        agenda.advance(HOUR);
        assertThat(arrived).containsExactly("attempt 1", "attempt 2", "attempt 3");
        assertThat(deliveries.dropped()).isZero();
    }

    @Test
    void theRetryPolicysAttemptsComeOnTopOfTheFirst() {
        failuresLeft = 100;
        begin(HOUR, 2);
        agenda.advance(HOUR);
        assertThat(arrived).hasSize(3);
        assertThat(deliveries.dropped()).isEqualTo(1);
    }

    @Test
    void aDeliveryOlderThanItsMaximumAgeIsDropped() {
        failuresLeft = 1000;
        begin(Duration.ofSeconds(60), 185);
        agenda.advance(Duration.ofSeconds(60));
        int tried = arrived.size();
        assertThat(deliveries.dropped()).isEqualTo(1);
        agenda.advance(HOUR);
        assertThat(arrived).hasSize(tried);
    }

    @Test
    void whatTheTargetRefusesForGoodIsNotTriedAgain() {
        failuresLeft = 1;
        status = 404;
        begin(HOUR, 185);
        agenda.advance(HOUR);
        assertThat(arrived).containsExactly("attempt 1");
        assertThat(deliveries.dropped()).isEqualTo(1);
    }

    @Test
    void nothingLeavesADarkRegionUntilItIsBackAndThenOnlyWhatIsYoungEnough() {
        faults.dark(IRELAND);
        begin(Duration.ofSeconds(60), 185);
        begin(HOUR, 0);
        agenda.advance(Duration.ofMinutes(5));
        assertThat(arrived).isEmpty();
        faults.heal();
        agenda.advance(HOUR);
        assertThat(arrived).containsExactly("attempt 1");
        assertThat(deliveries.dropped()).isEqualTo(1);
    }

    @Test
    void deliveryIsAtLeastOnceAndDuplicatesAreBounded() {
        deliveries.duplicates(() -> 1);
        begin(HOUR, 185);
        agenda.advance(Duration.ZERO);
        assertThat(arrived).hasSize(2);
        deliveries.duplicates(() -> 1_000_000);
        begin(HOUR, 185);
        agenda.advance(Duration.ZERO);
        assertThat(arrived).hasSize(2 + 11);
    }

    @Test
    void routesFindTheTwinByServiceAndRegion() {
        Routes routes = new Routes();
        routes.add("lambda", IRELAND, this::take);
        routes.send(SENDER, TARGET, "here");
        assertThat(arrived).containsExactly("here");
        Arn elsewhere = Arn.parse("arn:aws:lambda:ap-south-1:123456789012:function:failover");
        assertThatThrownBy(() -> routes.send(SENDER, elsewhere, "there"))
                .isInstanceOfSatisfying(
                        TwinError.class, error -> assertThat(error.code()).isEqualTo("ResourceNotFoundException"))
                .hasMessageContaining("no lambda in ap-south-1");
    }

    @Test
    void anArnIsReadAndWrittenTheSameAndAnythingElseIsRefused() {
        assertThat(TARGET.resource()).isEqualTo("function:failover");
        assertThat(TARGET).hasToString("arn:aws:lambda:eu-west-1:123456789012:function:failover");
        assertThatThrownBy(() -> Arn.parse("arn:aws:lambda:failover")).hasMessageContaining("arn:aws:SERVICE:REGION");
    }

    @Test
    void aRetryPolicyOutsideTheApiModelsBoundsIsRefused() {
        assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(59), 0)).hasMessageContaining("60 to 86400");
        assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(86_401), 0)).hasMessageContaining("60 to 86400");
        assertThatThrownBy(() -> new RetryPolicy(HOUR, 186)).hasMessageContaining("0 to 185");
    }
}
