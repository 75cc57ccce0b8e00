package io.regent.lab.twin.cloudwatch;

import java.time.Instant;

/**
 * A statistic's value for one period.
 *
 * @param timestamp when the period begins
 * @param sampleCount how many samples the value stands for
 */
public record DataPoint(Instant timestamp, double value, double sampleCount) {}
