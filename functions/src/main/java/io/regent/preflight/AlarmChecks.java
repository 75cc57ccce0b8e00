package io.regent.preflight;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether each alarm of a region is there, has data, and tells somebody. */
final class AlarmChecks {
    /** How often the schedule has one made. */
    private static final Duration BETWEEN_PREFLIGHTS = Duration.ofDays(1);

    private AlarmChecks() {}

    static List<Check> of(Look look) {
        return switch (look.alarms()) {
            case Learned.Unknown<List<Alarm>> unknown ->
                List.of(Check.fail(
                        look.region(),
                        "alarms",
                        "They could not be looked at: " + unknown.why(),
                        "Look whether CloudWatch answers here, and at the right cloudwatch:DescribeAlarms."));
            case Learned.Known<List<Alarm>> known -> of(look, known.value());
        };
    }

    private static List<Check> of(Look look, List<Alarm> found) {
        Map<String, Alarm> alarms =
                found.stream().collect(Collectors.toMap(Alarm::name, Function.identity(), (one, same) -> one));
        List<Check> checks = new ArrayList<>();
        List<String> expected = new ArrayList<>(ExpectedAlarms.of(look.service()));
        ExpectedAlarms.OF_AN_INSTANCE.stream()
                .filter(name -> !look.machine().isEmpty() || alarms.containsKey(look.name() + "-" + name))
                .forEach(expected::add);
        // Who chose the cheap form has none of them, which cannot be told from one that is gone.
        ExpectedAlarms.OF_FAST_SESSIONS.stream()
                .filter(name -> alarms.containsKey(look.name() + "-" + name))
                .forEach(expected::add);
        for (String name : expected) {
            String full = look.name() + "-" + name;
            Alarm alarm = alarms.get(full);
            if (alarm == null) {
                checks.add(Check.fail(
                        look.region(),
                        "alarm " + full,
                        "There is no such alarm in this region.",
                        "Deploy the regional stack again. CloudFormation does not see that it is gone: change it in the"
                                + " template, or delete it there first."));
            } else {
                checks.addAll(of(look, name, alarm));
            }
        }
        if (checks.stream().allMatch(check -> check.result() == Check.Result.OK)) {
            String others = (checks.isEmpty() ? "All %d" : "The other %d").formatted(expected.size() - checks.size());
            checks.addFirst(Check.ok(look.region(), "alarms", others + " are there, have data, and tell somebody."));
        }
        return checks;
    }

    private static List<Check> of(Look look, String name, Alarm alarm) {
        List<Check> checks = new ArrayList<>();
        if (!alarm.tells()) {
            checks.add(Check.fail(
                    look.region(),
                    "alarm " + alarm.name(),
                    "Its actions are disabled, or it has none: it tells nobody.",
                    "aws cloudwatch enable-alarm-actions --region %s --alarm-names %s"
                            .formatted(look.region(), alarm.name())));
        }
        boolean own = ExpectedAlarms.OF_PREFLIGHTS.contains(name);
        if (own
                && alarm.state() != Alarm.State.OK
                && look.at().isBefore(alarm.changed().plus(BETWEEN_PREFLIGHTS))) {
            checks.add(Check.ok(
                    look.region(),
                    "alarm " + alarm.name(),
                    "It was made or changed at %s: before a day is over it is not quiet, unless a daily preflight passes."
                                    .formatted(alarm.changed().truncatedTo(ChronoUnit.SECONDS))
                            + " docs/runbook.md, \"preflight\", has one made now."));
            return checks;
        }
        switch (alarm.state()) {
            case OK -> {}
            case ALARM ->
                checks.add(Check.warn(
                        look.region(),
                        "alarm " + alarm.name(),
                        "It is in ALARM: " + alarm.reason(),
                        "docs/runbook.md, \"%s\".".formatted(section(look, name))));
            case INSUFFICIENT_DATA ->
                checks.add(Check.fail(
                        look.region(),
                        "alarm " + alarm.name(),
                        "It has no data, so it would not go off: nobody puts %s."
                                .formatted(alarm.rule().metric()),
                        own
                                ? "Look at the schedule %1$s-preflight and the log of %1$s-look.".formatted(look.name())
                                : "Look at the logs of %1$s-probe and %1$s-failover; a new deployment needs some"
                                                .formatted(look.name())
                                        + " minutes."));
        }
        return checks;
    }

    /** The runbook has one section for the alarms of all endpoints. */
    private static String section(Look look, String name) {
        return look.service().endpoints().stream()
                .map(endpoint -> "-" + endpoint.region())
                .filter(name::endsWith)
                .findFirst()
                .map(region -> name.substring(0, name.length() - region.length()))
                .orElse(name);
    }
}
