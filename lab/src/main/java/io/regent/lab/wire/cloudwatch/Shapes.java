package io.regent.lab.wire.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.lab.twin.cloudwatch.Metric;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Structures that several operations share. */
final class Shapes {
    private Shapes() {}

    /** A list of Dimension. A dimension that comes twice is refused. */
    static Map<String, String> dimensions(Input input) {
        Map<String, String> dimensions = new TreeMap<>();
        for (Input dimension : input.structures("Dimensions")) {
            dimension.allowing("Name", "Value");
            String name = dimension.requiredText("Name");
            if (dimensions.put(name, dimension.requiredText("Value")) != null) {
                throw Faulty.invalid(dimension.path("Name"), name, "each dimension once");
            }
        }
        return dimensions;
    }

    static Metric metric(Input input) {
        return new Metric(input.text("Namespace"), input.text("MetricName"), dimensions(input));
    }

    static void write(ObjectNode out, Metric metric) {
        out.put("Namespace", metric.namespace()).put("MetricName", metric.name());
        ArrayNode dimensions = out.putArray("Dimensions");
        metric.dimensions()
                .forEach((name, value) ->
                        dimensions.addObject().put("Name", name).put("Value", value));
    }

    static void write(ObjectNode out, String name, List<String> texts) {
        ArrayNode array = out.putArray(name);
        texts.forEach(array::add);
    }

    /** Leaves an empty text out, as AWS does with what is not there. */
    static void writeUnlessEmpty(ObjectNode out, String name, String text) {
        if (!text.isEmpty()) {
            out.put(name, text);
        }
    }
}
