package io.regent.probe;

import io.regent.fleet.ProbeSettings;
import io.regent.fleet.Target;
import java.time.Duration;

/**
 * One probe to make.
 *
 * @param settings what is asked and what counts as an answer; its interval, rise and fall do not matter here
 * @param timeout how long it may take, all layers together; never longer than the settings' own
 */
public record Question(Target target, ProbeSettings settings, Duration timeout) {}
