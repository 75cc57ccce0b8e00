package io.regent.lab.wire;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the body of an answer, element by element, all in one namespace. */
final class XmlAnswer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter writer;

    /** Begins a document. */
    XmlAnswer(String root, String namespace) {
        try {
            writer = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, "UTF-8");
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeStartElement(root);
            writer.writeDefaultNamespace(namespace);
        } catch (XMLStreamException e) {
            throw inMemory(e);
        }
    }

    XmlAnswer open(String name) {
        try {
            writer.writeStartElement(name);
            return this;
        } catch (XMLStreamException e) {
            throw inMemory(e);
        }
    }

    XmlAnswer close() {
        try {
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw inMemory(e);
        }
    }

    /** An element that holds a text, number or truth value. */
    XmlAnswer leaf(String name, Object value) {
        try {
            writer.writeStartElement(name);
            writer.writeCharacters(value.toString());
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw inMemory(e);
        }
    }

    /** Ends the document. */
    WireAnswer answer(int status, Map<String, String> headers) {
        try {
            writer.writeEndDocument();
            writer.close();
        } catch (XMLStreamException e) {
            throw inMemory(e);
        }
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", "text/xml");
        return new WireAnswer(status, all, bytes.toByteArray());
    }

    private static IllegalStateException inMemory(XMLStreamException e) {
        return new IllegalStateException("writing to memory failed", e);
    }
}
