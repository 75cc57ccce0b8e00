/**
 * What the verdicts of all vantages add up to. Pure; imports {@code io.regent.fleet}, {@code io.regent.verdict},
 * {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.judgement;

import org.jspecify.annotations.NullMarked;
