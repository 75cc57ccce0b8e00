package io.regent.lab.wire.cloudwatch;

import io.regent.lab.twin.cloudwatch.AlarmActionsContract;

class AlarmActionsWireTest extends AlarmActionsContract {
    AlarmActionsWireTest() {
        super(OverTheWire::new);
    }
}
