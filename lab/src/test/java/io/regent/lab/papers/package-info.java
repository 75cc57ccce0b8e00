/**
 * Holds what the repository says in prose and samples to what the code does. It stands in the lab, since the functions
 * are built without the rest of the repository.
 */
@NullMarked
package io.regent.lab.papers;

import org.jspecify.annotations.NullMarked;
