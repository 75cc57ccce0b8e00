package io.regent.lab.stack;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts a block of addresses into equal ones, as {@code Fn::Cidr} does (template reference, "Fn::Cidr"). */
final class Cidr {
    private static final int MOST = 256;
    private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");

    private Cidr() {}

    /**
     * The first blocks of a block.
     *
     * @param count how many, 1 to 256
     * @param bits how many bits of an address each block leaves to its hosts; 8 unless told
     */
    static List<String> blocks(String path, String block, String count, Optional<String> bits) {
        int slash = block.indexOf('/');
        if (slash < 0) {
            throw new Unsupported(path + "[0]", "expected a block such as 10.0.0.0/16, found " + block);
        }
        byte[] address = address(path + "[0]", block.substring(0, slash));
        int width = address.length * 8;
        int prefix = number(path + "[0]", block.substring(slash + 1), 0, width);
        int wanted = number(path + "[1]", count, 1, MOST);
        int hosts = number(path + "[2]", bits.orElse("8"), 1, width);
        if (hosts > width - prefix
                || BigInteger.ONE.shiftLeft(width - prefix - hosts).compareTo(BigInteger.valueOf(wanted)) < 0) {
            throw new Unsupported(path, block + " does not hold " + wanted + " blocks of " + hosts + " bits");
        }
        BigInteger first = new BigInteger(1, address).shiftRight(width - prefix).shiftLeft(width - prefix);
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            BigInteger start = first.add(BigInteger.valueOf(i).shiftLeft(hosts));
            blocks.add(text(start, address.length) + "/" + (width - hosts));
        }
        return blocks;
    }

    private static byte[] address(String path, String literal) {
        try {
            return InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException e) {
            throw new Unsupported(path, "expected an address, found " + literal);
        }
    }

    private static int number(String path, String text, int least, int most) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new Unsupported(path, "expected a number from " + least + " to " + most + ", found " + text);
        }
        return Integer.parseInt(text);
    }

    private static String text(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] address = new byte[length];
        int kept = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - kept, address, length - kept, kept);
        try {
            String literal = InetAddress.getByAddress(address).getHostAddress();
            return length == 4 ? literal : shortened(literal);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + length + " bytes", e);
        }
    }

    /** An IPv6 address with its first longest run of zero groups left out (RFC 5952). */
    private static String shortened(String literal) {
        Optional<MatchResult> run = ZEROS.matcher(literal)
                .results()
                .reduce((longest, next) ->
                        next.group().length() > longest.group().length() ? next : longest);
        if (run.isEmpty()) {
            return literal;
        }
        String before = literal.substring(0, run.get().start());
        String after = literal.substring(run.get().end());
        return (before.isEmpty() ? ":" : before) + (after.isEmpty() ? ":" : after);
    }
}
