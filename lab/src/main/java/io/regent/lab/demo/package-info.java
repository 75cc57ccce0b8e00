/** The demo's script: acts that break the world, what must come true in each, the timeline and the picture. */
@NullMarked
package io.regent.lab.demo;

import org.jspecify.annotations.NullMarked;
