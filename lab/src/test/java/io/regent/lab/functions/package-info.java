/**
 * The functions as they are deployed, over the wire, against the twin: their contracts with AWS, and their failures.
 */
@NullMarked
package io.regent.lab.functions;

import org.jspecify.annotations.NullMarked;
