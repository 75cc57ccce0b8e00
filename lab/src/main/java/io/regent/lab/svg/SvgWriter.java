package io.regent.lab.svg;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes SVG elements one after another, indented, with all text escaped. */
final class SvgWriter {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;
    private int depth;

    SvgWriter() {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new AssertionError("the JDK writes XML to memory", e);
        }
    }

    /** A step that the JDK's writer declares to fail, and that cannot when it writes well-formed names to memory. */
    private interface Step {
        void run() throws XMLStreamException;
    }

    private static void sure(Step step) {
        try {
            step.run();
        } catch (XMLStreamException e) {
            throw new AssertionError("well-formed XML written to memory", e);
        }
    }

    /** Begins an element; attributes are names and values in turn. */
    SvgWriter begin(String name, Object... attributes) {
        sure(() -> {
            newLine();
            xml.writeStartElement(name);
            if (depth == 0) {
                xml.writeDefaultNamespace(NAMESPACE);
            }
            write(attributes);
        });
        depth++;
        return this;
    }

    SvgWriter end() {
        depth--;
        sure(() -> {
            newLine();
            xml.writeEndElement();
        });
        return this;
    }

    /** An element without content. */
    SvgWriter empty(String name, Object... attributes) {
        sure(() -> {
            newLine();
            xml.writeEmptyElement(name);
            write(attributes);
        });
        return this;
    }

    /** An element that holds text. */
    SvgWriter text(String name, String content, Object... attributes) {
        sure(() -> {
            newLine();
            xml.writeStartElement(name);
            write(attributes);
            xml.writeCharacters(content);
            xml.writeEndElement();
        });
        return this;
    }

    private void write(Object... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(String.valueOf(attributes[i]), value(attributes[i + 1]));
        }
    }

    private void newLine() throws XMLStreamException {
        if (depth > 0) {
            xml.writeCharacters("\n" + "  ".repeat(depth));
        }
    }

    private static String value(Object value) {
        return value instanceof Double number ? number(number) : String.valueOf(value);
    }

    /** A coordinate, to a tenth of a pixel. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** What was written, which is a whole document when every element was ended. */
    String document() {
        sure(xml::flush);
        return text + "\n";
    }
}
