package io.regent.lab.twin.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.Sender;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.VirtualAgenda;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What SNS does; each test names where AWS says so. */
class TopicsTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final VirtualAgenda agenda = new VirtualAgenda(NOW);
    private final Faults faults = new Faults();
    private final Topics topics = new Topics(IRELAND, "123456789012", agenda, faults);
    private final List<Notification> heard = new ArrayList<>();

    /**
     * API model, CreateTopic: "idempotent, so if the requester already owns a topic ... that topic's ARN is returned".
     */
    @Test
    void makingATopicTwiceMakesOne() {
        Arn first = topics.create("alerts");
        assertThat(topics.create("alerts")).isEqualTo(first);
        assertThat(topics.topics()).containsExactly(first);
        assertThat(first).hasToString("arn:aws:sns:eu-west-1:123456789012:alerts");
        assertThatThrownBy(() -> topics.create("no spaces")).hasMessage("Invalid parameter: Topic Name");
    }

    @Test
    void whatIsPublishedIsHeardBySubscribers() {
        Arn topic = topics.create("alerts");
        topics.subscribe(topic, heard::add);
        String id = topics.publish(topic, "subject", "message");
        topics.send(new Sender.Service("cloudwatch.amazonaws.com", "alarm"), topic, "{}");
        agenda.advance(Duration.ZERO);
        assertThat(heard).first().isEqualTo(new Notification(topic, id, "subject", "message", NOW));
        assertThat(heard).extracting(Notification::message).containsExactly("message", "{}");
    }

    @Test
    void aDarkRegionsMessagesAreLost() {
        Arn topic = topics.create("alerts");
        topics.subscribe(topic, heard::add);
        topics.publish(topic, "", "message");
        faults.dark(IRELAND);
        agenda.advance(Duration.ofHours(1));
        assertThat(heard).isEmpty();
    }

    /** API model, Publish: NotFound, InvalidParameter, 262,144 bytes, a subject of less than 100 characters. */
    @Test
    void whatCannotBePublishedIsRefused() {
        Arn topic = topics.create("alerts");
        Arn elsewhere = Arn.parse("arn:aws:sns:ap-south-1:123456789012:alerts");
        assertThatThrownBy(() -> topics.publish(elsewhere, "", "x")).isInstanceOfSatisfying(TwinError.class, error -> {
            assertThat(error.code()).isEqualTo("NotFound");
            assertThat(error.status()).isEqualTo(404);
        });
        topics.publish(topic, "s".repeat(99), "x".repeat(262_144));
        assertThatThrownBy(() -> topics.publish(topic, "", "x".repeat(262_145)))
                .hasMessage("Invalid parameter: Message too long");
        assertThatThrownBy(() -> topics.publish(topic, "s".repeat(100), "x")).hasMessage("Invalid parameter: Subject");
        assertThatThrownBy(() -> topics.publish(topic, "a\nb", "x")).hasMessage("Invalid parameter: Subject");
        assertThatThrownBy(() -> topics.publish(topic, "", "")).hasMessage("Invalid parameter: Empty message");
    }
}
