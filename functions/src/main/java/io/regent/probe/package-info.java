/**
 * What a probe is and what it finds: values, and the port that probes. Imports {@code io.regent.fleet}, {@code java.*}
 * and JSpecify.
 */
@NullMarked
package io.regent.probe;

import org.jspecify.annotations.NullMarked;
