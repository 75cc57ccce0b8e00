package io.regent.lab.twin.route53;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.regex.Pattern;

/** The form that values of each type have (Route 53 Developer Guide, "Supported DNS record types"). */
final class ValueForm {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private ValueForm() {}

    /**
     * Checks a value.
     *
     * @throws IllegalArgumentException when it is not of the form, with the words that Route 53 uses
     */
    static void check(RecordType type, String value) {
        switch (type) {
            case A -> checkIpv4(value);
            case AAAA -> checkIpv6(value);
            case CNAME, NS -> DnsName.of(value);
            case TXT -> TxtValue.strings(value);
            case SOA -> checkSoa(value);
        }
    }

    private static void checkIpv4(String value) {
        // ofLiteral also takes "127.1" and other short forms, which a zone file does not.
        if (!IPV4.matcher(value).matches() || !isLiteral(() -> Inet4Address.ofLiteral(value))) {
            throw problem("ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)", value);
        }
    }

    private static void checkIpv6(String value) {
        boolean plain = value.indexOf('%') < 0 && value.indexOf('[') < 0;
        if (!plain || !isLiteral(() -> Inet6Address.ofLiteral(value))) {
            throw problem("AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)", value);
        }
    }

    private static void checkSoa(String value) {
        String[] fields = BLANKS.split(value.strip(), -1);
        if (fields.length != 7) {
            throw problem("SOARRDATAWrongNumberOfFields (Value does not have seven fields)", value);
        }
        DnsName.of(fields[0]);
        DnsName.of(fields[1]);
        for (int i = 2; i < fields.length; i++) {
            if (!fields[i].matches("\\d{1,10}") || Long.parseLong(fields[i]) > 0xFFFF_FFFFL) {
                throw problem("SOARRDATAIllegalNumber (Value is not a 32-bit number)", fields[i]);
            }
        }
    }

    private static boolean isLiteral(Runnable parse) {
        try {
            parse.run();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static IllegalArgumentException problem(String what, String value) {
        return new IllegalArgumentException("FATAL problem: " + what + " encountered with '" + value + "'");
    }
}
