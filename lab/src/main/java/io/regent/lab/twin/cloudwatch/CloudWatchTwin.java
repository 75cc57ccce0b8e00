package io.regent.lab.twin.cloudwatch;

import io.regent.fleet.Region;
import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.TwinError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The CloudWatch of one region. Its methods are the API's operations and refuse with a {@link TwinError} that has the
 * API's error code. Thread-safe.
 */
public final class CloudWatchTwin implements InstantSource {
    private final Agenda agenda;
    private final Pace pace;
    private final MetricStore metrics;
    private final DataReader reader;
    private final AlarmBook alarms;

    /**
     * An empty one.
     *
     * @param account the twelve digits that stand in its ARNs
     */
    public CloudWatchTwin(Region region, String account, Agenda agenda, Pace pace, AlarmActions actions) {
        this.agenda = agenda;
        this.pace = pace;
        metrics = new MetricStore(agenda, pace.minute());
        reader = new DataReader(metrics);
        alarms = new AlarmBook(region, account, agenda, pace, metrics, actions);
    }

    /** The ARN that an alarm of that name has or would have. */
    public String alarmArn(String name) {
        return alarms.arn(name);
    }

    /** What time it is there: the timestamp of a datum that brings none. */
    @Override
    public Instant instant() {
        return agenda.instant();
    }

    /** Takes all of the data or, if any of it is wrong, none. */
    public void putMetricData(String namespace, List<Datum> data) {
        PutRules.check(namespace, data, agenda.instant());
        metrics.put(namespace, data, pace.visibility());
    }

    /**
     * What another service of AWS measures, in a namespace such as {@code AWS/Lambda} that is closed to everybody else.
     */
    public void record(String namespace, Datum datum) {
        metrics.put(namespace, List.of(datum), pace.visibility());
    }

    /** Data points of up to 500 metrics, page by page. */
    public DataPage getMetricData(DataRequest request) {
        return reader.read(request);
    }

    /**
     * The metrics that have data, in the order of their names.
     *
     * @param nextToken empty for the first page
     */
    public MetricsPage listMetrics(MetricFilter filter, String nextToken) {
        return metrics.list(filter, nextToken);
    }

    /** Makes an alarm, or gives one that exists other settings and leaves its state as it is. */
    public void putMetricAlarm(AlarmSettings settings) {
        alarms.put(settings);
    }

    /**
     * Alarms in the order of their names.
     *
     * @param maxRecords how many at once, from 1 to 100
     * @param nextToken empty for the first page
     */
    public AlarmsPage describeAlarms(AlarmFilter filter, int maxRecords, String nextToken) {
        return alarms.describe(filter, maxRecords, nextToken);
    }

    /**
     * What the data of a metric say now by the rule of an alarm, whatever the state of any alarm is: the data stream
     * that Route 53's health checks follow ("Types of Amazon Route 53 health checks", Route 53 Developer Guide).
     * Missing data are missing, however the rule treats them, and a metric of high resolution has none for them.
     *
     * @param watched by a statistic that {@link #putMetricAlarm} takes
     */
    public AlarmState alarmData(MetricStat watched, AlarmRule rule) {
        return alarms.stream(watched, rule);
    }

    /** Deletes those of the names that exist; refuses afterwards if one did not. */
    public void deleteAlarms(List<String> names) {
        alarms.delete(names);
    }

    /** EnableAlarmActions and DisableAlarmActions; names of no alarm are passed over. */
    public void enableAlarmActions(List<String> names, boolean enabled) {
        alarms.enable(names, enabled);
    }

    /**
     * Puts an alarm into a state, with all that follows from the change, until its next evaluation.
     *
     * @param reasonData JSON; empty for none
     */
    public void setAlarmState(String name, AlarmState state, String reason, String reasonData) {
        alarms.set(name, state, reason, reasonData);
    }
}
