package io.regent.lab.twin.cloudwatch;

class DataCoreTest extends DataContract {
    DataCoreTest() {
        super(CloudWatch.Core::new);
    }
}
