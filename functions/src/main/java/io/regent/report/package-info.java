/**
 * What happened: metrics, events and decision records, all made from the values that the steps returned, and the ports
 * that carry them out. Imports the pure rooms, {@code io.regent.lever}, {@code io.regent.control},
 * {@code io.regent.json}, {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.report;

import org.jspecify.annotations.NullMarked;
