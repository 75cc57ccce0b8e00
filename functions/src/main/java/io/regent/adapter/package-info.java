/**
 * The AWS side of the ports, each class named after its technology. With {@code io.regent.aws}, the only room that
 * imports the AWS SDK, but for {@code io.regent.machine}, which makes its calls as these do; no SDK type leaves them.
 */
@NullMarked
package io.regent.adapter;

import org.jspecify.annotations.NullMarked;
