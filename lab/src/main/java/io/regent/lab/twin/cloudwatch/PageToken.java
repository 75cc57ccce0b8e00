package io.regent.lab.twin.cloudwatch;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** NextToken: where to go on, and a mark of the request that it belongs to, so that it fits no other. */
final class PageToken {
    private static final int MARK = 8;

    private PageToken() {}

    static String of(String position, Object request) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((mark(request) + position).getBytes(StandardCharsets.UTF_8));
    }

    /** The position in a token that was given out for an equal request. */
    static String position(String token, Object request) {
        String text;
        try {
            text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.nextToken();
        }
        if (!text.startsWith(mark(request))) {
            throw Refusal.nextToken();
        }
        return text.substring(MARK);
    }

    /** As {@link #position}, where it is a number. */
    static long number(String position) {
        try {
            return Long.parseLong(position);
        } catch (NumberFormatException forged) {
            throw Refusal.nextToken();
        }
    }

    private static String mark(Object request) {
        return String.format("%08x", request.hashCode());
    }
}
