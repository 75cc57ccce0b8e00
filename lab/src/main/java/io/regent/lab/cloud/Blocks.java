package io.regent.lab.cloud;

import io.regent.lab.stack.Properties;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CIDR blocks. */
final class Blocks {
    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F.:]+)/(\\d{1,3})");

    private Blocks() {}

    /** An IPv4 block such as {@code 10.0.0.0/16}. */
    static String v4(Properties properties, String name) {
        return block(properties, name, 4);
    }

    /** An IPv6 block such as {@code 2001:db8::/56}. */
    static String v6(Properties properties, String name) {
        return block(properties, name, 16);
    }

    private static String block(Properties properties, String name, int bytes) {
        String text = properties.text(name);
        Matcher parts = FORM.matcher(text);
        if (parts.matches()) {
            try {
                byte[] address = InetAddress.ofLiteral(parts.group(1)).getAddress();
                int prefix = Integer.parseInt(parts.group(2));
                if (address.length == bytes && prefix <= bytes * 8 && endsWithZeros(address, prefix)) {
                    return text;
                }
            } catch (IllegalArgumentException e) {
                throw Reading.wrong(properties, name, e.getMessage() + ": an address, a slash and a prefix length");
            }
        }
        throw Reading.wrong(properties, name, (bytes == 4 ? "an IPv4" : "an IPv6") + " CIDR block");
    }

    private static boolean endsWithZeros(byte[] address, int prefix) {
        for (int bit = prefix; bit < address.length * 8; bit++) {
            if ((address[bit / 8] >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}
