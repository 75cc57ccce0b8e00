package io.regent.lab.twin.iam;

/**
 * Where a statement stands.
 *
 * @param owner what it belongs to, such as {@code role regent-probe}
 * @param policy the policy's name
 * @param sid its Sid, or its number from 0 in brackets
 */
public record StatementId(String owner, String policy, String sid) implements Comparable<StatementId> {
    @Override
    public int compareTo(StatementId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return owner + ", policy " + policy + ", statement " + sid;
    }
}
