/**
 * Benchmarks: what is measured, its goal, and a table. Times are taken in JVMs of their own, with the flags of the
 * deployed functions. Judges nothing. Imports everything of Regent that it measures; nothing imports it but the
 * programs.
 */
@NullMarked
package io.regent.lab.bench;

import org.jspecify.annotations.NullMarked;
