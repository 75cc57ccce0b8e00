package io.regent.prober;

import io.regent.fleet.Address;
import io.regent.fleet.ProbeSettings;
import io.regent.probe.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** One HTTP/1.1 GET, of whose answer the head is read and nothing is believed. */
final class Http {
    /** How much of an answer is read. */
    static final int MOST_BYTES = 16 * 1024;

    private static final int FIRST_BYTES = 1024;
    private static final String BEGINNING = "HTTP/1.";

    private Http() {}

    /** Gives the head of an answer that has an accepted status and the required headers. */
    static Head get(Socket channel, Address address, boolean tls, ProbeSettings settings) throws IOException, Refusal {
        channel.getOutputStream().write(request(address, tls, settings.path()));
        Head head = read(channel.getInputStream());
        if (!settings.statuses().contains(head.status())) {
            throw new Refusal(Reason.STATUS, "status " + head.status() + ", expected one of " + settings.statuses());
        }
        for (Map.Entry<String, String> required : settings.requiredHeaders().entrySet()) {
            requireField(head, required.getKey(), required.getValue());
        }
        return head;
    }

    private static void requireField(Head head, String name, String value) throws Refusal {
        var values = head.values(name);
        if (values.isEmpty() || !(value.isEmpty() || values.contains(value))) {
            throw new Refusal(
                    Reason.HEADER,
                    "header " + name + " is " + values + ", expected " + (value.isEmpty() ? "any value" : value));
        }
    }

    static byte[] request(Address address, boolean tls, String path) {
        boolean usual = address.port() == (tls ? 443 : 80);
        String authority = address.toString();
        String host = usual ? authority.substring(0, authority.lastIndexOf(':')) : authority;
        return ("GET " + target(path) + " HTTP/1.1\r\nHost: " + host
                        + "\r\nUser-Agent: regent-probe\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What may not stand in a request line is percent-encoded, line ends above all. */
    private static String target(String path) {
        if (path.chars().allMatch(Http::mayStand)) {
            return path;
        }
        StringBuilder target = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (mayStand(b)) {
                target.append((char) b);
            } else {
                target.append(String.format(Locale.ROOT, "%%%02X", b));
            }
        }
        return target.toString();
    }

    private static boolean mayStand(int character) {
        return character > ' ' && character < 0x7f;
    }

    /** Reads to the empty line that ends the head, past interim answers (RFC 9110, section 15.2). */
    private static Head read(InputStream in) throws IOException, Refusal {
        byte[] bytes = new byte[FIRST_BYTES];
        int length = 0;
        int start = 0;
        int searched = 0;
        while (true) {
            int end = endOfHead(bytes, Math.max(start, searched - 2), length);
            if (end >= 0) {
                Head head =
                        Head.parse(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1).stripTrailing());
                if (head.status() >= 200 || head.status() == 101) {
                    return head;
                }
                start = end;
                searched = end;
                continue;
            }
            requireHttp(bytes, start, length);
            if (length == MOST_BYTES) {
                throw new Refusal(Reason.MALFORMED, "more than " + MOST_BYTES + " bytes of headers");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * length, MOST_BYTES));
            }
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                throw new EOFException("closed after " + length + " bytes of the answer");
            }
            searched = length;
            length += count;
        }
    }

    /** Whether what came so far may become HTTP: another protocol's greeting may be all that ever comes. */
    private static void requireHttp(byte[] bytes, int start, int length) throws Refusal {
        int count = Math.min(length - start, BEGINNING.length());
        if (!BEGINNING.startsWith(new String(bytes, start, count, StandardCharsets.ISO_8859_1))) {
            String text = new String(bytes, start, Math.min(length - start, 40), StandardCharsets.ISO_8859_1);
            throw new Refusal(Reason.MALFORMED, "not HTTP: " + text);
        }
    }

    /** The index after the empty line, or -1. A line may end without its carriage return (RFC 9112, section 2.2). */
    private static int endOfHead(byte[] bytes, int from, int length) {
        for (int i = from; i < length - 1; i++) {
            if (bytes[i] == '\n') {
                if (bytes[i + 1] == '\n') {
                    return i + 2;
                }
                if (bytes[i + 1] == '\r' && i + 2 < length && bytes[i + 2] == '\n') {
                    return i + 3;
                }
            }
        }
        return -1;
    }
}
