/**
 * CloudFormation as far as the repository's templates use it: {@link io.regent.lab.stack.Template} and
 * {@link io.regent.lab.stack.SamConfig} read the files, {@link io.regent.lab.stack.Stacks} resolves a stack and has its
 * resources made by a {@link io.regent.lab.stack.Provider}. What it does not know stops it, with the path in the
 * template. Imports {@code io.regent.fleet}, snakeyaml-engine, Jackson and the JDK.
 */
@NullMarked
package io.regent.lab.stack;

import org.jspecify.annotations.NullMarked;
