@NullMarked
package io.regent.adapter;

import org.jspecify.annotations.NullMarked;
