package io.regent.lab.place;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The head of an HTTP/1 request or answer: its first line and its header fields. */
public record HttpHead(String startLine, List<Field> fields) {
    /** As much as an Application Load Balancer accepts. */
    static final int MOST_BYTES = 64 * 1024;

    /** A header field. */
    public record Field(String name, String value) {
        boolean is(String otherName) {
            return name.equalsIgnoreCase(otherName);
        }
    }

    /** What was read is no HTTP/1 head, or a longer one than is accepted. */
    public static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    public HttpHead {
        fields = List.copyOf(fields);
    }

    /**
     * Reads a head up to and with the empty line that ends it, and not a byte of what follows.
     *
     * @throws EOFException when the other end closes before the first byte
     * @throws Malformed when it is none
     */
    public static HttpHead read(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        int left = MOST_BYTES;
        for (String line = readLine(in, left); !line.isEmpty(); line = readLine(in, left)) {
            lines.add(line);
            left -= line.length();
        }
        if (lines.isEmpty()) {
            throw new Malformed("empty head");
        }
        return new HttpHead(
                        lines.getFirst(),
                        lines.stream().skip(1).map(HttpHead::field).toList())
                .checked();
    }

    private static String readLine(InputStream in, int most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("closed within a head");
            }
            line.write(read);
            if (line.size() >= most) {
                throw new Malformed("head of more than " + MOST_BYTES + " bytes");
            }
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static Field field(String line) {
        int colon = line.indexOf(':');
        return colon <= 0
                ? new Field("", line)
                : new Field(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    private HttpHead checked() throws Malformed {
        if (!startLine.contains("HTTP/1.")) {
            throw new Malformed("no HTTP/1 head");
        }
        for (Field field : fields) {
            // A blank in a name or before the colon is how requests are smuggled past a forwarder (RFC 9112, 5.1).
            if (field.name().isEmpty() || field.name().chars().anyMatch(c -> c <= ' ')) {
                throw new Malformed("header line without a name");
            }
        }
        return this;
    }

    /** The first value of a header field, or the empty text where it is missing. */
    public String first(String name) {
        return fields.stream()
                .filter(field -> field.is(name))
                .map(Field::value)
                .findFirst()
                .orElse("");
    }

    /** The same head without some header fields, whose names are given in lower case. */
    HttpHead without(Set<String> names) {
        return new HttpHead(
                startLine,
                fields.stream()
                        .filter(field -> !names.contains(field.name().toLowerCase(Locale.ROOT)))
                        .toList());
    }

    /** The same head with a header field more. */
    HttpHead with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new HttpHead(startLine, more);
    }

    /** The status of an answer, 100 to 599. */
    public int status() throws Malformed {
        String[] words = startLine.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5]\\d\\d")) {
            throw new Malformed("no status line");
        }
        return Integer.parseInt(words[1]);
    }

    /** The path of a request, without its query. */
    String path() throws Malformed {
        String[] words = startLine.split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.") || words[0].isEmpty() || words[1].isEmpty()) {
            throw new Malformed("no request line");
        }
        return words[1].split("\\?", 2)[0];
    }

    /** As it goes over the wire. */
    byte[] bytes() {
        StringBuilder text = new StringBuilder(startLine).append("\r\n");
        fields.forEach(field ->
                text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
