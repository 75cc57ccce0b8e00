/**
 * AWS Lambda: functions that are Java code in this JVM, run on demand or from the asynchronous queue. Imports the
 * twin's ground, Jackson, and Lambda's own {@code Context}.
 */
@NullMarked
package io.regent.lab.twin.lambda;

import org.jspecify.annotations.NullMarked;
