package io.regent.lab.twin.iam;

/** Something in a policy document that IAM would refuse, or that the twin does not know. */
public final class PolicyError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String path;
    private final String problem;

    /** @param path where it stands, such as {@code PolicyDocument.Statement[0].Effect} */
    PolicyError(String path, String problem) {
        super(path + ": " + problem);
        this.path = path;
        this.problem = problem;
    }

    /** Where it stands. */
    public String path() {
        return path;
    }

    /** What is wrong there, with what is accepted. */
    public String problem() {
        return problem;
    }
}
