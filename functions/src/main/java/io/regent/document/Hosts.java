package io.regent.document;

import io.regent.fleet.Address;
import io.regent.fleet.DnsName;
import java.net.Inet6Address;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hosts and addresses as documents write them. Nothing is resolved. */
final class Hosts {
    static final String ACCEPTED = "a DNS name such as origin.example.com, or an IP address";
    static final String ACCEPTED_WITH_PORT =
            "host:port such as one.one.one.one:443, 192.0.2.1:443 or [2001:db8::1]:443";

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?\\d+\\.?");
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]]+)):([1-9]\\d{0,4})");

    private Hosts() {}

    static boolean isHost(String text) {
        return isName(text) || IPV4.matcher(text).matches() || isIpv6(text);
    }

    /** A DNS name that nobody could take for an IPv4 address: its last label is not a number (RFC 3696, section 2). */
    static boolean isName(String text) {
        return DnsName.isName(text) && !NUMERIC_END.matcher(text).matches();
    }

    static Optional<Address> withPort(String text) {
        Matcher matcher = WITH_PORT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String bracketed = matcher.group(1);
        String host = bracketed == null ? matcher.group(2) : bracketed;
        int port = Integer.parseInt(matcher.group(3));
        boolean sound = bracketed == null ? isHost(host) : isIpv6(host);
        return sound && port <= 65_535 ? Optional.of(new Address(host, port)) : Optional.empty();
    }

    private static boolean isIpv6(String text) {
        if (text.indexOf(':') < 0 || !IPV6_CHARACTERS.matcher(text).matches()) {
            return false;
        }
        try {
            Inet6Address.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
