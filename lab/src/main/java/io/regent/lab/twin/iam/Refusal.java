package io.regent.lab.twin.iam;

/**
 * What somebody may not do.
 *
 * @param decision a {@link Decision.Denied} or {@link Decision.Unallowed}
 */
public record Refusal(Principal who, Act act, Decision decision) {
    public Refusal {
        if (decision.isAllowed()) {
            throw new IllegalArgumentException("a refusal that allows: " + decision);
        }
    }

    /** In the words of "Troubleshoot access denied error messages" (IAM User Guide). */
    public String message() {
        String on = act.resource().equals(Act.ANY) ? "" : " on resource: " + act.resource();
        return "User: " + who + " is not authorized to perform: " + act.action() + on + why();
    }

    private String why() {
        return switch (decision) {
            case Decision.Denied denied ->
                " with an explicit deny in " + (denied.ofResource() ? "a resource" : "an identity") + "-based policy";
            case Decision.Unallowed none ->
                " because no " + (none.ofResource() ? "resource" : "identity") + "-based policy allows the "
                        + act.action() + " action";
            case Decision.Allowed allowed -> throw new IllegalStateException("refused in the constructor");
        };
    }
}
