package io.regent.lab.twin.cloudwatch;

/**
 * When an alarm goes off.
 *
 * @param evaluationPeriods how many of the most recent data points are looked at (N)
 * @param datapointsToAlarm how many of them must breach (M); 0 when the request leaves it out, which means all
 */
public record AlarmRule(
        Comparison comparison,
        double threshold,
        int evaluationPeriods,
        int datapointsToAlarm,
        MissingData missingData) {
    /** M, given or not. */
    public int needed() {
        return datapointsToAlarm == 0 ? evaluationPeriods : datapointsToAlarm;
    }

    boolean isBreaching(DataPoint point) {
        return comparison.isBreaching(point.value(), threshold);
    }
}
