package io.regent.lab.wire;

import java.util.List;
import java.util.stream.Collectors;

/** A piece of XML to be sent, already escaped. */
record Xml(String written) {
    static Xml text(String name, String value) {
        return element(name, new Xml(escaped(value)));
    }

    static Xml element(String name, Xml inside) {
        return new Xml("<" + name + ">" + inside.written + "</" + name + ">");
    }

    static Xml root(String name, String namespace, Xml inside) {
        return new Xml("<" + name + " xmlns=\"" + namespace + "\">" + inside.written + "</" + name + ">");
    }

    static Xml all(Xml... pieces) {
        return all(List.of(pieces));
    }

    static Xml all(List<Xml> pieces) {
        return new Xml(pieces.stream().map(Xml::written).collect(Collectors.joining()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
