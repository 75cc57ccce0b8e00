/**
 * The AWS side of the ports, each class named after its technology. With {@code io.regent.aws}, the only room that
 * imports the AWS SDK; no SDK type leaves it.
 */
@NullMarked
package io.regent.adapter;

import org.jspecify.annotations.NullMarked;
