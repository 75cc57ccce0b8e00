/**
 * The process that everything runs in: its environment, clock, standard output and code. The one home of
 * {@link java.lang.System#getenv()}. Imports {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.process;

import org.jspecify.annotations.NullMarked;
