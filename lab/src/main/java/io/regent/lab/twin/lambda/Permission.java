package io.regent.lab.twin.lambda;

import io.regent.lab.twin.Sender;
import java.util.regex.Pattern;

/**
 * A statement of a function's resource-based policy, as AddPermission makes it: a service may invoke the function.
 *
 * @param principal such as {@code events.amazonaws.com}
 * @param sourceArn the resource that the service has to act for, with {@code *} and {@code ?} as ArnLike has them;
 *     empty for any
 */
public record Permission(String statementId, String principal, String sourceArn) {
    boolean allows(Sender.Service sender) {
        return principal.equals(sender.principal())
                && (sourceArn.isEmpty() || like(sourceArn).matcher(sender.source()).matches());
    }

    private static Pattern like(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (char letter : pattern.toCharArray()) {
            switch (letter) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(String.valueOf(letter)));
            }
        }
        return Pattern.compile(expression.toString());
    }
}
