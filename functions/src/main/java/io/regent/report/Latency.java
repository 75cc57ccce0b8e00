package io.regent.report;

import io.regent.fleet.Region;
import io.regent.probe.Layer;
import java.time.Duration;

/** How long a layer of an endpoint took over a session. */
public record Latency(Region endpoint, Layer layer, Duration minimum, Duration maximum, Duration sum, int count) {
    /** One measurement. */
    public static Latency of(Region endpoint, Layer layer, Duration took) {
        return new Latency(endpoint, layer, took, took, took, 1);
    }

    /** Both together; of the same endpoint and layer. */
    public Latency plus(Latency other) {
        return new Latency(
                endpoint,
                layer,
                minimum.compareTo(other.minimum) <= 0 ? minimum : other.minimum,
                maximum.compareTo(other.maximum) >= 0 ? maximum : other.maximum,
                sum.plus(other.sum),
                count + other.count);
    }
}
