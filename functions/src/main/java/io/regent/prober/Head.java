package io.regent.prober;

import io.regent.probe.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The status and the fields of an HTTP/1.1 answer (RFC 9112, sections 4 and 5).
 *
 * @param fields the values by name in lower case, in the order they came
 */
record Head(int status, Map<String, List<String>> fields) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?", Pattern.DOTALL);

    /** The values of a field, by name in lower case. */
    List<String> values(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** @param text the status line and the field lines, without the empty line that ends them */
    static Head parse(String text) throws Refusal {
        List<String> lines = text.lines().toList();
        String first = lines.isEmpty() ? "" : lines.getFirst();
        Matcher statusLine = STATUS_LINE.matcher(first);
        if (!statusLine.matches()) {
            throw new Refusal(Reason.MALFORMED, "not a status line: " + first);
        }
        Map<String, List<String>> fields = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new Refusal(Reason.MALFORMED, "not a header field: " + line);
            }
            fields.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(line.substring(colon + 1).strip());
        }
        return new Head(Integer.parseInt(statusLine.group(1)), fields);
    }
}
