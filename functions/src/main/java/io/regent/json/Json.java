package io.regent.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * Reads and writes JSON. Reading is strict (RFC 8259 without extensions; a name twice in an object, or anything after
 * the value, is refused) and bounded in every direction, since most of what is read was written by someone else.
 */
public final class Json {
    /** The longest document, in bytes: what Lambda takes or gives in a synchronous invocation. */
    public static final int MAX_BYTES = 6 * 1024 * 1024;

    /** How deep values may nest. */
    public static final int MAX_DEPTH = 64;

    /** How many tokens (names, values, brackets) a document may have: bounds the memory that the tree takes. */
    public static final int MAX_TOKENS = 500_000;

    private static final String TOO_LONG = "the document: expected at most " + MAX_BYTES + " bytes";
    private static final int MAX_NAME_CHARS = 1_024;
    private static final int MAX_NUMBER_CHARS = 64;

    // Without canonicalized names a factory shares no table of what it has seen: it is a constant.
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MAX_BYTES)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS)
                    .maxNameLength(MAX_NAME_CHARS)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .maxStringLength(MAX_BYTES)
                    .build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private Json() {}

    /** Reads one document. */
    public static JsonPlace read(byte[] bytes) throws BadJson {
        if (bytes.length > MAX_BYTES) {
            throw new BadJson(TOO_LONG);
        }
        try {
            // RFC 8259 says UTF-8. Left to itself the parser would guess UTF-16 and UTF-32 too, and let some bytes
            // pass.
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new BadJson("the document: expected UTF-8");
        }
    }

    /** Reads one document, of at most {@link #MAX_BYTES} characters. */
    public static JsonPlace read(String text) throws BadJson {
        if (text.length() > MAX_BYTES) {
            throw new BadJson(TOO_LONG);
        }
        try (var parser = FACTORY.createParser(text)) {
            var first = parser.nextToken();
            if (first == null) {
                throw new BadJson("the document: expected JSON, found nothing");
            }
            var value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new BadJson(at(parser.currentTokenLocation()) + ": expected the end of the document");
            }
            return JsonPlace.top(value);
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            throw new BadJson((location == null ? "the document" : at(location)) + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("a read from memory failed", e);
        }
    }

    /**
     * Writes the shortest form, on one line.
     *
     * @throws IllegalArgumentException when values nest deeper than {@link #MAX_DEPTH}
     */
    public static String write(JsonValue value) {
        var out = new StringWriter();
        try (var generator = FACTORY.createGenerator(out)) {
            put(generator, value);
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException("the document: expected at most " + MAX_DEPTH + " levels of nesting", e);
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return out.toString();
    }

    /** {@link #write} in UTF-8; an unpaired surrogate, which UTF-8 cannot hold, becomes a question mark. */
    public static byte[] bytes(JsonValue value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    // The recursion is no deeper than MAX_DEPTH: the parser refuses to nest further, and so does the generator.
    private static JsonValue value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                var fields = new LinkedHashMap<String, JsonValue>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    fields.put(name, value(parser, parser.nextToken()));
                }
                yield new JsonObject(fields);
            }
            case START_ARRAY -> {
                var elements = new ArrayList<JsonValue>();
                for (var next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    elements.add(value(parser, next));
                }
                yield new JsonArray(elements);
            }
            case VALUE_STRING -> new JsonText(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getDecimalValue());
            case VALUE_TRUE -> new JsonBool(true);
            case VALUE_FALSE -> new JsonBool(false);
            case VALUE_NULL -> new JsonNull();
            case FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("a blocking parser does not give " + token + " for a value");
        };
    }

    private static void put(JsonGenerator generator, JsonValue value) throws IOException {
        switch (value) {
            case JsonObject object -> {
                generator.writeStartObject();
                for (var field : object.fields().entrySet()) {
                    generator.writeFieldName(field.getKey());
                    put(generator, field.getValue());
                }
                generator.writeEndObject();
            }
            case JsonArray array -> {
                generator.writeStartArray();
                for (var element : array.elements()) {
                    put(generator, element);
                }
                generator.writeEndArray();
            }
            case JsonText text -> generator.writeString(text.value());
            case JsonNumber number -> generator.writeNumber(number.value().toString());
            case JsonBool bool -> generator.writeBoolean(bool.value());
            case JsonNull nothing -> generator.writeNull();
        }
    }

    private static String at(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
