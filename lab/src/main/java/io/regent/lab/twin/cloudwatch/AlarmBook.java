package io.regent.lab.twin.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regent.fleet.Region;
import io.regent.lab.twin.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The alarms of one region: their settings, their states, and when each is looked at next. Thread-safe. */
final class AlarmBook {
    /** "You can create up to 5000 alarms per region per AWS account" (CloudWatch User Guide). */
    private static final int MOST_ALARMS = 5_000;

    private static final int MOST_NAMES = 100;

    /** An alarm and its next evaluation. */
    private static final class Watch {
        Alarm alarm;
        Agenda.Entry next = () -> {};

        Watch(Alarm alarm) {
            this.alarm = alarm;
        }
    }

    private final Region region;
    private final String account;
    private final Agenda agenda;
    private final Pace pace;
    private final MetricStore metrics;
    private final AlarmActions actions;
    private final NavigableMap<String, Watch> alarms = new TreeMap<>();

    AlarmBook(Region region, String account, Agenda agenda, Pace pace, MetricStore metrics, AlarmActions actions) {
        this.region = region;
        this.account = account;
        this.agenda = agenda;
        this.pace = pace;
        this.metrics = metrics;
        this.actions = actions;
    }

    synchronized void put(AlarmSettings settings) {
        AlarmRules.check(settings);
        Instant now = agenda.instant();
        Watch watch = alarms.get(settings.name());
        if (watch == null) {
            if (alarms.size() >= MOST_ALARMS) {
                throw Refusal.limit("There are " + MOST_ALARMS + " alarms already.");
            }
            Alarm.Status first = new Alarm.Status(AlarmState.INSUFFICIENT_DATA, StateReason.AT_FIRST, "", now);
            watch = new Watch(new Alarm(settings, arn(settings.name()), now, first));
            alarms.put(settings.name(), watch);
        } else {
            watch.next.cancel();
            watch.alarm = watch.alarm.with(settings, now);
        }
        lookLater(watch, now);
    }

    String arn(String name) {
        return "arn:aws:cloudwatch:" + region + ":" + account + ":alarm:" + name;
    }

    synchronized AlarmsPage describe(AlarmFilter filter, int most, String nextToken) {
        if (!filter.names().isEmpty() && !filter.namePrefix().isEmpty()) {
            throw Refusal.validation("AlarmNamePrefix and AlarmNames cannot be given together.");
        }
        checkNames(filter.names());
        if (most < 1 || most > MOST_NAMES) {
            throw Refusal.validation(
                    "The parameter MaxRecords must be from 1 to " + MOST_NAMES + ", not " + most + ".");
        }
        String after = nextToken.isEmpty() ? "" : PageToken.position(nextToken, filter);
        List<Alarm> found = alarms.tailMap(after, false).values().stream()
                .map(watch -> watch.alarm)
                .filter(filter::accepts)
                .limit(most + 1L)
                .toList();
        if (found.size() <= most) {
            return new AlarmsPage(found, "");
        }
        List<Alarm> page = found.subList(0, most);
        return new AlarmsPage(page, PageToken.of(page.getLast().settings().name(), filter));
    }

