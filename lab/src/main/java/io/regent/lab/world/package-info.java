/**
 * The lab's world: two regions with a registry each, the twin of everything AWS around them, and Regent's functions in
 * it. Imports every other room of the lab but the programs.
 */
@NullMarked
package io.regent.lab.world;

import org.jspecify.annotations.NullMarked;
