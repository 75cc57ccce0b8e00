/**
 * Carries the fleet document into the templates: writes {@code routing.yaml} wholly, and the marked blocks of
 * {@code template.yaml}. Imports {@code io.regent.document}, {@code io.regent.fleet}, snakeyaml-engine, Jackson and the
 * JDK.
 */
@NullMarked
package io.regent.lab.routing;

import org.jspecify.annotations.NullMarked;
