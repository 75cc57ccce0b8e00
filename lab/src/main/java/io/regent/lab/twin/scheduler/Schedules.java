package io.regent.lab.twin.scheduler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.fleet.Region;
import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Deliveries;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.Identities;
import io.regent.lab.twin.Sender;
import io.regent.lab.twin.Targets;
import io.regent.lab.twin.TwinError;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * EventBridge Scheduler in one region. A tick that falls into a time when the region is dark never comes; one that
 * finds its target unable is tried again by its retry policy. Thread-safe.
 */
public final class Schedules {
    private static final String PRINCIPAL = "scheduler.amazonaws.com";
    private static final int MOST_SCHEDULES = 1000;

    private final Region region;
    private final String account;
    private final Agenda agenda;
    private final Faults faults;
    private final Deliveries deliveries;
    private final Pace pace;
    private final Identities ids;
    private final Map<String, Ticking> byName = new TreeMap<>();

    public Schedules(Region region, String account, Agenda agenda, Faults faults, Targets targets, Pace pace) {
        this.region = region;
        this.account = account;
        this.agenda = agenda;
        this.faults = faults;
        this.deliveries = new Deliveries(region, agenda, faults, targets);
        this.pace = pace;
        this.ids = new Identities("scheduler " + region);
    }

    /**
     * Makes a schedule.
     *
     * @throws TwinError ValidationException, ConflictException, ServiceQuotaExceededException
     */
    public synchronized Arn create(
            String name, String expression, boolean enabled, String description, Schedule.Target target) {
        if (!name.matches("[0-9a-zA-Z-_.]{1,64}")) {
            throw new TwinError(
                    "ValidationException", 400, "Name '" + name + "': must satisfy ^[0-9a-zA-Z-_.]+$, 64 characters");
        }
        Rate rate = Rate.parse(expression);
        if (byName.containsKey(name)) {
            throw new TwinError("ConflictException", 409, "Schedule " + name + " already exists.");
        }
        return begin(name, expression, rate, enabled, description, target);
    }

    /**
     * Makes a schedule, or has the one of that name follow other settings from its next tick on.
     *
     * @throws TwinError as {@link #create}
     */
    public synchronized Arn put(
            String name, String expression, boolean enabled, String description, Schedule.Target target) {
        if (!byName.containsKey(name)) {
            return create(name, expression, enabled, description, target);
        }
        return begin(name, expression, Rate.parse(expression), enabled, description, target);
    }

    private Arn begin(
            String name, String expression, Rate rate, boolean enabled, String description, Schedule.Target target) {
        if (byName.size() >= MOST_SCHEDULES) {
            throw new TwinError("ServiceQuotaExceededException", 402, "The number of schedules exceeds the quota.");
        }
        Arn arn = arn(name);
        Instant now = agenda.instant();
        Schedule schedule = new Schedule(name, arn, expression, enabled, description, target, now);
        Ticking ticking = new Ticking(schedule, rate.period(pace.minute()));
        byName.put(name, ticking);
        if (enabled) {
            ticking.plan(nextMinute(now));
        }
        return arn;
    }

    /**
     * A schedule by its name.
     *
     * @throws TwinError ResourceNotFoundException
     */
    public synchronized Schedule schedule(String name) {
        return find(name).schedule;
    }

    /** The schedules, by name. */
    public synchronized List<Schedule> schedules() {
        return byName.values().stream().map(ticking -> ticking.schedule).toList();
    }

    /**
     * Ends a schedule.
     *
     * @throws TwinError ResourceNotFoundException
     */
    public synchronized void delete(String name) {
        find(name);
        byName.remove(name);
    }

    /** The ARN that a schedule of that name has or would have. */
    public Arn arn(String name) {
        return new Arn("scheduler", region, account, "schedule/default/" + name);
    }

    private Ticking find(String name) {
        Ticking ticking = byName.get(name);
        if (ticking == null) {
            throw new TwinError("ResourceNotFoundException", 404, "Schedule " + name + " does not exist.");
        }
        return ticking;
    }

    /** The first full minute whose tick is still to come. */
    private Instant nextMinute(Instant now) {
        long minute = pace.minute().toMillis();
        Instant begun = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), minute) * minute);
        return begun.plus(pace.offset()).isBefore(now) ? begun.plus(pace.minute()) : begun;
    }

    private final class Ticking {
        private final Schedule schedule;
        private final Duration period;

        Ticking(Schedule schedule, Duration period) {
            this.schedule = schedule;
            this.period = period;
        }

        void plan(Instant scheduledTime) {
            agenda.at(scheduledTime.plus(pace.offset()), () -> tick(scheduledTime));
        }

        private void tick(Instant scheduledTime) {
            synchronized (Schedules.this) {
                if (byName.get(schedule.name()) != this) {
                    return;
                }
                plan(scheduledTime.plus(period));
            }
            if (!faults.isDark(region)) {
                String execution = ids.next();
                Schedule.Target target = schedule.target();
                Sender sender = new Sender.Role(
                        PRINCIPAL, target.roleArn(), schedule.arn().toString());
                deliveries.begin(
                        sender,
                        target.arn(),
                        attempt -> payload(scheduledTime, execution, attempt),
                        target.retryPolicy());
            }
        }

        /** "Adding context attributes" in the EventBridge Scheduler User Guide. */
        private String payload(Instant scheduledTime, String execution, int attempt) {
            String time = scheduledTime.truncatedTo(ChronoUnit.SECONDS).toString();
            String input = schedule.target().input();
            if (input.isEmpty()) {
                return scheduledEvent(time, execution).toString();
            }
            return input.replace("<aws.scheduler.schedule-arn>", schedule.arn().toString())
                    .replace("<aws.scheduler.scheduled-time>", time)
                    .replace("<aws.scheduler.execution-id>", execution)
                    .replace("<aws.scheduler.attempt-number>", Integer.toString(attempt));
        }

        private ObjectNode scheduledEvent(String time, String id) {
            ObjectNode event = JsonNodeFactory.instance.objectNode();
            event.put("version", "0");
            event.put("id", id);
            event.put("detail-type", "Scheduled Event");
            event.put("source", "aws.scheduler");
            event.put("account", account);
            event.put("time", time);
            event.put("region", region.id());
            event.putArray("resources").add(schedule.arn().toString());
            event.put("detail", "{}");
            return event;
        }
    }
}
