package io.regent.lab.twin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regent.fleet.Region;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.RetryPolicy;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.VirtualAgenda;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What EventBridge does with rules and events; each test names where AWS says so. */
class EventBusTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:failover";

    private final VirtualAgenda agenda = new VirtualAgenda(Instant.parse("2026-03-01T12:00:00.5Z"));
    private final List<String> arrived = new ArrayList<>();
    private final EventBus bus = new EventBus(
            IRELAND,
            "123456789012",
            agenda,
            new Faults(),
            (sender, target, payload) -> arrived.add(target + " " + payload));

    private void rule(String name, String pattern, RuleTarget... targets) {
        bus.putRule(name, pattern, true, "");
        bus.putTargets(name, List.of(targets));
    }

    private static RuleTarget target(String id, String input) {
        return new RuleTarget(id, Arn.parse(FUNCTION), input, RetryPolicy.DEFAULT);
    }

    private static EventEntry verdict() {
        return EventEntry.of("regent", "Verdict changed", "{\"endpoint\":\"eu-west-1\"}");
    }

    /** "AWS service event metadata" in the User Guide: the fields of the envelope. */
    @Test
    void aMatchingEventArrivesInItsEnvelope() throws Exception {
        rule("verdicts", "{\"source\":[\"regent\"]}", target("1", ""));
        EntryResult.Accepted accepted =
                (EntryResult.Accepted) bus.putEvents(List.of(verdict())).getFirst();
        agenda.advance(Duration.ZERO);
        assertThat(arrived).singleElement().asString().startsWith(FUNCTION + " ");
        String payload = arrived.getFirst().substring(FUNCTION.length() + 1);
        assertThat(JsonMapper.builder().build().readTree(payload))
                .isEqualTo(JsonMapper.builder().build().readTree("""
                        {"version": "0", "id": "%s", "detail-type": "Verdict changed", "source": "regent",
                         "account": "123456789012", "time": "2026-03-01T12:00:00Z", "region": "eu-west-1",
                         "resources": [], "detail": {"endpoint": "eu-west-1"}}""".formatted(accepted.eventId())));
    }

    /** API model, {@code Input}: "nothing from the event itself is passed to the target". */
    @Test
    void aTargetWithInputGetsThatInsteadOfTheEvent() {
        rule("verdicts", "{\"source\":[\"regent\"]}", target("1", "{\"ask\":\"run\"}"));
        bus.putEvents(List.of(verdict()));
        agenda.advance(Duration.ZERO);
        assertThat(arrived).containsExactly(FUNCTION + " {\"ask\":\"run\"}");
    }

    /** API model, PutRule: a disabled rule does not match; PutRule on an existing one keeps its targets. */
    @Test
    void aDisabledRuleIsSilentAndKeepsItsTargets() {
        rule("verdicts", "{\"source\":[\"regent\"]}", target("1", ""));
        bus.putRule("verdicts", "{\"source\":[\"regent\"]}", false, "off");
        bus.putEvents(List.of(verdict()));
        agenda.advance(Duration.ZERO);
        assertThat(arrived).isEmpty();
        assertThat(bus.rule("verdicts").targets()).containsExactly(target("1", ""));
    }

    /**
     * "PutEvents" in the User Guide: "some entries may fail while others succeed", told in the order of the entries.
     */
    @Test
    void everyEntrySucceedsOrFailsForItself() {
        rule("verdicts", "{\"source\":[\"regent\"]}", target("1", ""));
        List<EntryResult> results = bus.putEvents(List.of(
                EventEntry.of("", "t", "{}"),
                EventEntry.of("regent", "", "{}"),
                EventEntry.of("regent", "t", ""),
                EventEntry.of("regent", "t", "{"),
                EventEntry.of("regent", "t", "[]"),
                EventEntry.of("aws.cloudwatch", "t", "{}"),
                new EventEntry("regent", "t", "{}", List.of(), Optional.empty(), "other"),
                verdict()));
        assertThat(results.subList(0, 7))
                .allSatisfy(result -> assertThat(result).isInstanceOf(EntryResult.Refused.class))
                .extracting(result -> ((EntryResult.Refused) result).code())
                .containsExactly(
                        "InvalidArgument",
                        "InvalidArgument",
                        "InvalidArgument",
                        "MalformedDetail",
                        "MalformedDetail",
                        "NotAuthorizedForSourceException",
                        "InvalidArgument");
        assertThat(results.getLast()).isInstanceOf(EntryResult.Accepted.class);
        agenda.advance(Duration.ZERO);
        assertThat(arrived).hasSize(1);
    }

    /**
     * API model, {@code PutEventsRequestEntryList} (1 to 10) and PutEvents ("total entry size ... less than 256KB").
     */
    @Test
    void aCallBeyondItsLimitsIsRefusedAsAWhole() {
        assertThatThrownBy(() -> bus.putEvents(List.of())).hasMessageContaining("entries");
        assertThatThrownBy(() -> bus.putEvents(Collections.nCopies(11, verdict())))
                .isInstanceOfSatisfying(
                        TwinError.class, error -> assertThat(error.code()).isEqualTo("ValidationException"));
        EventEntry half = EventEntry.of("regent", "t", "{\"x\":\"" + "y".repeat(128 * 1024) + "\"}");
        assertThat(bus.putEvents(List.of(half))).singleElement().isInstanceOf(EntryResult.Accepted.class);
        assertThatThrownBy(() -> bus.putEvents(List.of(half, half))).hasMessageContaining("over the limit");
        assertThat(bus.putEvents(Collections.nCopies(10, verdict()))).hasSize(10);
    }

    /** "AWS service events": services put what no customer may. */
    @Test
    void aServiceOfAwsEmitsUnderItsOwnSource() {
        rule("alarms", "{\"source\":[\"aws.cloudwatch\"]}", target("1", ""));
        bus.emit(EventEntry.of("aws.cloudwatch", "CloudWatch Alarm State Change", "{}"));
        agenda.advance(Duration.ZERO);
        assertThat(arrived).hasSize(1);
    }

    /** API model, PutTargets: an id already used is replaced; "five targets per rule" (quotas). */
    @Test
    void targetsAreReplacedByIdAndAtMostFive() {
        rule("verdicts", "{\"source\":[\"regent\"]}", target("1", "{}"));
        bus.putTargets("verdicts", List.of(target("1", "")));
        assertThat(bus.rule("verdicts").targets()).containsExactly(target("1", ""));
        List<RuleTarget> five =
                List.of(target("2", ""), target("3", ""), target("4", ""), target("5", ""), target("6", ""));
        assertThatThrownBy(() -> bus.putTargets("verdicts", five))
                .isInstanceOfSatisfying(
                        TwinError.class, error -> assertThat(error.code()).isEqualTo("LimitExceededException"));
    }

    /** "Sending and receiving events between AWS Regions": from one region to another only by way of an event bus. */
    @Test
    void aTargetInAnotherRegionIsRefused() {
        bus.putRule("verdicts", "{\"source\":[\"regent\"]}", true, "");
        Arn mumbai = Arn.parse("arn:aws:lambda:ap-south-1:123456789012:function:failover");
        RuleTarget far = new RuleTarget("1", mumbai, "", RetryPolicy.DEFAULT);
        assertThatThrownBy(() -> bus.putTargets("verdicts", List.of(far))).hasMessageContaining("is not in eu-west-1");
    }

    /** API model: ResourceNotFoundException of DescribeRule and PutTargets; the pattern of {@code RuleName}. */
    @Test
    void aRuleThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> bus.rule("none")).hasMessage("Rule none does not exist on EventBus default.");
        assertThatThrownBy(() -> bus.putTargets("none", List.of())).hasMessageContaining("none");
        assertThatThrownBy(() -> bus.putRule("a b", "{\"a\":[1]}", true, "")).hasMessageContaining("'a b'");
    }
}
