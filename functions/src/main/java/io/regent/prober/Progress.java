package io.regent.prober;

import io.regent.probe.Layer;
import io.regent.probe.LayerTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a probe has come.
 *
 * @param layer the one that is being asked
 * @param answered the ones that have answered
 */
record Progress(Layer layer, List<LayerTime> answered) {
    static Progress at(Layer layer) {
        return new Progress(layer, List.of());
    }

    Progress entering(Layer next) {
        return new Progress(next, answered);
    }

    Progress answered(Duration took) {
        List<LayerTime> more = new ArrayList<>(answered);
        more.add(new LayerTime(layer, took));
        return new Progress(layer, List.copyOf(more));
    }
}
