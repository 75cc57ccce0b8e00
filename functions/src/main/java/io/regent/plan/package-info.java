/**
 * The difference between what Route 53 holds and what the decision wants. Pure; imports {@code io.regent.fleet},
 * {@code io.regent.decision}, {@code io.regent.ledger}, {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.plan;

import org.jspecify.annotations.NullMarked;
