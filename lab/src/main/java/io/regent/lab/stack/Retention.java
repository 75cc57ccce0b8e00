package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;

/** What becomes of a resource when its stack lets it go (CloudFormation's user guide, "DeletionPolicy attribute"). */
enum Retention {
    DELETE("Delete"),
    RETAIN("Retain"),
    /** Stays, unless the deployment that made it fails. */
    RETAIN_EXCEPT_ON_CREATE("RetainExceptOnCreate"),
    /** Goes, and leaves a snapshot, which nothing in the lab asks for. */
    SNAPSHOT("Snapshot");

    private final String word;

    Retention(String word) {
        this.word = word;
    }

    /** Whether the resource itself stays. */
    boolean stays() {
        return this == RETAIN || this == RETAIN_EXCEPT_ON_CREATE;
    }

    /** Without the attribute a resource goes. */
    static Retention deletion(String path, JsonNode resource) {
        return read(path, resource, "DeletionPolicy");
    }

    /** The same for what a replacement leaves behind ("UpdateReplacePolicy attribute"). */
    static Retention replacement(String path, JsonNode resource) {
        Retention read = read(path, resource, "UpdateReplacePolicy");
        if (read == RETAIN_EXCEPT_ON_CREATE) {
            throw new Unsupported(
                    path + ".UpdateReplacePolicy", "expected Delete, Retain or Snapshot, found " + read.word);
        }
        return read;
    }

    private static Retention read(String path, JsonNode resource, String attribute) {
        JsonNode policy = resource.path(attribute);
        if (policy.isMissingNode()) {
            return DELETE;
        }
        for (Retention retention : values()) {
            if (retention.word.equals(policy.asText())) {
                checkSnapshot(
                        path + "." + attribute, retention, resource.path("Type").asText());
                return retention;
            }
        }
        throw new Unsupported(
                path + "." + attribute, "expected Delete, Retain, RetainExceptOnCreate or Snapshot, found " + policy);
    }

    /** Of the resources that the lab knows, volumes alone have snapshots. */
    private static void checkSnapshot(String path, Retention retention, String type) {
        if (retention == SNAPSHOT && !type.equals("AWS::EC2::Volume")) {
            throw new Unsupported(path, type + " has no snapshots");
        }
    }
}
