package io.regent.aws;

import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A complete answer over HTTP, whatever its status.
 *
 * @param headers by name in lower case; the first value of each
 */
record HttpAnswer(int status, Map<String, String> headers, String body) {
    private static final int SHOWN = 300;

    HttpAnswer {
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean wellDone() {
        return status >= 200 && status < 300;
    }

    /** What AWS thinks of the request: the failure that the status and the error's code stand for. */
    Trouble trouble() {
        if (status == 429 || isThrottling(errorCode())) {
            return Trouble.THROTTLED;
        }
        return status >= 500 ? Trouble.BROKEN : Trouble.REFUSED;
    }

    /** This answer when it is well done, else the failure that it tells of. */
    Answer<HttpAnswer> unlessRefused() {
        if (wellDone()) {
            return new Answer.Given<>(this);
        }
        return new Answer.Failed<>(trouble(), "status " + status + " " + errorCode() + ": " + message());
    }

    /** The body as JSON. */
    Answer<JsonPlace> json() {
        try {
            return new Answer.Given<>(Json.read(body));
        } catch (BadJson e) {
            return new Answer.Failed<>(Trouble.NONSENSE, "status " + status + ", " + e.getMessage());
        }
    }

    /** The beginning of a text that may be long. */
    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    // Smithy's "AWS restJson1" and "AWS JSON 1.1" documents: in the header, or in the body as __type or code; what
    // stands before a # or after a : is not part of it. The query protocol writes an element of XML.
    private String errorCode() {
        var named = header("x-amzn-errortype")
                .or(() -> textIn("__type"))
                .or(() -> textIn("code"))
                .or(() -> textBetween("<Code>", "</Code>"));
        var code = named.orElse("without a code");
        int colon = code.indexOf(':');
        var front = colon < 0 ? code : code.substring(0, colon);
        return shortened(front.substring(front.indexOf('#') + 1));
    }

    private String message() {
        return shortened(textIn("message")
                .or(() -> textIn("Message"))
                .or(() -> textBetween("<Message>", "</Message>"))
                .orElse(body.isBlank() ? "no message" : body));
    }

    private Optional<String> textIn(String field) {
        try {
            var there = Json.read(body).find(field);
            return there.isPresent() ? Optional.of(there.get().text()) : Optional.empty();
        } catch (BadJson e) {
            // An error's body may be anything, an HTML page of a proxy for one; its status says enough then.
            return Optional.empty();
        }
    }

    private Optional<String> textBetween(String start, String end) {
        int from = body.indexOf(start);
        int to = from < 0 ? -1 : body.indexOf(end, from);
        return to < 0 ? Optional.empty() : Optional.of(body.substring(from + start.length(), to));
    }

    private static boolean isThrottling(String code) {
        return code.contains("Throttl")
                || code.equals("TooManyRequestsException")
                || code.equals("RequestLimitExceeded");
    }
}
