package io.regent.desk;

import io.regent.fleet.DnsName;
import io.regent.ledger.Mark;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes the marks that stand in the ledger for texts that people chose. */
public final class Marks {
    private static final int DIGITS = 8;

    private Marks() {}

    /** The mark of a text: the first digits of the SHA-256 of the service's name, a line break, and the text. */
    public static Mark of(DnsName service, String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((service + "\n" + text).getBytes(StandardCharsets.UTF_8));
            return new Mark(HexFormat.of().formatHex(hash).substring(0, DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256 (java.security.MessageDigest)", e);
        }
    }
}
