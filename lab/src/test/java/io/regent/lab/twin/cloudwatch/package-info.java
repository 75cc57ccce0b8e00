/** What CloudWatch promises, written once for the twin's core and for the same twin behind the wire. */
@NullMarked
package io.regent.lab.twin.cloudwatch;

import org.jspecify.annotations.NullMarked;
