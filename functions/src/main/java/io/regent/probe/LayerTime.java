package io.regent.probe;

import java.time.Duration;

/** A layer that answered, and how long that took, the layers before it not counted. */
public record LayerTime(Layer layer, Duration took) {}
