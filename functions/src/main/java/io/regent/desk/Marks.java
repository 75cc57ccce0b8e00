package io.regent.desk;

import io.regent.drill.Request;
import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import io.regent.ledger.Mark;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** Makes the marks that stand in the ledger for texts that people chose. */
public final class Marks {
    private static final int DIGITS = 8;

    /** How many digits of a request's mark are of its id; the others are of what it asks for. */
    private static final int DIGITS_OF_ID = 5;

    private Marks() {}

    /** The mark of a text: the first digits of the SHA-256 of the service's name, a line break, and the text. */
    public static Mark of(DnsName service, String text) {
        return new Mark(digits(service, text, DIGITS));
    }

    /** The mark of a request: one with the same id that asks for something else has another, which begins alike. */
    static Mark of(Request.Asked asked) {
        DnsName service = asked.service().name();
        Request request = asked.request();
        String content = asked.id() + "\n" + request.action().label() + " "
                + request.actsOn().map(Region::id).orElse("") + " "
                + request.span().map(Duration::toString).orElse("")
                + (request instanceof Request.Repair repair ? " " + repair.means() : "");
        return new Mark(digits(service, asked.id(), DIGITS_OF_ID) + digits(service, content, DIGITS - DIGITS_OF_ID));
    }

    /** Whether two requests that are not the same have the same id. */
    static boolean haveOneId(Mark one, Mark other) {
        return !one.equals(other)
                && one.hex().substring(0, DIGITS_OF_ID).equals(other.hex().substring(0, DIGITS_OF_ID));
    }

    private static String digits(DnsName service, String text, int count) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((service + "\n" + text).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, count);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256 (java.security.MessageDigest)", e);
        }
    }
}
