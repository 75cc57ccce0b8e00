package io.regent.lab.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an invocation took, as Lambda's REPORT line tells it.
 *
 * @param start how the environment came about, where this was its first invocation
 * @param duration from the invocation's hand-over to its answer
 * @param cpu what the environment's process has used of the processors since it was started; not known everywhere
 * @param peakMemoryBytes the most that its process has held at once (resident); not known everywhere
 */
public record Report(
        String function,
        Optional<Start> start,
        Duration duration,
        Optional<Duration> cpu,
        OptionalLong peakMemoryBytes) {
    /**
     * The start of an environment.
     *
     * @param restored whether from a snapshot
     * @param duration from the process's start until it asked for work, or from its release as a restored one until
     *     then
     */
    public record Start(boolean restored, Duration duration) {}
}
