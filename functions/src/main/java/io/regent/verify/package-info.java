/**
 * Asks name servers what they answer: the authoritative ones of a service's zone, found by DNS itself, and resolvers.
 * Questions leave by a port, {@link io.regent.verify.DnsTransport}; what becomes of the answers is pure. Imports
 * {@code io.regent.fleet}, {@code io.regent.ledger}, {@code io.regent.drill}, {@code io.regent.json}, {@code java.*},
 * JSpecify and dnsjava, the last in one class only.
 */
@NullMarked
package io.regent.verify;

import org.jspecify.annotations.NullMarked;
