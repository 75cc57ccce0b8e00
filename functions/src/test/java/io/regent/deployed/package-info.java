/**
 * Makes the package that is deployed, and holds it to what its code needs. Part of the build, not of the package: it
 * runs in Maven's package phase.
 */
@NullMarked
package io.regent.deployed;

import org.jspecify.annotations.NullMarked;
