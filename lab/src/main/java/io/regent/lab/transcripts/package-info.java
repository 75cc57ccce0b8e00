/**
 * The reports in {@code docs/drills.md}: each action asked for in a world, and the blocks of the paper that hold what
 * came of it.
 */
@NullMarked
package io.regent.lab.transcripts;

import org.jspecify.annotations.NullMarked;
