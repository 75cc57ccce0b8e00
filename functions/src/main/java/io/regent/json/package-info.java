/**
 * JSON as a tree of values: read with limits, navigated by places that name themselves in errors, and written. Imports
 * {@code java.*}, JSpecify and jackson-core; knows nothing of what the documents mean.
 */
@NullMarked
package io.regent.json;

import org.jspecify.annotations.NullMarked;
