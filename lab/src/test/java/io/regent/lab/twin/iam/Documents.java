package io.regent.lab.twin.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * Policies as tests write them: with apostrophes for quotation marks, and without what stands around the statements.
 */
final class Documents {
    static final String ACCOUNT = "123456789012";
    static final String ROLE = "arn:aws:iam::123456789012:role/controller";
    static final Principal.Role CONTROLLER = new Principal.Role(ROLE, "regent-failover");

    private Documents() {}

    static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static JsonNode document(String statements) {
        return json("{'Version': '2012-10-17', 'Statement': [" + statements + "]}");
    }

    /** The only policy of a role. */
    static Policy ofRole(String statements) {
        return Policy.ofRole("controller", "inline", "PolicyDocument", document(statements));
    }

    static Policy ofResource(String resource, String statements) {
        return Policy.ofResource(resource, "PolicyDocument", document(statements));
    }

    static Role role(String... statements) {
        return new Role(
                "controller",
                Policy.ofTrust(
                        "controller",
                        "AssumeRolePolicyDocument",
                        document("{'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'},"
                                + " 'Action': 'sts:AssumeRole'}")),
                List.of(ofRole(String.join(",", statements))));
    }

    /** An account in which the controller may do what these statements say. */
    static Access may(String... statements) {
        Access access = new Access(ACCOUNT);
        access.put(role(statements));
        return access;
    }
}
