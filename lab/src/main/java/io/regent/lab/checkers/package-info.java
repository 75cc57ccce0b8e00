/**
 * Route 53's health checkers over real connections. Imports {@code io.regent.lab.twin.route53} for what they are asked
 * to do, {@code io.regent.lab.place} for reading HTTP, and the JDK.
 */
@NullMarked
package io.regent.lab.checkers;

import org.jspecify.annotations.NullMarked;
