package io.regent.lab.twin.cloudwatch;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which alarms DescribeAlarms is to tell of.
 *
 * @param names these, or any when empty
 * @param namePrefix empty for any
 * @param states any of these
 * @param actionPrefix only alarms with an action that begins so; empty for any
 */
public record AlarmFilter(List<String> names, String namePrefix, Set<AlarmState> states, String actionPrefix) {
    public static final AlarmFilter ALL = new AlarmFilter(List.of(), "", EnumSet.allOf(AlarmState.class), "");

    public AlarmFilter {
        names = List.copyOf(names);
        states = Set.copyOf(states);
    }

    boolean accepts(Alarm alarm) {
        AlarmSettings settings = alarm.settings();
        return (names.isEmpty() || names.contains(settings.name()))
                && settings.name().startsWith(namePrefix)
                && states.contains(alarm.status().value())
                && (actionPrefix.isEmpty() || hasAction(settings.targets()));
    }

    private boolean hasAction(AlarmTargets targets) {
        return EnumSet.allOf(AlarmState.class).stream()
                .flatMap(state -> targets.on(state).stream())
                .anyMatch(target -> target.startsWith(actionPrefix));
    }
}
