package io.regent.lab.wire;

import io.regent.lab.twin.TwinError;
import javax.xml.stream.XMLStreamException;

/** An element of a request to Route 53, with refusals that name the field. */
record Route53Body(XmlElement element) {
    /** The root of a request's body. */
    static Route53Body read(byte[] body, String root) {
        try {
            XmlElement element = XmlElement.read(body);
            if (!element.name().equals(root) || !element.namespace().equals(Route53Wire.NAMESPACE)) {
                throw invalid("Invalid XML ; element '" + element.name() + "' of namespace '" + element.namespace()
                        + "': expected " + root + " of " + Route53Wire.NAMESPACE);
            }
            return new Route53Body(element);
        } catch (XMLStreamException e) {
            throw invalid("Invalid XML ; " + e.getMessage());
        }
    }

    XmlElement required(String child) {
        return element.child(child)
                .orElseThrow(() -> invalid("Invalid XML ; " + element.name() + ": missing element " + child));
    }

    String text(String child) {
        return required(child).text();
    }

    static long number(String field, String text) {
        if (!text.matches("[-+]?\\d{1,18}")) {
            throw invalid(field + " '" + text + "': expected a whole number");
        }
        return Long.parseLong(text);
    }

    static boolean truth(String field, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(field + " '" + text + "': expected true or false");
        };
    }

    static TwinError invalid(String message) {
        return new TwinError("InvalidInput", 400, message);
    }
}
