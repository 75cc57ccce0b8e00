/**
 * The lab's DNS server: what {@code dig} and the JVM ask. Each address that it listens on has
 * {@link io.regent.lab.dns.Answers} of its own; {@link io.regent.lab.dns.TwinAnswers} are those of a name server of the
 * Route 53 twin. Imports dnsjava for the messages, {@link io.regent.lab.twin.route53}, and the JDK.
 */
@NullMarked
package io.regent.lab.dns;

import org.jspecify.annotations.NullMarked;
