package io.regent.document;

/**
 * One thing that is wrong with a document.
 *
 * @param path where, such as {@code services["registry.example.com"].endpoints.eu-west-1.port}: keys of letters,
 *     digits, {@code -} and {@code _} stand after a dot, any other key in brackets and quotes, a list's items as
 *     {@code [0]}; {@code (document)} for the text as a whole
 * @param message what was found and what is accepted; bounded, free of control characters
 */
public record Problem(String path, String message) {
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
