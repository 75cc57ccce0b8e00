/**
 * What CloudFormation would make in an account, made in the twin: a kind of resource for each type that the templates
 * use, the network that the resources form, and who may reach whom. Imports {@code stack}, the twin's rooms and
 * Jackson.
 */
@NullMarked
package io.regent.lab.cloud;

import org.jspecify.annotations.NullMarked;
