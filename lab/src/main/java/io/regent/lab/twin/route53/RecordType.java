package io.regent.lab.twin.route53;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The record types that the twin holds, in the order in which Route 53 lists the record sets of one name. */
public enum RecordType {
    A,
    AAAA,
    CNAME,
    NS,
    SOA,
    TXT;

    /** The type of that name, if the twin holds it. */
    public static Optional<RecordType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** The names of all of them, for messages. */
    public static String accepted() {
        return Arrays.stream(values()).map(RecordType::name).collect(Collectors.joining(", "));
    }
}
