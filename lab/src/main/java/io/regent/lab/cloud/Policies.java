package io.regent.lab.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.lab.stack.Properties;
import java.util.List;

/** Policy documents ("IAM JSON policy elements reference", IAM User Guide), held to their form. */
final class Policies {
    private Policies() {}

    /** A document of statements. */
    static JsonNode read(Properties properties, String name) {
        Properties document = properties.section(name);
        Reading.choice(document, "Version", "2012-10-17");
        document.textOr("Id", "");
        for (Properties statement : document.sections("Statement")) {
            statement.textOr("Sid", "");
            Reading.choice(statement, "Effect", "Allow", "Deny");
            for (String element :
                    List.of("Action", "NotAction", "Resource", "NotResource", "Principal", "Condition")) {
                statement.find(element);
            }
            if (!statement.has("Action") && !statement.has("NotAction")) {
                throw Reading.wrong(statement, "Action", "the actions that it is about");
            }
        }
        return document.node();
    }
}
