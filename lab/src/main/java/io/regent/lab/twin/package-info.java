/**
 * The twin: those AWS behaviours that Regent depends on, as plain Java on an {@link io.regent.lab.twin.Agenda}. Each
 * service is a subpackage; none of them knows a wire protocol, a socket or the wall clock.
 */
@NullMarked
package io.regent.lab.twin;

import org.jspecify.annotations.NullMarked;
