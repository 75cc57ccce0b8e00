package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An {@code AWS::Serverless::Function}: the function, and where it asks for them a published version with an alias, the
 * settings of its asynchronous invocations, schedules, and rules with the permission that they need. It has a role of
 * its own; the lab makes none for it.
 */
final class ServerlessFunction {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Properties that the function has as they are. */
    private static final List<String> SAME = List.of(
            "Architectures",
            "Description",
            "Environment",
            "EphemeralStorage",
            "FunctionName",
            "Handler",
            "KmsKeyArn",
            "Layers",
            "LoggingConfig",
            "MemorySize",
            "RecursiveLoop",
            "ReservedConcurrentExecutions",
            "Role",
            "Runtime",
            "SnapStart",
            "Timeout");

    /** All that are known here. */
    static final Set<String> PROPERTIES = Stream.concat(
                    SAME.stream(),
                    Stream.of(
                            "AutoPublishAlias",
                            "AutoPublishAliasAllProperties",
                            "CodeUri",
                            "EventInvokeConfig",
                            "Events",
                            "Tags",
                            "VersionDescription"))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> SCHEDULE = Set.of(
            "Description",
            "EndDate",
            "FlexibleTimeWindow",
            "GroupName",
            "KmsKeyArn",
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "StartDate",
            "State");

    private static final Pattern ALIAS = Pattern.compile("(?![0-9]+$)[a-zA-Z0-9_-]+");

    /** EventBridge takes no longer id of a target (API reference, "Target"). */
    private static final int LONGEST_TARGET = 64;

    private final String id;
    private final ObjectNode declared;
    private final ObjectNode merged;
    private final Properties properties;
    private final Map<String, String> parameters;
    private final Names names;
    private final Map<String, ObjectNode> resources = new LinkedHashMap<>();

    /**
     * @param path of the resource
     * @param merged its properties, with the global ones
     */
    ServerlessFunction(
            String path,
            String id,
            ObjectNode declared,
            ObjectNode merged,
            Map<String, String> parameters,
            Names names) {
        this.id = id;
        this.declared = declared;
        this.merged = merged;
        this.properties = new Properties(path + ".Properties", merged);
        this.parameters = parameters;
        this.names = names;
    }

    Map<String, ObjectNode> resources() {
        for (String name : properties.names()) {
            if (!PROPERTIES.contains(name)) {
                throw new Unsupported(properties.path() + "." + name, "a property that the lab does not know");
            }
        }
        for (String name : List.of("Handler", "Runtime", "Role")) {
            properties.value(name);
        }
        ObjectNode function = function();
        JsonNode target = getAtt(id, "Arn");
        String qualifier = "$LATEST";
        if (properties.has("AutoPublishAlias")) {
            qualifier = alias(merged.get("AutoPublishAlias"));
            String version = id + "Version" + ContentHash.of(published(function));
            String alias = id + "Alias" + qualifier.replace("-", "D").replace("_", "U");
            resources.put(version, version());
            resources.put(alias, aliasOf(qualifier, version));
            names.add(id + ".Version", version);
            names.add(id + ".Alias", alias);
            target = ref(alias);
        }
        if (properties.has("EventInvokeConfig")) {
            resources.put(id + "EventInvokeConfig", invocations(qualifier, target));
        }
        for (Properties event : events()) {
            String name = id + event.path().substring(event.path().lastIndexOf('.') + 1);
            String type = event.text("Type");
            Properties settings = event.section("Properties");
            switch (type) {
                case "ScheduleV2" -> resources.put(name, schedule(name, settings, target));
                case "EventBridgeRule" -> {
                    resources.put(name, rule(name, settings, target));
                    resources.put(name + "Permission", permission(name, target));
                }
                default ->
                    throw new Unsupported(
                            event.path() + ".Type", "expected ScheduleV2 or EventBridgeRule, found " + type);
            }
            event.done();
        }
        return resources;
    }