    /** Deletes those that exist, and refuses if any did not. */
    synchronized void delete(List<String> names) {
        checkNames(names);
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            Watch watch = alarms.remove(name);
            if (watch == null) {
                unknown.add(name);
            } else {
                watch.next.cancel();
            }
        }
        if (!unknown.isEmpty()) {
            throw Refusal.notFound(unknown.getFirst());
        }
    }

    synchronized void enable(List<String> names, boolean yes) {
        checkNames(names);
        for (String name : names) {
            Watch watch = alarms.get(name);
            if (watch != null) {
                watch.alarm = watch.alarm.with(watch.alarm.settings().enabled(yes), agenda.instant());
            }
        }
    }

    synchronized void set(String name, AlarmState state, String reason, String reasonData) {
        if (!reasonData.isEmpty() && !isJson(reasonData)) {
            throw Refusal.format("StateReasonData is not JSON.");
        }
        Watch watch = alarms.get(name);
        if (watch == null) {
            throw Refusal.notFound(name);
        }
        change(watch, new Alarm.Status(state, reason, reasonData, agenda.instant()));
    }

    private static boolean isJson(String text) {
        try {
            new ObjectMapper().readTree(text);
            return true;
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }

    private static void checkNames(List<String> names) {
        if (names.size() > MOST_NAMES) {
            throw Refusal.validation("The collection AlarmNames must not have a size greater than " + MOST_NAMES + ".");
        }
    }

    private void lookLater(Watch watch, Instant now) {
        Duration between = pace.between(watch.alarm.settings().watched().period());
        long step = between.toMillis();
        Instant due = Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), step) + 1) * step);
        watch.next = agenda.at(due, () -> look(watch, due));
    }

    private synchronized void look(Watch watch, Instant due) {
        AlarmSettings settings = watch.alarm.settings();
        if (alarms.get(settings.name()) != watch) {
            return;
        }
        Instant now = agenda.instant();
        lookLater(watch, now.isBefore(due) ? due : now);
        Optional<Evaluation> evaluation =
                Evaluation.of(settings.rule(), points(settings.watched(), settings.rule(), due));
        evaluation.ifPresent(found -> change(
                watch,
                new Alarm.Status(
                        found.state(),
                        StateReason.text(settings.rule(), found),
                        StateReason.data(settings, found, now),
                        now)));
    }

    /** What an alarm of such settings would find now; missing data are missing, however the alarm treats them. */
    AlarmState stream(MetricStat watched, AlarmRule rule) {
        if (metrics.isHighResolution(watched.metric())) {
            return AlarmState.INSUFFICIENT_DATA;
        }
        AlarmRule plain = new AlarmRule(
                rule.comparison(),
                rule.threshold(),
                rule.evaluationPeriods(),
                rule.datapointsToAlarm(),
                MissingData.MISSING);
        return Evaluation.of(plain, points(watched, plain, agenda.instant()))
                .map(Evaluation::state)
                .orElse(AlarmState.INSUFFICIENT_DATA);
    }

    /** The windows slide with the evaluation: "at the end of minute 6, … the data from minutes 2 to 6". */
    private NavigableMap<Integer, DataPoint> points(MetricStat watched, AlarmRule rule, Instant due) {
        int range = Evaluation.range(rule);
        int period = pace.lasting(watched.period());
        MetricStat paced = new MetricStat(watched.metric(), period, watched.stat(), watched.unit());
        Instant from = due.minusSeconds((long) range * period);
        Statistic statistic = Statistic.parse(watched.stat()).orElseThrow();
        NavigableMap<Integer, DataPoint> byAge = new TreeMap<>();
        for (DataPoint point : metrics.read(paced, statistic, from, due)) {
            long periodsIn = (point.timestamp().getEpochSecond() - from.getEpochSecond()) / period;
            byAge.put(range - (int) periodsIn, point);
        }
        return byAge;
    }

    private void change(Watch watch, Alarm.Status status) {
        Alarm.Status before = watch.alarm.status();
        if (before.value() == status.value()) {
            return;
        }
        Alarm alarm = watch.alarm.with(status);
        watch.alarm = alarm;
        AlarmMessages messages = new AlarmMessages(alarm, before, account, region.id());
        Instant now = status.since();
        // By the agenda, so that nobody is called back while this book is locked, and one failure stops nothing else.
        agenda.at(
                now,
                () -> actions.announce(
                        new AlarmActions.StateChange(region, account, now, alarm.arn(), messages.detail())));
        AlarmTargets targets = alarm.settings().targets();
        if (targets.enabled()) {
            for (String target : targets.on(status.value())) {
                agenda.at(now, () -> setOff(alarm, target, messages));
            }
        }
    }

    private void setOff(Alarm alarm, String target, AlarmMessages messages) {
        switch (target.split(":", -1)[2]) {
            case "lambda" -> actions.invoke(alarm.arn(), target, messages.payload());
            case "sns" -> actions.publish(alarm.arn(), target, messages.subject(), messages.message());
            default ->
                actions.operate(
                        target.substring(target.lastIndexOf(':') + 1),
                        alarm.settings().watched().metric().dimensions().getOrDefault("InstanceId", ""));
        }
    }
}
