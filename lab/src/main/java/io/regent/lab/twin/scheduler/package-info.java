/** Amazon EventBridge Scheduler of a region: schedules at a rate. Imports the twin's ground and Jackson. */
@NullMarked
package io.regent.lab.twin.scheduler;

import org.jspecify.annotations.NullMarked;
