/**
 * What other settings would have made of a past period: its verdicts run through the pure steps, side by side, against
 * what did happen. Pure but for its port to what was published; imports {@code io.regent.fleet},
 * {@code io.regent.verdict}, {@code io.regent.judgement}, {@code io.regent.ledger}, {@code io.regent.decision},
 * {@code io.regent.control}, {@code io.regent.drill}, {@code io.regent.json}, {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.replay;

import org.jspecify.annotations.NullMarked;
