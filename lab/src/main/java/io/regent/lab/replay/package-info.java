/**
 * Recordings of what vantages held in the lab and what routing control was told, and their replay with other settings.
 * Imports the world with the twin's CloudWatch, and of the functions the fleet's values, documents, verdicts, drills'
 * values, JSON and the replay.
 */
@NullMarked
package io.regent.lab.replay;

import org.jspecify.annotations.NullMarked;
