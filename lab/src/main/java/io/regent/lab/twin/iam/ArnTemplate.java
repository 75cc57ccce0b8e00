package io.regent.lab.twin.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An ARN of a policy: "each of the six colon-delimited components of the ARN is checked separately and each can include
 * multi-character match wildcards (*) or single-character match wildcards (?)" (IAM User Guide, "Condition operators",
 * Arn).
 */
final class ArnTemplate {
    private static final int COMPONENTS = 6;

    private final String written;
    private final List<Template> components;

    private ArnTemplate(String written, List<Template> components) {
        this.written = written;
        this.components = components;
    }

    /**
     * An ARN as a condition has it. A single asterisk stands for all.
     *
     * @throws PolicyError when it has fewer components
     */
    static ArnTemplate ofCondition(String path, String text) {
        ArnTemplate arn = read(path, text);
        if (!text.equals("*") && arn.components.size() < COMPONENTS) {
            throw new PolicyError(path, "'" + text + "': expected an ARN of six components");
        }
        return arn;
    }

    /**
     * An ARN as a Resource element has it: what is missing at its end is completed by asterisks ("IAM JSON policy
     * elements: Resource").
     */
    static ArnTemplate ofResource(String path, String text) {
        ArnTemplate arn = read(path, text);
        if (!text.equals("*") && (arn.components.size() < 3 || text.matches("arn:[^:]*:[^:]*[*?].*"))) {
            throw new PolicyError(path, "'" + text + "': expected * or an ARN that names its service");
        }
        return arn;
    }

    private static ArnTemplate read(String path, String text) {
        if (!text.equals("*") && !text.startsWith("arn:")) {
            throw new PolicyError(path, "'" + text + "': expected * or an ARN");
        }
        List<Template> components = new ArrayList<>();
        if (!text.equals("*")) {
            components(text).forEach(component -> components.add(Template.withWildcards(path, component)));
        }
        return new ArnTemplate(text, components);
    }

    /** At the first five colons that stand in no variable. */
    private static List<String> components(String text) {
        List<String> components = new ArrayList<>();
        StringBuilder component = new StringBuilder();
        boolean variable = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            variable = letter == '{' || (variable && letter != '}');
            if (letter == ':' && !variable && components.size() < COMPONENTS - 1) {
                components.add(component.toString());
                component.setLength(0);
            } else {
                component.append(letter);
            }
        }
        components.add(component.toString());
        return components;
    }

    boolean matches(String arn, Map<String, List<String>> keys) {
        if (components.isEmpty()) {
            return true;
        }
        String[] parts = arn.split(":", COMPONENTS);
        if (parts.length < COMPONENTS) {
            return false;
        }
        for (int i = 0; i < components.size(); i++) {
            if (!components.get(i).matches(parts[i], keys)) {
                return false;
            }
        }
        return true;
    }

    /** As it stands in the policy. */
    @Override
    public String toString() {
        return written;
    }
}
