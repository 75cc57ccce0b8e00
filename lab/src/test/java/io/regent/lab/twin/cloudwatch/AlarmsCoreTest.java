package io.regent.lab.twin.cloudwatch;

class AlarmsCoreTest extends AlarmsContract {
    AlarmsCoreTest() {
        super(CloudWatch.Core::new);
    }
}
