/**
 * The probe's engine: name resolution, TCP, TLS, HTTP and the registry's answer, over sockets. Imports
 * {@code io.regent.probe}, {@code io.regent.fleet}, {@code java.*}, {@code javax.net.ssl}, JSpecify and dnsjava, the
 * last in one class only.
 */
@NullMarked
package io.regent.prober;

import org.jspecify.annotations.NullMarked;
