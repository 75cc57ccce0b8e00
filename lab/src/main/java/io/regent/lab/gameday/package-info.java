/**
 * The game day: drills that people ask for, faults in between, what was expected of each, and the page that tells of it
 * all.
 */
@NullMarked
package io.regent.lab.gameday;

import org.jspecify.annotations.NullMarked;
