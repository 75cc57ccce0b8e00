package io.regent.lab.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

final class Serverless {
    private Serverless() {}

    static ObjectNode expand(Template template, Map<String, String> parameters) {
        return template.tree();
    }
}
