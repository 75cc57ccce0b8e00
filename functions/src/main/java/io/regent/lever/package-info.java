/**
 * The two levers as ports, and what pulling them can come to. Imports the pure rooms, {@code java.*} and JSpecify; the
 * AWS side of each stands in {@code io.regent.aws}.
 */
@NullMarked
package io.regent.lever;

import org.jspecify.annotations.NullMarked;
