/** Amazon SNS: the topics of a region, with listeners in this JVM. Imports the twin's ground. */
@NullMarked
package io.regent.lab.twin.sns;

import org.jspecify.annotations.NullMarked;
