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
        // All but the two wildcards is meant literally.
        String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(expression);
    }
}
