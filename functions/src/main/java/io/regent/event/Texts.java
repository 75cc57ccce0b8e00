package io.regent.event;

import io.regent.fleet.DnsName;
import io.regent.json.BadJson;
import io.regent.json.JsonPlace;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;

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
}
