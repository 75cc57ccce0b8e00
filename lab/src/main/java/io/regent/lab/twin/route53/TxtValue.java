package io.regent.lab.twin.route53;

import java.util.ArrayList;
import java.util.List;

/**
 * The value of a TXT record as Route 53 takes it: one or more strings in quotation marks with blanks between, each of
 * at most 255 characters; {@code \"} and {@code \\} stand for themselves, a backslash and three octal digits for any
 * other byte (Route 53 Developer Guide, "Supported DNS record types", TXT).
 */
public final class TxtValue {
    private static final int LONGEST_STRING = 255;

    private final String value;
    private int at;

    private TxtValue(String value) {
        this.value = value;
    }

    /**
     * The strings of a value, unescaped, each character a byte from 0 to 255.
     *
     * @throws IllegalArgumentException when the value is not of that form, with the words that Route 53 uses
     */
    public static List<String> strings(String value) {
        return new TxtValue(value).read();
    }

    private List<String> read() {
        List<String> strings = new ArrayList<>();
        while (at < value.length()) {
            if (value.charAt(at) == ' ' || value.charAt(at) == '\t') {
                at++;
            } else if (value.charAt(at) == '"') {
                at++;
                strings.add(quoted());
            } else {
                throw problem("InvalidCharacterString (Value should be enclosed in quotation marks)");
            }
        }
        if (strings.isEmpty()) {
            throw problem("InvalidCharacterString (Value should be enclosed in quotation marks)");
        }
        return List.copyOf(strings);
    }

    private String quoted() {
        StringBuilder string = new StringBuilder();
        while (at < value.length()) {
            char c = value.charAt(at++);
            if (c == '"') {
                if (string.length() > LONGEST_STRING) {
                    throw problem("CharacterStringTooLong (Value is too long)");
                }
                return string.toString();
            }
            if (c < ' ' || c > '~') {
                throw problem("UnsupportedCharacter (Value contains unsupported characters)");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        throw problem("InvalidCharacterString (Value should be enclosed in quotation marks)");
    }

    private char escaped() {
        if (at < value.length() && (value.charAt(at) == '"' || value.charAt(at) == '\\')) {
            return value.charAt(at++);
        }
        int code = 0;
        for (int end = at + 3; at < end; at++) {
            int digit = at < value.length() ? value.charAt(at) - '0' : -1;
            if (digit < 0 || digit > 7) {
                throw problem("UnsupportedCharacter (Value contains unsupported characters)");
            }
            code = code * 8 + digit;
        }
        if (code > 255) {
            throw problem("UnsupportedCharacter (Value contains unsupported characters)");
        }
        return (char) code;
    }

    private IllegalArgumentException problem(String what) {
        return new IllegalArgumentException("FATAL problem: " + what + " encountered with '" + value + "'");
    }
}
