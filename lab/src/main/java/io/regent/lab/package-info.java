/** The rehearsal room. The subpackages say what each part is; this one holds only the programs that a person starts. */
@NullMarked
package io.regent.lab;

import org.jspecify.annotations.NullMarked;
