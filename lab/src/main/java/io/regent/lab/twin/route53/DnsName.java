package io.regent.lab.twin.route53;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A domain name as Route 53 keeps it: lower case, a dot at the end, and every character but {@code a-z 0-9 - _} as a
 * backslash with three octal digits (so {@code *} is {@code \052}), however it was written (Route 53 Developer Guide,
 * "DNS domain name format").
 *
 * <p>Names are ordered as ListResourceRecordSets lists them: by their labels from the last to the first, the dots
 * taking part in the comparison (Route 53 API reference, "ListResourceRecordSets").
 */
public final class DnsName implements Comparable<DnsName> {
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NAME = 255;

    private final List<String> labels;
    private final String text;
    private final String sortKey;

    private DnsName(List<String> labels, String asGiven) {
        int bytes = 1;
        StringBuilder written = new StringBuilder();
        for (String label : labels) {
            if (label.isEmpty()) {
                throw problem("DomainLabelEmpty (Domain label is empty)", asGiven);
            }
            if (label.length() > LONGEST_LABEL) {
                throw problem("DomainLabelTooLong (Domain label is too long)", label);
            }
            bytes += label.length() + 1;
            label.chars().forEach(c -> escape((char) c, written));
            written.append('.');
        }
        if (bytes > LONGEST_NAME) {
            throw problem("DomainNameTooLong (Domain name is too long)", asGiven);
        }
        this.labels = List.copyOf(labels);
        this.text = labels.isEmpty() ? "." : written.toString();
        this.sortKey = String.join(".", this.labels.reversed()) + ".";
    }

    /**
     * Reads a name as people and clients write it, with or without the dot at the end.
     *
     * @throws IllegalArgumentException when it is not a domain name, with the words that Route 53 uses
     */
    public static DnsName of(String name) {
        List<String> labels = new ArrayList<>();
        StringBuilder label = new StringBuilder();
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (c == '.') {
                labels.add(label.toString());
                label.setLength(0);
            } else if (c == '\\') {
                label.append(lower(octal(name, at + 1)));
                at += 3;
            } else if (c <= ' ' || c > '~') {
                throw problem("UnsupportedCharacter (Value contains unsupported characters)", name);
            } else {
                label.append(lower(c));
            }
        }
        if (!label.isEmpty()) {
            labels.add(label.toString());
        }
        return new DnsName(name.equals(".") ? List.of() : labels, name);
    }

    /**
     * Puts a name together from the bytes of its labels, each byte a character from 0 to 255.
     *
     * @throws IllegalArgumentException when a label or the whole is too long, or a label is empty
     */
    public static DnsName ofLabels(List<String> labels) {
        List<String> lowered = labels.stream()
                .map(label -> label.chars()
                        .collect(StringBuilder::new, (all, c) -> all.append(lower((char) c)), StringBuilder::append)
                        .toString())
                .toList();
        return new DnsName(lowered, String.join(".", labels));
    }

    /** The labels without escapes, from the first; none for the root. */
    public List<String> labels() {
        return labels;
    }

    /** Whether this is the other name or a name below it. */
    public boolean isWithin(DnsName ancestor) {
        int more = labels.size() - ancestor.labels.size();
        return more >= 0 && labels.subList(more, labels.size()).equals(ancestor.labels);
    }

    /** The name without its first label. */
    DnsName parent() {
        return new DnsName(labels.subList(Math.min(1, labels.size()), labels.size()), text);
    }

    /** The wildcard right below this name. */
    DnsName wildcard() {
        List<String> below = new ArrayList<>(labels);
        below.addFirst("*");
        return new DnsName(below, text);
    }

    private static char octal(String name, int from) {
        int code = 0;
        for (int at = from; at < from + 3; at++) {
            int digit = at < name.length() ? name.charAt(at) - '0' : -1;
            if (digit < 0 || digit > 7) {
                throw problem("UnsupportedCharacter (Value contains unsupported characters)", name);
            }
            code = code * 8 + digit;
        }
        if (code > 255) {
            throw problem("UnsupportedCharacter (Value contains unsupported characters)", name);
        }
        return (char) code;
    }

    private static void escape(char c, StringBuilder written) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
            written.append(c);
        } else {
            written.append(String.format(Locale.ROOT, "\\%03o", (int) c));
        }
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    private static IllegalArgumentException problem(String what, String with) {
        return new IllegalArgumentException("FATAL problem: " + what + " encountered with '" + with + "'");
    }

    @Override
    public int compareTo(DnsName other) {
        return sortKey.compareTo(other.sortKey);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DnsName name && labels.equals(name.labels);
    }

    @Override
    public int hashCode() {
        return labels.hashCode();
    }

    /** The name as Route 53 writes it, with the dot at the end. */
    @Override
    public String toString() {
        return text;
    }
}
