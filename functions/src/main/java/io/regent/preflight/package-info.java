/**
 * Whether tonight's failover would work: what a preflight looks at, as ports, and what it makes of that, as checks. The
 * checks are pure functions of what was learned. Imports {@code io.regent.fleet}, the pure rooms,
 * {@code io.regent.lever}, {@code io.regent.report}, {@code io.regent.drill}, {@code io.regent.json}, {@code java.*}
 * and JSpecify.
 */
@NullMarked
package io.regent.preflight;

import org.jspecify.annotations.NullMarked;
