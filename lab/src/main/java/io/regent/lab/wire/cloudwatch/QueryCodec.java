package io.regent.lab.wire.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.regent.lab.twin.TwinError;
import io.regent.lab.wire.WireAnswer;
import io.regent.lab.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** The AWS Query protocol: a form in, XML out. Older SDKs and hand-written {@code curl} speak it. */
final class QueryCodec implements Codec {
    private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";

    @Override
    public boolean speaks(WireRequest request) {
        return request.header("content-type").startsWith("application/x-www-form-urlencoded")
                || request.query().containsKey("Action");
    }

    @Override
    public Call decode(WireRequest request, byte[] body) {
        ObjectNode parameters = QueryForm.decode(request.query(), new String(body, StandardCharsets.UTF_8));
        JsonNode action = parameters.path("Action");
        if (!action.isTextual()) {
            throw new TwinError(
                    "MissingAction", 400, "The request is missing an action or a required parameter: Action.");
        }
        parameters.remove("Action");
        parameters.remove("Version");
        return new Call(action.textValue(), parameters);
    }

    @Override
    public WireAnswer encode(String operation, ObjectNode result) {
        StringBuilder xml = new StringBuilder();
        xml.append('<')
                .append(operation)
                .append("Response xmlns=\"")
                .append(NAMESPACE)
                .append("\">");
        if (!result.isEmpty()) {
            element(xml, operation + "Result", result);
        }
        xml.append("<ResponseMetadata>");
        text(xml, "RequestId", UUID.randomUUID().toString());
        xml.append("</ResponseMetadata></").append(operation).append("Response>");
        return answer(200, xml);
    }

    @Override
    public WireAnswer encode(TwinError error) {
        StringBuilder xml = new StringBuilder();
        xml.append("<ErrorResponse xmlns=\"").append(NAMESPACE).append("\"><Error>");
        text(xml, "Type", error.status() < 500 ? "Sender" : "Receiver");
        text(xml, "Code", error.code());
        text(xml, "Message", error.message());
        xml.append("</Error>");
        text(xml, "RequestId", UUID.randomUUID().toString());
        xml.append("</ErrorResponse>");
        return answer(error.status(), xml);
    }

    private static WireAnswer answer(int status, StringBuilder xml) {
        return new WireAnswer(
                status, Map.of("content-type", "text/xml"), xml.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void element(StringBuilder xml, String name, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                xml.append('<').append(name).append('>');
                node.properties().forEach(field -> element(xml, field.getKey(), field.getValue()));
                xml.append("</").append(name).append('>');
            }
            case ARRAY -> {
                xml.append('<').append(name).append('>');
                node.forEach(member -> element(xml, "member", member));
                xml.append("</").append(name).append('>');
            }
            case POJO -> text(xml, name, ((POJONode) node).getPojo().toString());
            case STRING, BOOLEAN, NUMBER -> text(xml, name, node.asText());
            case NULL, MISSING, BINARY -> throw new IllegalStateException("no answer has a " + node.getNodeType());
        }
    }

    private static void text(StringBuilder xml, String name, String text) {
        xml.append('<').append(name).append('>');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                default -> xml.append(c < ' ' && c != '\n' && c != '\t' ? '?' : c);
            }
        }
        xml.append("</").append(name).append('>');
    }
}
