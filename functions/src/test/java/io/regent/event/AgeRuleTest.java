package io.regent.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.DnsName;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeRuleTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT60S", "PT120S", "PT-60S"})
    void aScheduleOfTheMinuteBeforeIsTimely(Duration age) {
        Trigger.Scheduled trigger = new Trigger.Scheduled(NOW.minus(age));

        assertThat(AgeRule.USUAL.check(trigger, NOW)).isEqualTo(new Intake.Accepted<>(trigger));
    }

    @ParameterizedTest
    @CsvSource({
        "PT120.000000001S, PT2M, '121 s old, expected at most 120 s'",
        "PT6H, PT2M, '21600 s old, expected at most 120 s'",
        "PT-60.001S, PT1M, '61 s ahead, expected at most 60 s'",
    })
    void anOlderOneOrOneFromTheFutureIsNot(Duration age, Duration bound, String why) {
        Intake<Trigger> intake = AgeRule.USUAL.check((Trigger) new Trigger.Scheduled(NOW.minus(age)), NOW);

        assertThat(intake).isInstanceOfSatisfying(Intake.Untimely.class, untimely -> {
            assertThat(untimely.age()).isEqualTo(age);
            assertThat(untimely.bound()).isEqualTo(bound);
            assertThat(untimely.why()).isEqualTo("time: " + why);
        });
    }

    @Test
    void theBoundsAreApart() {
        AgeRule rule = new AgeRule(Duration.ofSeconds(10), Duration.ZERO);

        assertThat(rule.check(alarm(NOW.minusSeconds(10)), NOW)).isInstanceOf(Intake.Accepted.class);
        assertThat(rule.check(alarm(NOW.minusSeconds(11)), NOW)).isInstanceOf(Intake.Untimely.class);
        assertThat(rule.check(new Trigger.Scheduled(NOW.minusSeconds(70)), NOW)).isInstanceOf(Intake.Accepted.class);
        assertThat(rule.check(new Trigger.Scheduled(NOW.minusSeconds(71)), NOW)).isInstanceOf(Intake.Untimely.class);
        assertThat(rule.check(new Trigger.Scheduled(NOW.plusMillis(1)), NOW)).isInstanceOf(Intake.Untimely.class);
    }

    @Test
    void aTimeOutOfAllBoundsHasWordsToo() {
        assertThat(AgeRule.USUAL.check(new Trigger.Scheduled(OffsetDateTime.MIN.toInstant()), NOW))
                .isInstanceOfSatisfying(
                        Intake.Untimely.class,
                        untimely -> assertThat(untimely.why()).endsWith(" old, expected at most 120 s"));
    }

    @Test
    void whatAPersonOrAControllerWantsNowHasNoAge() {
        Trigger.ByHand byHand = new Trigger.ByHand(Set.of());
        Trigger.SecondOpinion ask = new Trigger.SecondOpinion(new DnsName("registry.example.com"));

        assertThat(AgeRule.USUAL.check(byHand, Instant.MAX)).isEqualTo(new Intake.Accepted<>(byHand));
        assertThat(AgeRule.USUAL.check(ask, Instant.MIN)).isEqualTo(new Intake.Accepted<>(ask));
    }

    @Test
    void whatWasRefusedStaysRefused() {
        Intake<Trigger.OfProbe> unknown = new Intake.Unknown<>("ask: missing");
        Intake<Trigger.OfProbe> late = new Intake.Accepted<>(new Trigger.Scheduled(NOW.minusSeconds(121)));

        assertThat(AgeRule.USUAL.check(unknown, NOW)).isSameAs(unknown);
        assertThat(AgeRule.USUAL.check(late, NOW)).isInstanceOf(Intake.Untimely.class);
    }

    @Test
    void aRuleThatAcceptsNothingIsNoRule() {
        assertThatThrownBy(() -> new AgeRule(Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("oldest PT0S");
    }

    private static Trigger.AlarmChanged alarm(Instant time) {
        return new Trigger.AlarmChanged(time, "regent-down", Trigger.AlarmState.ALARM);
    }
}
