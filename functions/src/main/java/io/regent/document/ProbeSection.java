package io.regent.document;

import io.regent.fleet.ProbeKind;
import io.regent.fleet.ProbeSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads a service's {@code probe}. */
final class ProbeSection {
    /** What one session has for its rounds: a verdict that needs longer would stay UNKNOWN for ever. */
    private static final Duration SESSION = Duration.ofSeconds(50);

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MOST_COUNTED = 10;
    private static final int COUNTED = 3;
    private static final int RISE = 2;

    private static final String ACCEPTED_STATUS = "a status from 100 to 599 such as 200, or a range such as 200-299";
    private static final int MOST_STATUSES = 50;
    private static final Pattern STATUSES = Pattern.compile("([1-5]\\d{2})(?:-([1-5]\\d{2}))?");

    // RFC 9112, section 3.2.1 (origin-form): no blanks, no control characters, and no fragment is ever sent.
    private static final Pattern PATH = Pattern.compile("/[!-~&&[^#]]{0,254}");

    // RFC 9110, section 5.6.2 (token) and 5.5 (field values), without obsolete text.
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");
    private static final Pattern HEADER_VALUE = Pattern.compile("([!-~]([ -~]{0,254}[!-~])?)?");
    private static final String ACCEPTED_HEADERS =
            "a mapping of at most 20 header names to their values, \"\" for any value";
    private static final int MOST_HEADERS = 20;

    private final Fields fields;
    private final Problems problems;
    private final ProbeKind kind;

    ProbeSection(Fields fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
        this.kind = fields.optional("kind")
                .flatMap(spot -> spot.choice(ProbeKind.values()))
                .orElse(ProbeKind.REGISTRY);
    }

    ProbeKind kind() {
        return kind;
    }

    Optional<ProbeSettings> read() {
        Duration interval = fields.optional("interval")
                .flatMap(spot -> spot.duration(SHORTEST, LONGEST_INTERVAL))
                .orElse(INTERVAL);
        Duration timeout = fields.optional("timeout")
                .flatMap(spot -> spot.duration(SHORTEST, LONGEST_TIMEOUT))
                .orElse(TIMEOUT);
        int rise = counted("rise", RISE);
        int fall = counted("fall", COUNTED);
        String path = fields.optional("path")
                .flatMap(spot -> spot.text(
                        "a path that starts with /, of at most 255 printable characters without blanks or #",
                        text -> PATH.matcher(text).matches()))
                .orElse(kind == ProbeKind.REGISTRY ? "/v2/" : "/");
        Set<Integer> statuses = fields.optional("statuses").map(this::statuses).orElseGet(this::usualStatuses);
        Map<String, String> headers =
                fields.optional("requiredHeaders").map(this::headers).orElse(Map.of());
        fields.refuseOthers();
        refuseUnused();
        compare(interval, timeout, Math.max(rise, fall));
        return problems.cleanAt(fields.path())
                ? Optional.of(new ProbeSettings(kind, interval, timeout, rise, fall, path, statuses, headers))
                : Optional.empty();
    }

    private int counted(String name, int usual) {
        return fields.optional(name)
                .flatMap(spot -> spot.whole(1, MOST_COUNTED))
                .orElse(usual);
    }

    private void refuseUnused() {
        if (kind == ProbeKind.TCP && fields.cleanAt("kind")) {
            for (String name : List.of("path", "statuses", "requiredHeaders")) {
                if (fields.has(name)) {
                    fields.problem(
                            name,
                            "not used by a probe of kind tcp: expected it left out, or kind http, https"
                                    + " or registry");
                }
            }
        }
    }

    private void compare(Duration interval, Duration timeout, int counted) {
        if (!fields.cleanAt("interval", "timeout")) {
            return;
        }
        if (interval.compareTo(timeout) <= 0) {
            fields.problem(
                    "interval",
                    Durations.print(interval) + ": expected longer than the timeout, " + Durations.print(timeout));
        } else if (fields.cleanAt("rise", "fall")) {
            Duration needed = interval.multipliedBy(counted - 1L).plus(timeout);
            if (needed.compareTo(SESSION) > 0) {
                fields.problem(
                        "interval",
                        Durations.print(interval) + ": a verdict would take " + Durations.print(needed)
                                + " (interval times one less than the greater of rise and fall, and a timeout),"
                                + " expected at most " + Durations.print(SESSION) + ", so that one session suffices");
            }
        }
    }

    private Set<Integer> usualStatuses() {
        return switch (kind) {
            case TCP -> Set.of();
            case REGISTRY -> Set.of(200, 401);
            case HTTP, HTTPS -> range(200, 399);
        };
    }

    private Set<Integer> statuses(Spot spot) {
        Set<Integer> statuses = new HashSet<>();
        for (Spot item : spot.items(1, MOST_STATUSES, ACCEPTED_STATUS).orElse(List.of())) {
            item.text(ACCEPTED_STATUS, text -> !statuses(text).isEmpty())
                    .ifPresent(text -> statuses.addAll(statuses(text)));
        }
        return statuses;
    }

    private static Set<Integer> statuses(String text) {
        Matcher matcher = STATUSES.matcher(text);
        if (!matcher.matches()) {
            return Set.of();
        }
        int first = Integer.parseInt(matcher.group(1));
        return range(first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2)));
    }

    private static Set<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, String> headers(Spot spot) {
        Fields entries = Fields.of(spot, ACCEPTED_HEADERS);
        Map<String, String> headers = new HashMap<>();
        if (entries.entries().size() > MOST_HEADERS) {
            spot.expected(ACCEPTED_HEADERS);
        }
        for (Map.Entry<String, Spot> entry : entries.entries()) {
            if (!HEADER_NAME.matcher(entry.getKey()).matches()) {
                problems.add(entry.getValue().path(), "expected the name of an HTTP header such as Content-Type");
            }
            String value = entry.getValue()
                    .text(
                            "a header's value of at most 256 printable characters, \"\" for any value",
                            text -> HEADER_VALUE.matcher(text).matches())
                    .orElse("");
            if (headers.put(entry.getKey().toLowerCase(Locale.ROOT), value) != null) {
                problems.add(entry.getValue().path(), "the same header in other letters: expected once");
            }
        }
        return headers;
    }
}
