/** The controller's memory and its text in DNS. Pure; imports {@code io.regent.fleet}, {@code java.*} and JSpecify. */
@NullMarked
package io.regent.ledger;

import org.jspecify.annotations.NullMarked;
