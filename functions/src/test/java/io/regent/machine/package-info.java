/** Tests of what endpoints run on. */
@NullMarked
package io.regent.machine;

import org.jspecify.annotations.NullMarked;
