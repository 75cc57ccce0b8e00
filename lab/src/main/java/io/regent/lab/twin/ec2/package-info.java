/**
 * Amazon EC2: the instances of a region with their status checks, its Elastic IP addresses and its security groups.
 * Imports the twin's ground.
 */
@NullMarked
package io.regent.lab.twin.ec2;

import org.jspecify.annotations.NullMarked;
