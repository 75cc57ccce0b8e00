/**
 * What an endpoint runs on, as EC2 has it: the instance, its status checks, its Elastic IP and its open ports, for
 * whoever asks why an endpoint is DOWN, and the two repairs that may be made there. The only room that imports the EC2
 * client, which is in a layer of its own: prober and controller do without, so nothing that they can come to may come
 * here. Imports {@code io.regent.fleet}, {@code io.regent.drill}, {@code io.regent.json}, {@code io.regent.report},
 * {@code io.regent.aws}, {@code io.regent.adapter} and the AWS SDK.
 */
@NullMarked
package io.regent.machine;

import org.jspecify.annotations.NullMarked;