    private ObjectNode function() {
        ObjectNode function = resource("AWS::Lambda::Function", "DependsOn", "Metadata");
        ObjectNode plain = function.putObject("Properties");
        plain.set("Code", Serverless.location(properties.path() + ".CodeUri", properties.value("CodeUri")));
        ArrayNode tags = JSON.arrayNode();
        tags.add(tag("lambda:createdBy", TextNode.valueOf("SAM")));
        properties
                .findSection("Tags")
                .ifPresent(own -> own.names().forEach(name -> tags.add(tag(name, own.value(name)))));
        plain.set("Tags", tags);
        SAME.stream().filter(merged::has).forEach(name -> plain.set(name, merged.get(name)));
        resources.put(id, function);
        return plain;
    }

    private static ObjectNode tag(String key, JsonNode value) {
        return JSON.objectNode().put("Key", key).set("Value", value);
    }

    /** What makes a new version when it changes: the code and the environment, or all there is of the function. */
    private ObjectNode published(ObjectNode function) {
        if (properties.flagOr("AutoPublishAliasAllProperties", false)) {
            return function;
        }
        ObjectNode content = ((ObjectNode) function.get("Code")).deepCopy();
        if (function.get("Environment") instanceof ObjectNode environment) {
            content.setAll(environment);
        }
        if (function.has("MemorySize")) {
            content.set("MemorySize", function.get("MemorySize"));
        }
        if (function.has("SnapStart")
                && !function.get("SnapStart").path("ApplyOn").asText("None").equals("None")) {
            content.set("SnapStart", function.get("SnapStart"));
        }
        return content;
    }

    /** An alias is a text or a parameter. */
    private String alias(JsonNode given) {
        String alias = given.isTextual()
                ? given.asText()
                : Inlining.of(given, parameters).asText();
        if (!ALIAS.matcher(alias).matches()) {
            throw new Unsupported(properties.path() + ".AutoPublishAlias", "expected an alias's name, found " + given);
        }
        return alias;
    }

    private ObjectNode version() {
        ObjectNode version = resource("AWS::Lambda::Version");
        if (!version.has("DeletionPolicy")) {
            version.put("DeletionPolicy", "Retain");
        }
        ObjectNode plain = version.putObject("Properties");
        plain.set("FunctionName", ref(id));
        if (merged.has("VersionDescription")) {
            plain.set("Description", merged.get("VersionDescription"));
        }
        return version;
    }

    private ObjectNode aliasOf(String name, String version) {
        ObjectNode alias = resource("AWS::Lambda::Alias");
        ObjectNode plain = alias.putObject("Properties").put("Name", name);
        plain.set("FunctionName", ref(id));
        plain.set("FunctionVersion", getAtt(version, "Version"));
        return alias;
    }

    private ObjectNode invocations(String qualifier, JsonNode target) {
        Properties settings = new Properties(
                properties.path() + ".EventInvokeConfig",
                Inlining.of(properties.value("EventInvokeConfig"), parameters));
        ObjectNode invocations = resource("AWS::Lambda::EventInvokeConfig", "Metadata");
        if (target.has("Ref")) {
            invocations.putArray("DependsOn").add(target.get("Ref"));
        }
        ObjectNode plain = invocations.putObject("Properties");
        plain.set("FunctionName", ref(id));
        plain.put("Qualifier", qualifier);
        ObjectNode destinations = plain.putObject("DestinationConfig");
        settings.findSection("DestinationConfig").ifPresent(config -> {
            for (String name : List.of("OnSuccess", "OnFailure")) {
                config.findSection(name).ifPresent(destination -> {
                    if (!destination.text("Type").equals("SNS")) {
                        throw new Unsupported(destination.path() + ".Type", "expected SNS");
                    }
                    destinations.putObject(name).set("Destination", destination.value("Destination"));
                });
            }
        });
        for (String name : List.of("MaximumEventAgeInSeconds", "MaximumRetryAttempts")) {
            settings.find(name).ifPresent(value -> plain.set(name, value));
        }
        settings.done();
        return invocations;
    }

