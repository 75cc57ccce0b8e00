package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.fleet.Region;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts plain resources in the place of a template's {@code AWS::Serverless} ones, with the logical ids and the
 * attributes that the official translation gives them (aws-sam-translator 1.115.0,
 * {@code samtranslator/model/sam_resources.py}), as far as the repository's templates use them.
 * {@code scripts/compare-sam.sh} holds the two together.
 *
 * <p>A path on the disk, which {@code sam package} would upload, becomes an object of the bucket {@value #LOCAL} under
 * that path, without a slash at its end.
 */
public final class Serverless {
    /** The bucket that stands for the disk: its keys are paths, relative to the template. */
    public static final String LOCAL = "local";

    private Serverless() {}

    /**
     * A template without {@code Transform} and {@code Globals}.
     *
     * @param given parameters by name; the others have their defaults
     */
    static ObjectNode expand(Template template, Map<String, String> given, Region region) {
        ObjectNode tree = template.tree();
        if (tree.remove("Transform") == null) {
            return tree;
        }
        Map<String, String> parameters = parameters(template, given, region);
        Globals globals = Globals.take(template.file(), tree);
        Names names = new Names();
        ObjectNode resources = (ObjectNode) tree.get("Resources");
        Map<String, ObjectNode> made = new LinkedHashMap<>();
        for (String id : Template.names(resources)) {
            String path = template.file() + ": Resources." + id;
            ObjectNode declared = (ObjectNode) resources.get(id);
            String type = declared.get("Type").asText();
            if (!type.startsWith("AWS::Serverless::")) {
                continue;
            }
            Map<String, ObjectNode> expanded =
                    switch (type) {
                        case "AWS::Serverless::Function" ->
                            new ServerlessFunction(
                                            path, id, declared, globals.merged("Function", declared), parameters, names)
                                    .resources();
                        case "AWS::Serverless::LayerVersion" ->
                            ServerlessLayer.resources(
                                    path, id, declared, globals.merged("LayerVersion", declared), parameters, names);
                        default -> throw new Unsupported(path + ".Type", "a type that the lab does not know: " + type);
                    };
            resources.remove(id);
            expanded.forEach((name, resource) -> {
                if (resources.has(name) || made.put(name, resource) != null) {
                    throw new Unsupported(path, "makes a resource " + name + ", and there is one of that name");
                }
            });
        }
        made.forEach(resources::set);
        return names.renamed(tree);
    }

    /** The same as JSON, for a comparison. */
    public static String json(Template template, Map<String, String> given, Region region) {
        return expand(template, given, region).toPrettyString();
    }

    private static Map<String, String> parameters(Template template, Map<String, String> given, Region region) {
        Map<String, String> parameters = new LinkedHashMap<>();
        template.section("Parameters").properties().stream()
                .filter(parameter -> parameter.getValue().has("Default"))
                .forEach(parameter -> parameters.put(
                        parameter.getKey(), parameter.getValue().get("Default").asText()));
        parameters.putAll(given);
        parameters.put("AWS::Region", region.id());
        parameters.put("AWS::Partition", "aws");
        return parameters;
    }

    /** What {@code Code} and {@code Content} say of an artifact. */
    static ObjectNode location(String path, JsonNode uri) {
        if (!uri.isTextual()) {
            throw new Unsupported(path, "expected a path or an s3:// address, found " + uri);
        }
        String text = address(uri.asText()).substring("s3://".length());
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw new Unsupported(path, "expected s3://BUCKET/KEY, found " + uri);
        }
        ObjectNode location = JsonNodeFactory.instance.objectNode();
        location.put("S3Bucket", text.substring(0, slash));
        location.put("S3Key", text.substring(slash + 1));
        return location;
    }

    /** The address that {@code sam package} would write for a path. */
    static String address(String uri) {
        if (uri.startsWith("s3://")) {
            return uri;
        }
        String path = uri.startsWith("./") ? uri.substring(2) : uri;
        return "s3://" + LOCAL + "/" + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }
}
