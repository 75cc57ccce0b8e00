/**
 * The desk that answers people: holds what they ask for against what stands, acts on the same levers as the controller,
 * follows what comes of it, and reports. What it decides is pure, in {@link io.regent.desk.Deliberation}; what reaches
 * outside sits behind ports. Imports the rooms of the data's way, {@code io.regent.drill}, {@code io.regent.report},
 * {@code io.regent.json}, {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.desk;

import org.jspecify.annotations.NullMarked;
