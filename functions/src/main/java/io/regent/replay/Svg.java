package io.regent.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes SVG elements one after another, indented, with all text escaped. */
final class Svg {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; attributes are names and values in turn. */
    Svg begin(String name, Object... attributes) {
        start(name, attributes);
        text.append(">\n");
        open.push(name);
        return this;
    }

    Svg end() {
        String name = open.pop();
        text.append("  ".repeat(open.size())).append("</").append(name).append(">\n");
        return this;
    }

    /** An element without content. */
    Svg empty(String name, Object... attributes) {
        start(name, attributes);
        text.append("/>\n");
        return this;
    }

    /** An element that holds text. */
    Svg text(String name, String content, Object... attributes) {
        start(name, attributes);
        text.append('>').append(escaped(content)).append("</").append(name).append(">\n");
        return this;
    }

    private void start(String name, Object... attributes) {
        text.append("  ".repeat(open.size())).append('<').append(name);
        if (open.isEmpty()) {
            attribute("xmlns", NAMESPACE);
        }
        for (int i = 0; i < attributes.length; i += 2) {
            attribute(
                    String.valueOf(attributes[i]),
                    attributes[i + 1] instanceof Double number ? number(number) : String.valueOf(attributes[i + 1]));
        }
    }

    private void attribute(String name, String value) {
        text.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    }

    private static String escaped(String content) {
        return content.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A coordinate, to a tenth of a pixel. */
    static String number(double value) {
        String number = String.format(Locale.ROOT, "%.1f", value);
        return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }

    /** What was written, which is a whole document when every element was ended. */
    String document() {
        return text.toString();
    }
}
