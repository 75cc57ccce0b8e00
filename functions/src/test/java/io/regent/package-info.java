/** Tests of what the rooms add up to, and of which room may import which. */
@NullMarked
package io.regent;

import org.jspecify.annotations.NullMarked;
