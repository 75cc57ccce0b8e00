package io.regent.lab.wire.cloudwatch;

import io.regent.lab.twin.cloudwatch.MetricsContract;

class MetricsWireTest extends MetricsContract {
    MetricsWireTest() {
        super(OverTheWire::new);
    }
}
