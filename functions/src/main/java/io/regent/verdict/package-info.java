/**
 * What one vantage holds of the endpoints after counting its observations. Pure; imports {@code io.regent.fleet},
 * {@code io.regent.probe}, {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.verdict;

import org.jspecify.annotations.NullMarked;
