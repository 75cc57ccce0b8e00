package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether a resource stays when its stack lets it go (CloudFormation's user guide, "DeletionPolicy attribute"). */
enum Retention {
    DELETE("Delete"),
    RETAIN("Retain"),
    /** Stays, unless the deployment that made it fails. */
    RETAIN_EXCEPT_ON_CREATE("RetainExceptOnCreate");

    private final String word;

    Retention(String word) {
        this.word = word;
    }

    /** Without the attribute a resource goes. */
    static Retention deletion(String path, JsonNode resource) {
        return read(path + ".DeletionPolicy", resource.path("DeletionPolicy"));
    }

    /** The same for what a replacement leaves behind ("UpdateReplacePolicy attribute"). */
    static Retention replacement(String path, JsonNode resource) {
        Retention read = read(path + ".UpdateReplacePolicy", resource.path("UpdateReplacePolicy"));
        if (read == RETAIN_EXCEPT_ON_CREATE) {
            throw new Unsupported(path + ".UpdateReplacePolicy", "expected Delete or Retain, found " + read.word);
        }
        return read;
    }

    private static Retention read(String path, JsonNode policy) {
        if (policy.isMissingNode()) {
            return DELETE;
        }
        for (Retention retention : values()) {
            if (retention.word.equals(policy.asText())) {
                return retention;
            }
        }
        throw new Unsupported(path, "expected Delete, Retain or RetainExceptOnCreate, found " + policy);
    }
}
