/**
 * A vantage at work: rounds of probes for most of a minute, and short bursts for whoever asks. Imports the pure rooms,
 * {@code io.regent.report}, {@code io.regent.lever}, {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.session;

import org.jspecify.annotations.NullMarked;
