package io.regent.lab.twin.sns;

import io.regent.fleet.Region;
import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.Identities;
import io.regent.lab.twin.Sender;
import io.regent.lab.twin.Targets;
import io.regent.lab.twin.TwinError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The topics of one region. As a target it takes the ARN of a topic and publishes to it. What is published in a region
 * that is dark when it should go out is lost. Thread-safe.
 */
public final class Topics implements Targets {
    /** "at most 256 KB in size (262,144 bytes, not 262,144 characters)" (API model, Publish). */
    private static final int MOST_BYTES = 262_144;

    /** "less than 100 characters long" (API model, Publish). */
    private static final int MOST_SUBJECT_CHARACTERS = 99;

    private static final int MOST_TOPICS = 1000;
    private static final int MOST_LISTENERS = 100;

    private final Region region;
    private final String account;
    private final Agenda agenda;
    private final Faults faults;
    private final Identities ids;
    private final Map<String, List<Consumer<Notification>>> listeners = new TreeMap<>();

    public Topics(Region region, String account, Agenda agenda, Faults faults) {
        this.region = region;
        this.account = account;
        this.agenda = agenda;
        this.faults = faults;
        this.ids = new Identities("sns " + region);
    }

    /**
     * Makes a topic, or says which one has the name already.
     *
     * @throws TwinError InvalidParameter, TopicLimitExceeded
     */
    public synchronized Arn create(String name) {
        if (!name.matches("[a-zA-Z0-9_-]{1,256}")) {
            throw new TwinError("InvalidParameter", 400, "Invalid parameter: Topic Name");
        }
        if (!listeners.containsKey(name) && listeners.size() >= MOST_TOPICS) {
            throw new TwinError("TopicLimitExceeded", 403, "Topic limit exceeded");
        }
        listeners.computeIfAbsent(name, any -> new ArrayList<>());
        return arn(name);
    }

    /** Ends a topic with its subscriptions; without effect when there is none of that name. */
    public synchronized void delete(String name) {
        listeners.remove(name);
    }

    /** The topics, by name. */
    public synchronized List<Arn> topics() {
        return listeners.keySet().stream().map(this::arn).toList();
    }

    /**
     * From now on the listener hears what is published, on the agenda's thread.
     *
     * @throws TwinError NotFound, SubscriptionLimitExceeded
     */
    public synchronized void subscribe(Arn topic, Consumer<Notification> listener) {
        List<Consumer<Notification>> those = find(topic);
        if (those.size() >= MOST_LISTENERS) {
            throw new TwinError("SubscriptionLimitExceeded", 403, "Subscription limit exceeded");
        }
        those.add(listener);
    }

    /**
     * Publishes a message and says its id.
     *
     * @param subject empty for none
     * @throws TwinError NotFound, InvalidParameter
     */
    public synchronized String publish(Arn topic, String subject, String message) {
        List<Consumer<Notification>> those = List.copyOf(find(topic));
        if (message.isEmpty()) {
            throw new TwinError("InvalidParameter", 400, "Invalid parameter: Empty message");
        }
        if (message.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new TwinError("InvalidParameter", 400, "Invalid parameter: Message too long");
        }
        if (subject.length() > MOST_SUBJECT_CHARACTERS || subject.chars().anyMatch(Character::isISOControl)) {
            throw new TwinError("InvalidParameter", 400, "Invalid parameter: Subject");
        }
        Notification notification = new Notification(topic, ids.next(), subject, message, agenda.instant());
        agenda.in(Duration.ZERO, () -> {
            if (!faults.isDark(region)) {
                those.forEach(listener -> listener.accept(notification));
            }
        });
        return notification.messageId();
    }

    @Override
    public void send(Sender sender, Arn target, String payload) {
        publish(target, "", payload);
    }

    private List<Consumer<Notification>> find(Arn topic) {
        List<Consumer<Notification>> those = listeners.get(topic.resource());
        if (those == null || !topic.equals(arn(topic.resource()))) {
            throw new TwinError("NotFound", 404, "Topic does not exist");
        }
        return those;
    }

    /** The ARN that a topic of that name has or would have. */
    public Arn arn(String name) {
        return new Arn("sns", region, account, name);
    }
}
