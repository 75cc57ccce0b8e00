package io.regent.lab.wire;

import io.regent.lab.twin.TwinError;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Refusals of the front itself, where no service's protocol is known: in JSON to those who sent JSON, else in the XML
 * of the Query protocol. The code is in a header as well, where REST-JSON clients look for it.
 */
final class Refusals {
    private Refusals() {}

    static WireAnswer of(String contentType, TwinError error) {
        boolean json = contentType.contains("json");
        String body = json
                ? "{\"__type\":\"" + error.code() + "\",\"message\":\"" + jsonText(error.message()) + "\"}"
                : "<ErrorResponse><Error><Type>" + (error.status() < 500 ? "Sender" : "Receiver") + "</Type><Code>"
                        + error.code() + "</Code><Message>" + xmlText(error.message())
                        + "</Message></Error></ErrorResponse>";
        return new WireAnswer(
                error.status(),
                Map.of("Content-Type", json ? "application/json" : "text/xml", "x-amzn-ErrorType", error.code()),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String jsonText(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
    }

    private static String xmlText(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replaceAll("\\p{Cntrl}", " ");
    }
}
