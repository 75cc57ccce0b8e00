package io.regent.desk;

import io.regent.fleet.Region;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command to paste into a shell: an invocation of one of Regent's functions. Both versions of the AWS command line
 * take it: {@code fileb://} is read as it is by either, where a payload on the line itself is text to the first version
 * and Base64 to the second (AWS CLI User Guide, "Breaking changes between the AWS CLI version 1 and version 2"). What
 * is quoted has no single quote in it, so that every shell passes it on as it stands.
 *
 * @param function with its alias
 */
record Command(String function, Region region, JsonObject payload) {
    /** A function answers within a minute; the usual patience, as long as that, would have it asked again. */
    private static final int PATIENCE_SECONDS = 90;

    /** The report's text, or all of what has none; then what the command line says itself. */
    private static final String SHOWN = "| jq -r '.text // .'";

    /** How a shell passes a text on; the format is the shell's. */
    @SuppressWarnings("OrphanedFormatString")
    private static final String PASSED_ON = "printf %s '";

    /** On one line. */
    String line() {
        return PASSED_ON + quotable(Json.write(payload)) + "' | " + String.join(" ", invocation());
    }

    /** The same on several lines, none too long for a report, which a shell takes for one. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(PASSED_ON).append('{');
        int left = payload.fields().size();
        for (Map.Entry<String, JsonValue> field : payload.fields().entrySet()) {
            left--;
            String written = quotable(Json.write(new JsonObject(Map.of(field.getKey(), field.getValue()))));
            String part = written.substring(1, written.length() - 1) + (left == 0 ? "}' |" : ", ");
            // A line break between fields is white space to JSON, and within the quotes it is the shell's too.
            if (line.length() + part.stripTrailing().length() > Page.WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder("  ");
            }
            line.append(part);
            while (line.toString().stripTrailing().length() > Page.WIDTH) {
                line = new StringBuilder(broken(line.toString(), lines));
            }
        }
        lines.add(line.toString());
        lines.addAll(continued("  ", invocation()));
        return lines;
    }

    /** Words on as few lines as hold them, each but the last continued on the next one, for a shell. */
    static List<String> continued(String indent, List<String> words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : words) {
            if (line.length() + word.length() + " \\".length() > Page.WIDTH) {
                lines.add(line + "\\");
                line = new StringBuilder(indent);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** Ends a line within a quoted text, as a shell joins it again; gives what is left of it. */
    private static String broken(String line, List<String> lines) {
        int end = Page.WIDTH - "'\\".length();
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        lines.add(line.substring(0, end) + "'\\");
        return "'" + line.substring(end);
    }

    private List<String> invocation() {
        return List.of(
                "aws lambda invoke",
                "--region " + region,
                "--function-name " + function,
                "--cli-read-timeout " + PATIENCE_SECONDS,
                "--payload fileb:///dev/stdin",
                "/dev/stdout",
                SHOWN);
    }

    /** JSON that means the same and has no single quote in it. */
    private static String quotable(String json) {
        return json.replace("'", "\\u0027");
    }
}
