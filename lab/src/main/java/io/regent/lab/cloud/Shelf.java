package io.regent.lab.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands in a region and does nothing by itself, by type and physical id, each with the document that says
 * something about it: a key its policy, a dashboard its body. Thread-safe.
 */
final class Shelf {
    private final Map<String, JsonNode> documents = new ConcurrentHashMap<>();

    void put(String type, String id, JsonNode document) {
        documents.put(key(type, id), document);
    }

    void remove(String type, String id) {
        documents.remove(key(type, id));
    }

    boolean has(String type, String id) {
        return documents.containsKey(key(type, id));
    }

    Optional<JsonNode> find(String type, String id) {
        return Optional.ofNullable(documents.get(key(type, id)));
    }

    private static String key(String type, String id) {
        return type + " " + id;
    }
}
