@NullMarked
package io.regent.desk;

import org.jspecify.annotations.NullMarked;
