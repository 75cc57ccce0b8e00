/**
 * Drills as a person asks for them from outside: a request, the function that takes it, the call of the AWS command
 * line, the report. Knows AWS by its address alone, and nothing of the lab. Imports the functions' words for drills,
 * their JSON and the JDK.
 */
@NullMarked
package io.regent.lab.drills;

import org.jspecify.annotations.NullMarked;
