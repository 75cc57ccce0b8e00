/**
 * What exists: services, their endpoints and vantages, and the settings that the later steps follow. Values only;
 * imports {@code java.*} and JSpecify.
 */
@NullMarked
package io.regent.fleet;

import org.jspecify.annotations.NullMarked;
