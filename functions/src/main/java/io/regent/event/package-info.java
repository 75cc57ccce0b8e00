/**
 * What starts a function: the payloads of invocations, decoded into values with the time of what they tell. Imports
 * {@code io.regent.fleet}, {@code io.regent.verdict}, {@code io.regent.json}, {@code io.regent.report} (for the form of
 * its events), {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.event;

import org.jspecify.annotations.NullMarked;
