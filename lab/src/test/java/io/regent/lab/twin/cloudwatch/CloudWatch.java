package io.regent.lab.twin.cloudwatch;

import java.util.List;

/** CloudWatch's operations as the contract asks them, whatever is between. Refuses with a TwinError. */
public interface CloudWatch extends AutoCloseable {
    void putMetricData(String namespace, List<Datum> data);

    DataPage getMetricData(DataRequest request);

    MetricsPage listMetrics(MetricFilter filter, String nextToken);

    void putMetricAlarm(AlarmSettings settings);

    AlarmsPage describeAlarms(AlarmFilter filter, int maxRecords, String nextToken);

    void deleteAlarms(List<String> names);

    void enableAlarmActions(List<String> names, boolean enabled);

    void setAlarmState(String name, AlarmState state, String reason, String reasonData);

    @Override
    void close();

    /** The twin itself. */
    record Core(CloudWatchTwin twin) implements CloudWatch {
        @Override
        public void putMetricData(String namespace, List<Datum> data) {
            twin.putMetricData(namespace, data);
        }

        @Override
        public DataPage getMetricData(DataRequest request) {
            return twin.getMetricData(request);
        }

        @Override
        public MetricsPage listMetrics(MetricFilter filter, String nextToken) {
            return twin.listMetrics(filter, nextToken);
        }

        @Override
        public void putMetricAlarm(AlarmSettings settings) {
            twin.putMetricAlarm(settings);
        }

        @Override
        public AlarmsPage describeAlarms(AlarmFilter filter, int maxRecords, String nextToken) {
            return twin.describeAlarms(filter, maxRecords, nextToken);
        }

        @Override
        public void deleteAlarms(List<String> names) {
            twin.deleteAlarms(names);
        }

        @Override
        public void enableAlarmActions(List<String> names, boolean enabled) {
            twin.enableAlarmActions(names, enabled);
        }

        @Override
        public void setAlarmState(String name, AlarmState state, String reason, String reasonData) {
            twin.setAlarmState(name, state, reason, reasonData);
        }

        @Override
        public void close() {}
    }
}
