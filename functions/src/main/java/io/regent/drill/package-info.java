/**
 * Drills: what a person asks for, and the report that answers it, as values. Imports {@code io.regent.fleet},
 * {@code io.regent.verdict}, {@code io.regent.json}, {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.drill;

import org.jspecify.annotations.NullMarked;
