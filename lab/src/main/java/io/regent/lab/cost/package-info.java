/**
 * What a month costs, from the templates as they would be deployed, what the functions do in a month in which nothing
 * happens, and a table of list prices. Imports {@code io.regent.lab.stack}, the functions' rooms for the fleet and its
 * document, Jackson, {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.lab.cost;

import org.jspecify.annotations.NullMarked;
