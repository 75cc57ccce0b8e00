package io.regent.lab.stack;

/**
 * A resource of a stack, resolved: no intrinsic function is left in its properties.
 *
 * @param type such as {@code AWS::SNS::Topic}; never a {@code AWS::Serverless} one
 */
public record Resource(StackId stack, String logicalId, String type, Properties properties) {}
