/**
 * What Regent does, seen from outside: the answers of DNS, the events on the buses, the batches at Route 53. Knows the
 * world, and no script.
 */
@NullMarked
package io.regent.lab.witness;

import org.jspecify.annotations.NullMarked;
