/**
 * AWS Identity and Access Management: policies as templates write them, roles, resources' policies, and who may do what
 * by them. Imports Jackson.
 */
@NullMarked
package io.regent.lab.twin.iam;

import org.jspecify.annotations.NullMarked;
