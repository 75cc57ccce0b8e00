/** Amazon EventBridge: the default event bus of a region. Imports the twin's ground and Jackson. */
@NullMarked
package io.regent.lab.twin.events;

import org.jspecify.annotations.NullMarked;
