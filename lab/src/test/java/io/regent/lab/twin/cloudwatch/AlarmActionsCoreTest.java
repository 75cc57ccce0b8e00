package io.regent.lab.twin.cloudwatch;

class AlarmActionsCoreTest extends AlarmActionsContract {
    AlarmActionsCoreTest() {
        super(CloudWatch.Core::new);
    }
}
