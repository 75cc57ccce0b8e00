/**
 * What a person can tell the lab: its commands, and the terminal or pipe that they come from. Imports the fleet's
 * {@link io.regent.fleet.Region}, jline and the JDK; carries no command out itself.
 */
@NullMarked
package io.regent.lab.console;

import org.jspecify.annotations.NullMarked;
