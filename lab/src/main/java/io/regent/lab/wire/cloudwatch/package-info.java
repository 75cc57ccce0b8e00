/**
 * CloudWatch on the wire: three protocols that decode into one tree, and the operations, each written once. Imports the
 * wire's contracts, the CloudWatch twin and Jackson.
 */
@NullMarked
package io.regent.lab.wire.cloudwatch;

import org.jspecify.annotations.NullMarked;
