/**
 * The network between a vantage and an endpoint: loopback listeners, and the faults that can lie on a path. Imports the
 * twin's {@link io.regent.lab.twin.Faults} and the JDK; knows nothing of DNS, registries or AWS.
 */
@NullMarked
package io.regent.lab.net;

import org.jspecify.annotations.NullMarked;
