package io.regent.lab.twin.ec2;

import io.regent.lab.twin.TwinError;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a Describe call is narrowed by: one of the values has to be there. {@code *} stands for any text and {@code ?}
 * for a character ("List and filter using the CLI and API", EC2 User Guide).
 */
public record Filter(String name, List<String> values) {
    public Filter {
        values = List.copyOf(values);
    }

    /** @throws TwinError InvalidParameterValue, for a filter that the twin does not have */
    boolean passes(Described one) {
        Map<String, List<String>> known = one.filterable();
        if (!known.containsKey(name) && !name.startsWith("tag:")) {
            throw new TwinError("InvalidParameterValue", 400, "The filter '" + name + "' is invalid");
        }
        return known.getOrDefault(name, List.of()).stream()
                .anyMatch(found -> values.stream().anyMatch(value -> matches(value, found)));
    }

    private static boolean matches(String value, String found) {
        String pattern = value.chars()
                .mapToObj(one -> switch (one) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(one));
                })
                .collect(Collectors.joining());
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(found).matches();
    }
}
