/** CloudWatch over the wire, asked with AWS's own SDK and byte by byte. */
@NullMarked
package io.regent.lab.wire.cloudwatch;

import org.jspecify.annotations.NullMarked;
