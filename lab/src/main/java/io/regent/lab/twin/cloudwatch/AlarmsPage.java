package io.regent.lab.twin.cloudwatch;

import java.util.List;

/**
 * Alarms by their names, and how to go on.
 *
 * @param nextToken empty when these are the last
 */
public record AlarmsPage(List<Alarm> alarms, String nextToken) {
    public AlarmsPage {
        alarms = List.copyOf(alarms);
    }
}
