/**
 * What should serve now, and the rule that says so. Pure; imports {@code io.regent.fleet}, {@code io.regent.verdict},
 * {@code io.regent.judgement}, {@code io.regent.ledger}, {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.decision;

import org.jspecify.annotations.NullMarked;
