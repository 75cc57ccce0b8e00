package io.regent.lab.stack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;

/** An {@code AWS::Serverless::LayerVersion}: a layer whose name changes with what it holds. */
final class ServerlessLayer {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ServerlessLayer() {}

    static Map<String, ObjectNode> resources(
            String path,
            String id,
            ObjectNode declared,
            ObjectNode merged,
            Map<String, String> parameters,
            Names names) {
        Properties properties = new Properties(path + ".Properties", merged);
        String content = properties.text("ContentUri");
        merged.put("ContentUri", Serverless.address(content));
        for (String name : List.of("LayerName", "Description", "LicenseInfo")) {
            properties.find(name).ifPresent(value -> merged.set(name, Inlining.of(value, parameters)));
        }
        properties.items("CompatibleArchitectures");
        properties.items("CompatibleRuntimes");
        String retention = properties.textOr("RetentionPolicy", "Retain");
        if (!List.of("Retain", "Delete").contains(retention)) {
            throw new Unsupported(properties.path() + ".RetentionPolicy", "expected Retain or Delete");
        }
        properties.done();

        ObjectNode hashed = JSON.objectNode().put("Type", "AWS::Serverless::LayerVersion");
        List.of("DependsOn", "Condition").stream()
                .filter(declared::has)
                .forEach(name -> hashed.set(name, declared.get(name)));
        hashed.set("Properties", merged);
        String name = id + ContentHash.of(JSON.objectNode().set(id, hashed));
        names.add(id, name);

        ObjectNode layer = JSON.objectNode().put("Type", "AWS::Lambda::LayerVersion");
        List.of("DependsOn", "Condition", "DeletionPolicy", "UpdateReplacePolicy").stream()
                .filter(declared::has)
                .forEach(attribute -> layer.set(attribute, declared.get(attribute)));
        if (!declared.has("DeletionPolicy") || merged.has("RetentionPolicy")) {
            layer.put("DeletionPolicy", retention);
        }
        ObjectNode plain = layer.putObject("Properties");
        plain.set("Content", Serverless.location(properties.path() + ".ContentUri", merged.get("ContentUri")));
        plain.set("LayerName", merged.has("LayerName") ? merged.get("LayerName") : TextNode.valueOf(id));
        List.of("Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo").stream()
                .filter(merged::has)
                .forEach(property -> plain.set(property, merged.get(property)));
        return Map.of(name, layer);
    }
}
