package io.regent.lab.twin.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text of a policy that values are held against: {@code *} stands for any characters and {@code ?} for any one, where
 * wildcards are meant, and <code>${key}</code> for the value of a condition key of the request ("IAM policy elements:
 * Variables and tags"). <code>${*}</code>, <code>${?}</code> and <code>${$}</code> are those characters themselves.
 */
final class Template {
    private sealed interface Part {
        record Text(String text) implements Part {}

        record Any() implements Part {}

        record One() implements Part {}

        record Variable(String key) implements Part {}
    }

    private final String written;
    private final List<Part> parts;
    private final int flags;

    /** What it stands for, where that is the same for every request. */
    private final Optional<Pattern> constant;

    private Template(String written, List<Part> parts, boolean ignoreCase) {
        this.written = written;
        this.parts = parts;
        this.flags = Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        this.constant = parts.stream().anyMatch(Part.Variable.class::isInstance) ? Optional.empty() : pattern(Map.of());
    }

    /** A text with wildcards. */
    static Template withWildcards(String path, String text) {
        return new Template(text, parts(path, text, true), false);
    }

    /** A text with wildcards, whatever the case of its letters. */
    static Template ignoringCase(String path, String text) {
        return new Template(text, parts(path, text, true), true);
    }

    /** A text in which an asterisk is an asterisk. */
    static Template exactly(String path, String text) {
        return new Template(text, parts(path, text, false), false);
    }

    /** The same, whatever the case of its letters. */
    static Template exactlyIgnoringCase(String path, String text) {
        return new Template(text, parts(path, text, false), true);
    }

    private static List<Part> parts(String path, String text, boolean wildcards) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char letter = text.charAt(at);
            if (letter == '$' && text.startsWith("${", at)) {
                int end = text.indexOf('}', at);
                if (end < 0) {
                    throw new PolicyError(path, "'" + text + "': expected a } after ${");
                }
                parts.add(variable(path, text.substring(at + 2, end)));
                at = end + 1;
            } else {
                parts.add(
                        !wildcards || (letter != '*' && letter != '?')
                                ? new Part.Text(String.valueOf(letter))
                                : letter == '*' ? new Part.Any() : new Part.One());
                at++;
            }
        }
        return parts;
    }

    private static Part variable(String path, String name) {
        if (name.equals("*") || name.equals("?") || name.equals("$")) {
            return new Part.Text(name);
        }
        if (!name.matches("[a-z0-9-]+:[A-Za-z0-9/_.-]+")) {
            throw new PolicyError(
                    path, "'${" + name + "}': expected the name of a condition key, without a default, or *, ? or $");
        }
        return new Part.Variable(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a value is such a one; never when it needs a key that the request does not have. */
    boolean matches(String value, Map<String, List<String>> keys) {
        return constant.or(() -> pattern(keys))
                .filter(pattern -> pattern.matcher(value).matches())
                .isPresent();
    }

    private Optional<Pattern> pattern(Map<String, List<String>> keys) {
        StringBuilder expression = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Text text -> expression.append(Pattern.quote(text.text()));
                case Part.Any any -> expression.append(".*");
                case Part.One one -> expression.append('.');
                case Part.Variable variable -> {
                    List<String> values = keys.getOrDefault(variable.key(), List.of());
                    if (values.size() != 1) {
                        return Optional.empty();
                    }
                    expression.append(Pattern.quote(values.getFirst()));
                }
            }
        }
        return Optional.of(Pattern.compile(expression.toString(), flags));
    }

    /** As it stands in the policy. */
    @Override
    public String toString() {
        return written;
    }
}
