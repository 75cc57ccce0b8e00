package io.regent.lab.stack;

/** A stack that could not be made, changed or taken away; the message names the resource and the reason. */
public final class DeploymentFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeploymentFailed(StackId stack, String logicalId, String problem, Throwable cause) {
        super(stack.name() + " in " + stack.region() + ": " + logicalId + ": " + problem, cause);
    }
}
