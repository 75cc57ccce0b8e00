/**
 * Pictures of what happened in the lab, as SVG files. Imports the fleet's {@link io.regent.fleet.Region} and the JDK.
 */
@NullMarked
package io.regent.lab.svg;

import org.jspecify.annotations.NullMarked;
