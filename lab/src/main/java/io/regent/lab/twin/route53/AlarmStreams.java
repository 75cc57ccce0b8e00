package io.regent.lab.twin.route53;

import java.util.Optional;

/**
 * CloudWatch, as far as health checks follow it: "Route 53 monitors the data stream for the corresponding alarm instead
 * of monitoring the alarm state" (Developer Guide, "Types of Amazon Route 53 health checks"). Called from many threads.
 */
public interface AlarmStreams {
    /** An account without alarms. */
    AlarmStreams NONE = new AlarmStreams() {
        @Override
        public Optional<Found> find(AlarmIdentifier alarm) {
            return Optional.empty();
        }

        @Override
        public Data read(String region, AlarmCopy settings) {
            return Data.INSUFFICIENT;
        }
    };

    /** An alarm of the account as it is set at this moment; nothing where there is none of that name in that region. */
    Optional<Found> find(AlarmIdentifier alarm);

    /** What the data of a region say now, measured by an alarm's settings; insufficient where they cannot be had. */
    Data read(String region, AlarmCopy settings);

    /**
     * An alarm's settings.
     *
     * @param datapointsToAlarm M of an "M out of N" alarm; the same as the evaluation periods for any other
     */
    record Found(AlarmCopy settings, int datapointsToAlarm) {}

    /** What a data stream says. */
    enum Data {
        OK,
        ALARM,
        INSUFFICIENT
    }
}
