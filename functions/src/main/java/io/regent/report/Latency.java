package io.regent.report;

import io.regent.fleet.Region;
import io.regent.probe.Layer;
import io.regent.probe.LayerTime;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long the layers of an endpoint took over a session.
 *
 * @param layers those that answered at least once
 */
public record Latency(Region endpoint, SortedMap<Layer, Took> layers) {
    public Latency {
        layers = Collections.unmodifiableSortedMap(new TreeMap<>(layers));
    }

    /** Of an endpoint that nothing is known of yet. */
    public static Latency unknown(Region endpoint) {
        return new Latency(endpoint, Collections.emptySortedMap());
    }

    /** With one more round of it. */
    public Latency plus(Collection<LayerTime> round) {
        SortedMap<Layer, Took> more = new TreeMap<>(layers);
        round.forEach(time -> more.merge(time.layer(), new Took(time.took(), 1), Took::plus));
        return new Latency(endpoint, more);
    }

    /**
     * What a layer took in several rounds.
     *
     * @param sum over the rounds in which it answered
     * @param count how many those were, at least 1
     */
    public record Took(Duration sum, int count) {
        Took plus(Took other) {
            return new Took(sum.plus(other.sum), count + other.count);
        }

        /** In one round. */
        public Duration average() {
            return sum.dividedBy(count);
        }
    }
}
