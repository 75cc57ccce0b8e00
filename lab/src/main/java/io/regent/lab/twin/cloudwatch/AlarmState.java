package io.regent.lab.twin.cloudwatch;

/** The states of a metric alarm, as the API writes them. */
public enum AlarmState {
    OK,
    ALARM,
    INSUFFICIENT_DATA
}
