package io.regent.lab.wire.cloudwatch;

import io.regent.lab.twin.cloudwatch.AlarmsContract;

class AlarmsWireTest extends AlarmsContract {
    AlarmsWireTest() {
        super(OverTheWire::new);
    }
}
