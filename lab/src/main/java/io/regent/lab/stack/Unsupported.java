package io.regent.lab.stack;

/**
 * Something in a template that the lab does not know, or that CloudFormation would refuse; the message names its path.
 */
public final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param path where it stands, such as {@code template.yaml: Resources.Topic.Properties.FifoTopic} */
    public Unsupported(String path, String problem) {
        super(path + ": " + problem);
    }
}
