/**
 * Benchmarks: what is measured, its goal, and a table. Each runs what it measures in JVMs of its own, with the flags of
 * the deployed functions, and judges nothing. Imports everything of Regent that it measures; nothing imports it but the
 * programs.
 */
@NullMarked
package io.regent.lab.bench;

import org.jspecify.annotations.NullMarked;
