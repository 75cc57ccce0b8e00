package io.regent.lab.twin.cloudwatch;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * What the data points of an alarm's evaluation range say ("Configuring how CloudWatch alarms treat missing data",
 * CloudWatch User Guide).
 *
 * @param points those that were evaluated, newest first
 * @param filled how many missing ones were made up for as the alarm's settings say
 */
record Evaluation(AlarmState state, List<DataPoint> points, int filled) {
    /**
     * How many periods more than the evaluation periods are looked at for data. The guide leaves the number open; its
     * examples look at 5 where 3 are needed.
     */
    private static final int SPARE_PERIODS = 2;

    Evaluation {
        points = List.copyOf(points);
    }

    /** The evaluation range in periods. */
    static int range(AlarmRule rule) {
        return rule.evaluationPeriods() + SPARE_PERIODS;
    }

    /**
     * Evaluates.
     *
     * @param byAge the data points there are, by how many periods ago they ended: the newest is 1
     * @return nothing when the alarm keeps the state it has
     */
    static Optional<Evaluation> of(AlarmRule rule, NavigableMap<Integer, DataPoint> byAge) {
        List<DataPoint> points =
                byAge.values().stream().limit(rule.evaluationPeriods()).toList();
        int breaching = (int) points.stream().filter(rule::isBreaching).count();
        int missing = rule.evaluationPeriods() - points.size();
        if (missing == 0 || breaching >= rule.needed()) {
            return Optional.of(by(breaching >= rule.needed(), points, 0));
        }
        return switch (rule.missingData()) {
            case BREACHING -> Optional.of(by(breaching + missing >= rule.needed(), points, missing));
            case NOT_BREACHING -> Optional.of(by(false, points, missing));
            case IGNORE -> breaching < points.size() ? Optional.of(by(false, points, 0)) : Optional.empty();
            case MISSING ->
                Optional.of(breaching < points.size() ? by(false, points, 0) : withoutAnyOk(rule, byAge, points));
        };
    }

    private static Evaluation by(boolean breaching, List<DataPoint> points, int filled) {
        return new Evaluation(breaching ? AlarmState.ALARM : AlarmState.OK, points, filled);
    }

    /**
     * Too few data points, and no good one: an alarm only once the oldest is as old as Datapoints to Alarm ("Avoiding
     * premature transitions to alarm state"). Before that the state is INSUFFICIENT_DATA, as the row "- - - - X" of the
     * guide's older editions has it.
     */
    private static Evaluation withoutAnyOk(
            AlarmRule rule, NavigableMap<Integer, DataPoint> byAge, List<DataPoint> points) {
        boolean oldEnough = !byAge.isEmpty() && byAge.lastKey() >= rule.needed();
        return new Evaluation(oldEnough ? AlarmState.ALARM : AlarmState.INSUFFICIENT_DATA, points, 0);
    }
}
