package io.regent.lab.twin.cloudwatch;

class MetricsCoreTest extends MetricsContract {
    MetricsCoreTest() {
        super(CloudWatch.Core::new);
    }
}
