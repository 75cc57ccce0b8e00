package io.regent.lab.wire;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a request's body. Document types and entities of any kind are refused: a request has no use for them.
 *
 * @param name without a prefix
 * @param namespace empty for none
 * @param text what stands directly in it, without the blanks around it
 */
record XmlElement(String name, String namespace, String text, List<XmlElement> children) {
    private static final int DEEPEST = 16;
    private static final int MOST_ELEMENTS = 50_000;

    XmlElement {
        children = List.copyOf(children);
    }

    /**
     * Reads a document.
     *
     * @throws XMLStreamException when it is not well-formed, has a document type, or is too deep or too long
     */
    static XmlElement read(byte[] document) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
        try {
            return read(reader);
        } finally {
            reader.close();
        }
    }

    private static XmlElement read(XMLStreamReader reader) throws XMLStreamException {
        Deque<Open> open = new ArrayDeque<>();
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > MOST_ELEMENTS || open.size() == DEEPEST) {
                        throw new XMLStreamException(
                                "more than " + MOST_ELEMENTS + " elements, or deeper than " + DEEPEST);
                    }
                    String namespace = reader.getNamespaceURI();
                    open.push(new Open(reader.getLocalName(), namespace == null ? "" : namespace));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!open.isEmpty()) {
                        open.element().text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    XmlElement done = open.pop().close();
                    if (open.isEmpty()) {
                        return done;
                    }
                    open.element().children.add(done);
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("document types and entities are not accepted");
                default -> {}
            }
        }
        throw new XMLStreamException("no element");
    }

    /** The first child of that name. */
    Optional<XmlElement> child(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).findFirst();
    }

    /** The text of the first child of that name. */
    Optional<String> childText(String childName) {
        return child(childName).map(XmlElement::text);
    }

    private static final class Open {
        private final String name;
        private final String namespace;
        private final StringBuilder text = new StringBuilder();
        private final List<XmlElement> children = new ArrayList<>();

        Open(String name, String namespace) {
            this.name = name;
            this.namespace = namespace;
        }

        XmlElement close() {
            return new XmlElement(name, namespace, text.toString().strip(), children);
        }
    }
}
