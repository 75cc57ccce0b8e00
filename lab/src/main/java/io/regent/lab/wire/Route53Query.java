package io.regent.lab.wire;

import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordPage.Start;
import java.util.List;
import java.util.Optional;

/** The query of a list request. */
record Route53Query(WireRequest request) {
    /** A parameter's value, or the empty text where it is missing. */
    String text(String name) {
        List<String> values = request.query().getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** How many items a page is to hold; more than the most that the service gives are cut to that. */
    int maxItems(int most) {
        String text = text("maxitems");
        if (text.isEmpty()) {
            return most;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1) {
            throw invalid("maxitems '" + text + "': expected a whole number from 1");
        }
        return Math.min(most, Integer.parseInt(text));
    }

    Optional<DnsName> name(String parameter, String code) {
        String text = text(parameter);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(DnsName.of(text));
        } catch (IllegalArgumentException e) {
            throw new TwinError(code, 400, parameter + ": " + e.getMessage());
        }
    }

    /** Where a list of record sets starts: nowhere, or at a name, then a type, then an identifier. */
    Start start() {
        String type = text("type");
        String identifier = text("identifier");
        Optional<DnsName> name = name("name", "InvalidInput");
        if ((name.isEmpty() && !type.isEmpty()) || (type.isEmpty() && !identifier.isEmpty())) {
            throw invalid("The request asks for a start type without a start name, or for an identifier without both");
        }
        if (name.isEmpty()) {
            return new Start.Beginning();
        }
        return type.isEmpty()
                ? new Start.Name(name.get())
                : new Start.At(name.get(), Route53Forms.type(type), identifier);
    }

    /** Refuses a parameter for something that the twin does not have. */
    void refuse(String parameter, String what) {
        if (!text(parameter).isEmpty()) {
            throw invalid(parameter + ": the lab's Route 53 has no " + what);
        }
    }

    private static TwinError invalid(String message) {
        return new TwinError("InvalidInput", 400, message);
    }
}
