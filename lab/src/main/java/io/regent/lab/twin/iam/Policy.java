package io.regent.lab.twin.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A policy: statements that allow and deny.
 *
 * <p>It is read strictly: an element, an operator or a form that IAM or the twin does not know is refused by its path.
 */
public final class Policy {
    private final StatementId id;
    private final List<Statement> statements;

    Policy(StatementId id, List<Statement> statements) {
        this.id = id;
        this.statements = List.copyOf(statements);
    }

    /**
     * A policy of a role: what the role may do.
     *
     * @param role the role's name
     * @param name the policy's
     * @param path where the document stands, for errors
     * @throws PolicyError when it is none
     */
    public static Policy ofRole(String role, String name, String path, JsonNode document) {
        return read(PolicyReader.Kind.IDENTITY, "role " + role, name, path, document);
    }

    /**
     * A role's trust policy: who may take the role.
     *
     * @throws PolicyError when it is none
     */
    public static Policy ofTrust(String role, String path, JsonNode document) {
        return read(PolicyReader.Kind.TRUST, "role " + role, "trust", path, document);
    }

    /**
     * A policy of a resource: who may do what to it.
     *
     * @param resource the ARN of what it belongs to
     * @throws PolicyError when it is none
     */
    public static Policy ofResource(String resource, String path, JsonNode document) {
        return read(PolicyReader.Kind.RESOURCE, resource, "of the resource", path, document);
    }

    private static Policy read(PolicyReader.Kind kind, String owner, String name, String path, JsonNode document) {
        StatementId id = new StatementId(owner, name, "");
        return new Policy(id, PolicyReader.read(kind, id, path, document));
    }

    /** What is odd about it, for all that IAM takes it: see {@link Actions}. */
    public List<String> defects() {
        return statements.stream().flatMap(one -> Actions.defects(one).stream()).toList();
    }

    /** Its name; no two policies of an owner share one. */
    public String name() {
        return id.policy();
    }

    /** Its owner and its own name, without a statement. */
    StatementId id() {
        return id;
    }

    List<Statement> statements() {
        return statements;
    }
}
