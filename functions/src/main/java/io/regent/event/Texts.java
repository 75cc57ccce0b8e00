package io.regent.event;

import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.JsonPlace;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The texts that events are made of. */
final class Texts {
    // EventBridge writes 2026-01-01T00:00:00Z, CloudWatch's alarm actions 2026-01-01T00:00:00.000+0000.
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private Texts() {}

    static Instant time(JsonPlace place) throws BadJson {
        try {
            return OffsetDateTime.parse(place.text(), TIME).toInstant();
        } catch (DateTimeException e) {
            BadJson bad = place.expected("a time such as 2026-01-01T00:00:00Z or 2026-01-01T00:00:00.000+0000");
            bad.initCause(e);
            throw bad;
        }
    }

    static DnsName name(JsonPlace place) throws BadJson {
        String text = place.text();
        if (!DnsName.isName(text)) {
            throw place.expected(DnsName.ACCEPTED);
        }
        return new DnsName(text);
    }

    static Region region(JsonPlace place) throws BadJson {
        String text = place.text();
        if (!Region.isCode(text)) {
            throw place.expected(Region.ACCEPTED);
        }
        return new Region(text);
    }

    static <E extends Enum<E>> E constant(JsonPlace place, E[] constants) throws BadJson {
        String text = place.text();
        for (E constant : constants) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw place.expected(Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", ")));
    }

    static String bounded(JsonPlace place, int longest) throws BadJson {
        String text = place.text();
        if (text.length() > longest) {
            throw place.expected("at most " + longest + " characters");
        }
        return text;
    }

    /** The very text, or a problem that names what else is accepted in its place. */
    static void exactly(JsonPlace place, String text, String accepted) throws BadJson {
        if (!place.text().equals(text)) {
            throw place.expected(accepted);
        }
    }
}