    private List<Properties> events() {
        return properties
                .findSection("Events")
                .map(events -> events.names().stream().map(events::section).toList())
                .orElse(List.of());
    }

    private ObjectNode schedule(String name, Properties settings, JsonNode target) {
        ObjectNode schedule = resource("AWS::Scheduler::Schedule");
        ObjectNode plain = schedule.putObject("Properties");
        settings.value("ScheduleExpression");
        boolean nameless = settings.flagOr("OmitName", false);
        JsonNode own = settings.find("Name").orElse(TextNode.valueOf(name));
        if (!nameless) {
            plain.set("Name", own);
        }
        plain.putObject("FlexibleTimeWindow").put("Mode", "OFF");
        SCHEDULE.forEach(property -> settings.find(property).ifPresent(value -> plain.set(property, value)));
        ObjectNode to = plain.putObject("Target");
        to.set("Arn", target);
        to.set("RoleArn", settings.value("RoleArn"));
        for (String property : List.of("Input", "RetryPolicy")) {
            settings.find(property).ifPresent(value -> to.set(property, value));
        }
        deadLetters(settings, to);
        return schedule;
    }

    private ObjectNode rule(String name, Properties settings, JsonNode target) {
        ObjectNode rule = resource("AWS::Events::Rule");
        ObjectNode plain = rule.putObject("Properties");
        plain.set("EventPattern", settings.value("Pattern"));
        settings.find("EventBusName").ifPresent(value -> plain.set("EventBusName", value));
        settings.find("RuleName").ifPresent(value -> plain.set("Name", value));
        settings.find("State").ifPresent(value -> plain.set("State", value));
        ObjectNode to = plain.putArray("Targets").addObject();
        to.set("Arn", target);
        String suffix = "LambdaTarget";
        to.put("Id", name.substring(0, Math.min(name.length(), LONGEST_TARGET - suffix.length())) + suffix);
        settings.findSection("Target").ifPresent(own -> to.set("Id", own.value("Id")));
        for (String property : List.of("Input", "InputPath", "InputTransformer", "RetryPolicy")) {
            settings.find(property).ifPresent(value -> to.set(property, value));
        }
        deadLetters(settings, to);
        return rule;
    }

    /** A queue that stands already. */
    private static void deadLetters(Properties settings, ObjectNode target) {
        settings.findSection("DeadLetterConfig")
                .ifPresent(queue -> target.putObject("DeadLetterConfig").set("Arn", queue.value("Arn")));
    }

    private ObjectNode permission(String rule, JsonNode target) {
        ObjectNode permission = resource("AWS::Lambda::Permission");
        ObjectNode plain = permission.putObject("Properties").put("Action", "lambda:InvokeFunction");
        plain.set("FunctionName", target.has("Ref") ? target : ref(id));
        plain.put("Principal", "events.amazonaws.com");
        plain.set("SourceArn", getAtt(rule, "Arn"));
        return permission;
    }

    /** A resource with the attributes that all of a function's have, and some of the function's more. */
    private ObjectNode resource(String type, String... more) {
        ObjectNode resource = JSON.objectNode().put("Type", type);
        Stream.concat(Stream.of("Condition", "DeletionPolicy", "UpdateReplacePolicy"), Stream.of(more))
                .filter(declared::has)
                .forEach(attribute -> resource.set(attribute, declared.get(attribute)));
        return resource;
    }

    private static ObjectNode ref(String name) {
        return JSON.objectNode().put("Ref", name);
    }

    private static ObjectNode getAtt(String name, String attribute) {
        ObjectNode node = JSON.objectNode();
        node.putArray("Fn::GetAtt").add(name).add(attribute);
        return node;
    }
}
