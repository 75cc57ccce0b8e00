/**
 * The wire front: an HTTP server on loopback that speaks the AWS protocols for the operations that the twin has, and
 * tells services, regions and callers apart by the signature's credential scope.
 */
@NullMarked
package io.regent.lab.wire;

import org.jspecify.annotations.NullMarked;
