package io.regent.lab.wire.cloudwatch;

import io.regent.lab.twin.cloudwatch.DataContract;

class DataWireTest extends DataContract {
    DataWireTest() {
        super(OverTheWire::new);
    }
}
