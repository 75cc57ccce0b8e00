package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The ten digits that make a new name of a version or a layer whenever what it holds is another: of the SHA-1 of the
 * compact JSON with its keys in order (aws-sam-translator, {@code translator/logical_id_generator.py}).
 */
final class ContentHash {
    private static final int LENGTH = 10;

    private ContentHash() {}

    static String of(JsonNode content) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest(json(content).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private static String json(JsonNode node) {
        if (node.isObject()) {
            return node.propertyStream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .map(field -> quoted(field.getKey()) + ":" + json(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(ContentHash::json)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return node.isTextual() ? quoted(node.asText()) : node.asText();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                default -> quoted.append(c >= ' ' && c <= '~' ? String.valueOf(c) : "\\u%04x".formatted((int) c));
            }
        }
        return quoted.append('"').toString();
    }
}
