/**
 * The fleet as a person writes it: one YAML or JSON text read into {@code io.regent.fleet} values, or refused with
 * every problem it has. Imports {@code io.regent.fleet}, {@code java.*}, JSpecify and snakeyaml-engine.
 */
@NullMarked
package io.regent.document;

import org.jspecify.annotations.NullMarked;
