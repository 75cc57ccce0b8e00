/**
 * Route 53: hosted zones, record sets changed by atomic batches, health checks, and the answers that the zones' name
 * servers give once a change has reached them. Imports {@link io.regent.lab.twin} and the JDK; knows no wire format and
 * no DNS message.
 */
@NullMarked
package io.regent.lab.twin.route53;

import org.jspecify.annotations.NullMarked;
