/**
 * The way to AWS: who calls, where to, with which bounds, and the few calls that are made without an SDK client. The
 * only room, beside the adapters of ports built on it, that imports the AWS SDK; imports {@code io.regent.fleet},
 * {@code io.regent.json} and {@code io.regent.process} too.
 */
@NullMarked
package io.regent.aws;

import org.jspecify.annotations.NullMarked;
