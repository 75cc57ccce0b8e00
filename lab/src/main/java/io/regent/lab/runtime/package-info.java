/**
 * Functions as genuine Lambda processes: AWS's runtime interface client in JVMs of their own, which ask the lab's
 * Runtime API for work, are frozen between invocations, and start from a snapshot where the function has SnapStart.
 * Imports {@code twin.lambda}, whose function code this is, {@code place} for processes that cannot outlive the lab,
 * Jackson, and Lambda's {@code Context}.
 */
@NullMarked
package io.regent.lab.runtime;

import org.jspecify.annotations.NullMarked;
