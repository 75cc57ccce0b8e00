/** AWS Systems Manager: the parameter store of a region. Imports the twin's ground. */
@NullMarked
package io.regent.lab.twin.ssm;

import org.jspecify.annotations.NullMarked;
