package io.regent.lab.wire.cloudwatch;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.regent.lab.twin.cloudwatch.CloudWatchContract;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidFormatException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * The SDK knows the twin's errors for those of the API model. It has no class for the shape {@code ResourceNotFound} of
 * the alarm operations, which therefore is a plain CloudWatchException with that code.
 */
class SdkExceptionsTest extends CloudWatchContract {
    SdkExceptionsTest() {
        super(OverTheWire::new);
    }

    private void thrown(Class<? extends CloudWatchException> type, Consumer<CloudWatchClient> call) {
        assertThatExceptionOfType(type).isThrownBy(() -> call.accept(((OverTheWire) cloudWatch).client));
    }

    @Test
    void refusalsBecomeTheModelsExceptions() {
        MetricDatum nameless = MetricDatum.builder().value(1.0).build();
        MetricDatum valueless = MetricDatum.builder().metricName("m").build();
        thrown(
                InvalidParameterValueException.class,
                client -> client.putMetricData(put -> put.namespace("AWS/EC2").metricData(List.of(nameless))));
        thrown(
                InvalidParameterCombinationException.class,
                client -> client.putMetricData(put -> put.namespace("N").metricData(List.of(valueless))));
        thrown(MissingRequiredParameterException.class, client -> client.putMetricData(put -> put.namespace("N")));
        thrown(InvalidNextTokenException.class, client -> client.describeAlarms(page -> page.nextToken("x")));
        thrown(
                InvalidFormatException.class,
                client -> client.setAlarmState(set -> set.alarmName("a")
                        .stateValue(StateValue.OK)
                        .stateReason("why")
                        .stateReasonData("{")));
    }
}
