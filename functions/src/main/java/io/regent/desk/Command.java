package io.regent.desk;

import io.regent.fleet.Region;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command to paste into a shell: an invocation of one of Regent's functions.
 *
 * @param function with its alias
 */
record Command(String function, Region region, JsonObject payload) {
    /** On one line. */
    String line() {
        return "aws lambda invoke --function-name " + function + " --region " + region
                + " --cli-binary-format raw-in-base64-out --payload " + quoted(Json.write(payload)) + " /dev/stdout";
    }

    /** The same on several lines, which a shell takes for one. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("aws lambda invoke --function-name " + function + " --region " + region + " \\");
        lines.add("  --cli-binary-format raw-in-base64-out /dev/stdout --payload \\");
        StringBuilder line = new StringBuilder("  '{");
        int left = payload.fields().size();
        for (Map.Entry<String, JsonValue> field : payload.fields().entrySet()) {
            left--;
            String written = escaped(Json.write(new JsonObject(Map.of(field.getKey(), field.getValue()))));
            String part = written.substring(1, written.length() - 1) + (left == 0 ? "}'" : ", ");
            // A line break between fields is white space to JSON, and within the quotes it is the shell's too.
            if (line.length() + part.stripTrailing().length() > Page.WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder("    ");
            }
            line.append(part);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String quoted(String text) {
        return "'" + escaped(text) + "'";
    }

    private static String escaped(String text) {
        return text.replace("'", "'\\''");
    }
}
