/**
 * CloudWatch as far as Regent depends on it: metrics, GetMetricData and metric alarms with their actions. Bounds of the
 * twin's own: sub-minute data is kept for 3 hours (as AWS does), one-minute data for 24 hours (AWS: 15 days), and no
 * metric math. Imports the twin's own package, {@code io.regent.fleet} and Jackson for the texts that alarms send.
 */
@NullMarked
package io.regent.lab.twin.cloudwatch;

import org.jspecify.annotations.NullMarked;
