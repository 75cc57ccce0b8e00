package io.regent.lab.twin.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.RetryPolicy;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.VirtualAgenda;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What EventBridge Scheduler does; each test names where AWS says so. */
class SchedulesTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Arn FUNCTION = Arn.parse("arn:aws:lambda:eu-west-1:123456789012:function:probe");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualAgenda agenda = new VirtualAgenda(Instant.parse("2026-03-01T12:00:30Z"));
    private final Faults faults = new Faults();
    private final List<String> arrived = new ArrayList<>();
    private int failuresLeft;

    private Schedules schedules(Pace pace) {
        return new Schedules(
                IRELAND,
                "123456789012",
                agenda,
                faults,
                (sender, target, payload) -> {
                    arrived.add(agenda.instant() + " " + payload);
                    if (failuresLeft > 0) {
                        failuresLeft--;
                        throw new TwinError("TooManyRequestsException", 429, "Rate Exceeded.");
                    }
                },
                pace);
    }

    private static Schedule.Target target(String input, RetryPolicy policy) {
        return new Schedule.Target(FUNCTION, "arn:aws:iam::123456789012:role/tick", input, policy);
    }

    private static Schedule.Target target(String input) {
        return target(input, RetryPolicy.DEFAULT);
    }

    /** "Schedule types": a rate; "60 second precision": a tick may come at any second of its minute. */
    @Test
    void aRateTicksOnceInEveryOneOfItsMinutesAtTheOffsetGiven() {
        Schedules schedules = schedules(new Pace(MINUTE, Duration.ofSeconds(17)));
        schedules.create("tick", "rate(2 minutes)", true, "", target("\"<aws.scheduler.scheduled-time>\""));
        agenda.advance(Duration.ofMinutes(4));
        assertThat(arrived)
                .containsExactly(
                        "2026-03-01T12:01:17Z \"2026-03-01T12:01:00Z\"",
                        "2026-03-01T12:03:17Z \"2026-03-01T12:03:00Z\"");
    }

    /** The lab's own: the pace makes a minute of a rate shorter. */
    @Test
    void aShorterPaceShortensEveryRate() {
        Schedules schedules = schedules(new Pace(Duration.ofSeconds(5), Duration.ZERO));
        schedules.create("tick", "rate(1 minute)", true, "", target("{}"));
        agenda.advance(Duration.ofSeconds(12));
        assertThat(arrived)
                .containsExactly("2026-03-01T12:00:30Z {}", "2026-03-01T12:00:35Z {}", "2026-03-01T12:00:40Z {}");
    }

    @ParameterizedTest
    @CsvSource({"rate(1 minute),1", "rate(5 minutes),5", "rate(2 hours),120", "rate(1 day),1440"})
    void ratesAreInMinutesHoursOrDays(String expression, int minutes) {
        assertThat(Rate.parse(expression)).isEqualTo(new Rate(minutes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rate(0 minutes)", "rate(1 second)", "rate(1)", "cron(* * * * ? *)", "rate(999999 days)", ""})
    void anExpressionThatTheTwinDoesNotHaveIsNamed(String expression) {
        assertThatThrownBy(() -> Rate.parse(expression))
                .isInstanceOfSatisfying(
                        TwinError.class, error -> assertThat(error.code()).isEqualTo("ValidationException"))
                .hasMessageContaining("Schedule Expression " + expression);
    }

    /** "Adding context attributes" in the User Guide; {@code attempt-number} counts the tries of one tick. */
    @Test
    void contextAttributesInTheInputAreFilledIn() {
        failuresLeft = 1;
        Schedules schedules = schedules(Pace.REAL);
        schedules.create(
                "tick",
                "rate(5 minutes)",
                true,
                "",
                target("<aws.scheduler.schedule-arn> <aws.scheduler.attempt-number> <aws.scheduler.execution-id>"));
        agenda.advance(MINUTE);
        assertThat(arrived).hasSize(2);
        assertThat(arrived.get(0)).contains(" arn:aws:scheduler:eu-west-1:123456789012:schedule/default/tick 1 ");
        assertThat(arrived.get(1)).contains("schedule/default/tick 2 ").doesNotContain("<aws.");
        assertThat(arrived.get(1).substring(arrived.get(1).lastIndexOf(' ')))
                .isEqualTo(arrived.get(0).substring(arrived.get(0).lastIndexOf(' ')));
    }

    /** What a target gets from Scheduler that was given no input: a "Scheduled Event". */
    @Test
    void withoutInputATargetGetsAScheduledEvent() {
        schedules(Pace.REAL).create("tick", "rate(1 minute)", true, "", target(""));
        agenda.advance(MINUTE);
        assertThat(arrived)
                .singleElement()
                .asString()
                .contains("\"detail-type\":\"Scheduled Event\",\"source\":\"aws.scheduler\"")
                .contains("\"time\":\"2026-03-01T12:01:00Z\"");
    }

    /** API model, {@code RetryPolicy}: a tick with no retries that meets a throttled target is gone. */
    @Test
    void theRetryPolicyBoundsHowOftenATickIsTried() {
        failuresLeft = 1;
        schedules(Pace.REAL)
                .create("tick", "rate(1 hour)", true, "", target("{}", new RetryPolicy(Duration.ofSeconds(60), 0)));
        agenda.advance(Duration.ofMinutes(30));
        assertThat(arrived).hasSize(1);
    }

    @Test
    void aDarkRegionsTicksNeverCome() {
        schedules(Pace.REAL).create("tick", "rate(1 minute)", true, "", target("{}"));
        faults.dark(IRELAND);
        agenda.advance(Duration.ofMinutes(10));
        faults.heal();
        agenda.advance(MINUTE);
        assertThat(arrived).containsExactly("2026-03-01T12:11:00Z {}");
    }

    /** API model, {@code ScheduleState}, DeleteSchedule. */
    @Test
    void aDisabledOrDeletedScheduleDoesNotTick() {
        Schedules schedules = schedules(Pace.REAL);
        schedules.create("off", "rate(1 minute)", false, "", target("{}"));
        schedules.create("gone", "rate(1 minute)", true, "", target("{}"));
        schedules.delete("gone");
        agenda.advance(Duration.ofMinutes(5));
        assertThat(arrived).isEmpty();
        assertThat(schedules.schedules()).extracting(Schedule::name).containsExactly("off");
    }

    /** API model: ConflictException, ResourceNotFoundException, the pattern of {@code Name}. */
    @Test
    void namesAreUniqueAndWellFormed() {
        Schedules schedules = schedules(Pace.REAL);
        schedules.create("tick", "rate(1 minute)", true, "", target("{}"));
        assertThatThrownBy(() -> schedules.create("tick", "rate(1 minute)", true, "", target("{}")))
                .isInstanceOfSatisfying(
                        TwinError.class, error -> assertThat(error.status()).isEqualTo(409));
        assertThatThrownBy(() -> schedules.create("a b", "rate(1 minute)", true, "", target("{}")))
                .hasMessageContaining("'a b'");
        assertThatThrownBy(() -> schedules.delete("none"))
                .isInstanceOfSatisfying(
                        TwinError.class, error -> assertThat(error.status()).isEqualTo(404));
    }

    @Test
    void aPaceOutsideItsBoundsIsRefused() {
        assertThatThrownBy(() -> new Pace(Duration.ofSeconds(61), Duration.ZERO))
                .hasMessageContaining("100 ms to 60 s");
        assertThatThrownBy(() -> new Pace(Duration.ofSeconds(5), Duration.ofSeconds(5)))
                .hasMessageContaining("offset");
    }
}
