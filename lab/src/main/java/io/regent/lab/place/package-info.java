/**
 * What stands in a region of the lab: a container registry, and a load balancer in front of it. Imports
 * {@code io.regent.lab.net} and the JDK; knows nothing of DNS or AWS.
 */
@NullMarked
package io.regent.lab.place;

import org.jspecify.annotations.NullMarked;
