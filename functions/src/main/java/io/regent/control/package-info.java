/**
 * One run of the controller: read, judge, ask again, decide, plan, pull both levers. Imports the pure rooms,
 * {@code io.regent.lever}, {@code java.*} and JSpecify; everything outside stands behind a port.
 */
@NullMarked
package io.regent.control;

import org.jspecify.annotations.NullMarked;
