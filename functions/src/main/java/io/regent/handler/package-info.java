/**
 * The functions: decode, call, encode; and the one place that wires everything together. Imports every other room; none
 * imports it.
 */
@NullMarked
package io.regent.handler;

import org.jspecify.annotations.NullMarked;
