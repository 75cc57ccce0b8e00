package io.regent.lab.cloud;

import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.stack.Unsupported;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.iam.Permission;
import io.regent.lab.twin.iam.Principal;
import io.regent.lab.twin.lambda.EventInvokeConfig;
import io.regent.lab.twin.lambda.FunctionCode;
import io.regent.lab.twin.lambda.LambdaFunction;
import io.regent.lab.twin.lambda.LambdaTwin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AWS Lambda: functions, versions, aliases, layers, permissions, and how asynchronous invocations are treated. */
final class FunctionResources {
    private static final int LONGEST_NAME = 64;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-_]{1,64}");
    private static final Pattern ALIAS = Pattern.compile("(?!\\d+$)[a-zA-Z0-9-_]{1,128}");
    private static final Pattern HANDLER = Pattern.compile("[^\\s]{1,128}");
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");

    /** A name, or an ARN, perhaps with a qualifier. */
    private static final Pattern FUNCTION =
            Pattern.compile("(?:arn:aws:lambda:[a-z0-9-]+:\\d{12}:function:)?([a-zA-Z0-9-_]+)(?::([a-zA-Z0-9-_$]+))?");

    /** "Layers: up to five" (Lambda Developer Guide, "Lambda quotas"). */
    private static final int MOST_LAYERS = 5;

    /** What the official translation adds to the logical id of a serverless layer. */
    private static final Pattern SAM_HASH = Pattern.compile("[0-9a-f]{10}$");

    private static final Pattern LAYER = Pattern.compile("arn:aws:lambda:[a-z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+:\\d+");

    private final Account account;
    private final FunctionHost host;
    private final RoleResources roles;
    private final Map<Arn, Latest> latest = new HashMap<>();
    private final Map<String, FunctionHost.Layer> layers = new HashMap<>();

    /** A function as it is at {@code $LATEST}, and whether its versions start from snapshots. */
    private record Latest(FunctionHost.Spec spec, boolean snapStart) {}

    FunctionResources(Account account, FunctionHost host) {
        this.account = account;
        this.host = host;
        this.roles = new RoleResources(account);
    }

    Map<String, Kind> kinds() {
        return Map.of(
                "AWS::Lambda::Function",
                        Kind.of(
                                this::function,
                                (resource, made) -> lambda(resource).delete(made.ref())),
                "AWS::Lambda::Version", Kind.of(this::version, this::deleteVersion),
                "AWS::Lambda::Alias", Kind.of(this::alias, this::deleteAlias),
                "AWS::Lambda::LayerVersion", Kind.of(this::layer, this::deleteLayer),
                "AWS::Lambda::EventInvokeConfig", Kind.of(this::config, this::deleteConfig),
                "AWS::Lambda::Permission", new Permissions());
    }

    private LambdaTwin lambda(Resource resource) {
        return account.in(resource.stack().region()).lambda();
    }

    private Made function(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "FunctionName", Names.of(resource, LONGEST_NAME), NAME);
        String handler = Reading.form(properties, "Handler", HANDLER);
        Reading.choice(properties, "Runtime", "java25");
        Reading.choiceOr(properties, "PackageType", "Zip", "Zip");
        properties.texts("Architectures").forEach(one -> {
            if (!one.equals("arm64") && !one.equals("x86_64")) {
                throw Reading.wrong(properties, "Architectures", "arm64 or x86_64");
            }
        });
        int memory = Math.toIntExact(Reading.within(properties, "MemorySize", 128, 128, 10_240));
        Duration timeout = Duration.ofSeconds(Reading.within(properties, "Timeout", 3, 1, 900));
        String role = properties.text("Role");
        String arn = lambda(resource).arn(name).toString();
        roles.require(properties, "Role", role, new Principal.Service("lambda.amazonaws.com", arn));
        code(properties.section("Code"));
        boolean snapStart = snapStart(properties);
        List<FunctionHost.Layer> standsOn = layers(resource);
        checkSettings(resource);
        Map<String, String> environment = environment(properties);
        environment.put("AWS_REGION", resource.stack().region().id());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", name);
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memory));
        properties.done();
        FunctionHost.Spec spec = new FunctionHost.Spec(
                resource.stack().region(),
                name,
                FunctionHost.Spec.LATEST,
                handler,
                environment,
                standsOn,
                memory,
                timeout,
                role,
                false);
        FunctionCode code = code(resource, spec);
        latest.put(lambda(resource).arn(name), new Latest(spec, snapStart));
        lambda(resource)
                .register(new LambdaFunction(name, code, Map.of(), timeout, memory, List.of(), role, new NoLogger()));
        return Made.of(name).with("Arn", arn);
    }

    private static boolean snapStart(Properties properties) {
        return properties
                .findSection("SnapStart")
                .map(snapStart -> Reading.choice(snapStart, "ApplyOn", "PublishedVersions", "None"))
                .orElse("None")
                .equals("PublishedVersions");
    }

    private FunctionCode code(Resource resource, FunctionHost.Spec spec) {
        try {
            return host.host(spec);
        } catch (IllegalArgumentException e) {
            throw new Unsupported(resource.properties().path(), "the function does not start: " + e.getMessage());
        }
    }

    /** Where the code came from; which code runs is the host's to say. */
    private static String code(Properties code) {
        code.text("S3Bucket");
        code.textOr("S3ObjectVersion", "");
        return code.text("S3Key");
    }

    private static Map<String, String> environment(Properties properties) {
        Map<String, String> environment = new TreeMap<>();
        properties.findSection("Environment").ifPresent(section -> environment.putAll(section.textMap("Variables")));
        environment.keySet().forEach(name -> {
            // "Reserved environment variables" in the Lambda Developer Guide.
            if (!VARIABLE.matcher(name).matches() || name.equals("AWS_REGION") || name.startsWith("AWS_LAMBDA_")) {
                throw new Unsupported(
                        properties.path() + ".Environment.Variables." + name,
                        "expected a name of letters, digits and _ that Lambda does not set itself");
            }
        });
        return environment;
    }

    private void checkSettings(Resource resource) {
        Properties properties = resource.properties();
        properties.textOr("Description", "");
        properties
                .findSection("TracingConfig")
                .ifPresent(tracing -> Reading.choice(tracing, "Mode", "Active", "PassThrough"));
        properties
                .findSection("EphemeralStorage")
                .ifPresent(storage -> Reading.within(storage, "Size", 512, 512, 10_240));
        properties.findSection("LoggingConfig").ifPresent(logging -> {
            Reading.choiceOr(logging, "LogFormat", "Text", "JSON", "Text");
            String[] levels = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
            Reading.choiceOr(logging, "ApplicationLogLevel", "INFO", levels);
            Reading.choiceOr(logging, "SystemLogLevel", "INFO", "DEBUG", "INFO", "WARN");
            if (logging.has("LogGroup")
                    && !region(resource).shelf().has(TopicResources.LOG_GROUP, logging.text("LogGroup"))) {
                throw Reading.wrong(logging, "LogGroup", "a log group that there is");
            }
        });
        Reading.tags(properties);
        Reading.absent(
                properties,
                "ReservedConcurrentExecutions",
                "the twin reserves concurrency by PutFunctionConcurrency alone");
    }

    private List<FunctionHost.Layer> layers(Resource resource) {
        List<FunctionHost.Layer> found = new ArrayList<>();
        for (String arn : resource.properties().texts("Layers")) {
            FunctionHost.Layer layer = layers.get(arn);
            if (!LAYER.matcher(arn).matches() || layer == null) {
                throw Reading.wrong(resource.properties(), "Layers", "ARNs of versions of layers that there are");
            }
            found.add(layer);
        }
        if (found.size() > MOST_LAYERS) {
            throw Reading.wrong(resource.properties(), "Layers", "at most " + MOST_LAYERS + " layers");
        }
        return found;
    }

    private RegionTwin region(Resource resource) {
        return account.in(resource.stack().region());
    }

    /** What a property says of a function, with or without a qualifier. */
    private record Named(String function, String qualifier) {
        static Named read(Properties properties, String property) {
            Matcher parts = FUNCTION.matcher(properties.text(property));
            if (!parts.matches()) {
                throw Reading.wrong(properties, property, "the name or the ARN of a function");
            }
            String qualifier = parts.group(2);
            return new Named(parts.group(1), qualifier == null ? "" : qualifier);
        }

        static String plain(Properties properties) {
            Named named = read(properties, "FunctionName");
            if (!named.qualifier().isEmpty()) {
                throw Reading.wrong(properties, "FunctionName", "a function without a qualifier");
            }
            return named.function();
        }
    }

    private Made version(Resource resource) {
        Properties properties = resource.properties();
        String function = Named.plain(properties);
        properties.textOr("Description", "");
        properties.textOr("CodeSha256", "");
        properties.done();
        Latest published = latest.get(lambda(resource).arn(function));
        if (published == null) {
            throw Reading.wrong(properties, "FunctionName", "a function that there is");
        }
        String version = lambda(resource)
                .publish(function, number -> code(resource, published.spec().published(number, published.snapStart())));
        return Made.of(lambda(resource).arn(function) + ":" + version).with("Version", version);
    }

    private void deleteVersion(Resource resource, Made made) {
        String version = made.ref().substring(made.ref().lastIndexOf(':') + 1);
        lambda(resource).deleteVersion(Named.plain(resource.properties()), version);
    }

    private Made alias(Resource resource) {
        Properties properties = resource.properties();
        String function = Named.plain(properties);
        String name = Reading.form(properties, "Name", ALIAS);
        String version = properties.text("FunctionVersion");
        properties.textOr("Description", "");
        properties.done();
        lambda(resource).alias(function, name, version);
        String arn = lambda(resource).arn(function) + ":" + name;
        return Made.of(arn).with("AliasArn", arn);
    }

    private void deleteAlias(Resource resource, Made made) {
        lambda(resource)
                .deleteAlias(
                        Named.plain(resource.properties()),
                        resource.properties().text("Name"));
    }

    private Made layer(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "LayerName", Names.of(resource, LONGEST_NAME), NAME);
        String source = code(properties.section("Content"));
        properties.textOr("Description", "");
        properties.textOr("LicenseInfo", "");
        properties.texts("CompatibleRuntimes");
        properties.texts("CompatibleArchitectures");
        properties.done();
        Arn arn = new Arn("lambda", resource.stack().region(), account.id(), "layer:" + name + ":1");
        layers.put(
                arn.toString(),
                new FunctionHost.Layer(SAM_HASH.matcher(resource.logicalId()).replaceFirst(""), source));
        return Made.of(arn.toString()).with("LayerVersionArn", arn.toString());
    }

    private void deleteLayer(Resource resource, Made made) {
        layers.remove(made.ref());
    }

    private Made config(Resource resource) {
        Properties properties = resource.properties();
        String function = Named.plain(properties);
        String qualifier = properties.text("Qualifier");
        long age = Reading.within(properties, "MaximumEventAgeInSeconds", 21_600, 60, 21_600);
        int attempts = Math.toIntExact(Reading.within(
                properties,
                "MaximumRetryAttempts",
                EventInvokeConfig.MOST_ATTEMPTS,
                0,
                EventInvokeConfig.MOST_ATTEMPTS));
        List<Arn> onFailure = properties
                .findSection("DestinationConfig")
                .flatMap(destinations -> destinations.findSection("OnFailure"))
                .map(target -> List.of(Reading.arn(target, "Destination")))
                .orElse(List.of());
        properties.done();
        lambda(resource)
                .configure(function, qualifier, new EventInvokeConfig(Duration.ofSeconds(age), attempts, onFailure));
        return Made.of(Names.uuid(resource));
    }

    private void deleteConfig(Resource resource, Made made) {
        lambda(resource)
                .unconfigure(
                        Named.plain(resource.properties()),
                        resource.properties().text("Qualifier"));
    }

    /** Statements of resource-based policies. AWS changes none: an update takes one away and adds another. */
    private final class Permissions implements Kind {
        private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
        private static final Pattern PRINCIPAL = Pattern.compile("[a-z0-9.-]+\\.amazonaws\\.com");

        @Override
        public Made put(Resource resource) {
            Properties properties = resource.properties();
            Named named = Named.read(properties, "FunctionName");
            Reading.choice(properties, "Action", "lambda:InvokeFunction");
            String principal = Reading.form(properties, "Principal", PRINCIPAL);
            String source = properties.textOr("SourceArn", "");
            String owner = Reading.formOr(properties, "SourceAccount", "", ACCOUNT);
            properties.done();
            lambda(resource).dryRun(named.function(), named.qualifier());
            String id = Names.of(resource, 100);
            account.access().permit(arn(resource, named), new Permission(id, principal, source, owner));
            return Made.of(id).with("Id", id);
        }

        @Override
        public Made update(Resource before, Resource after, Made made) {
            delete(before, made);
            return put(after);
        }

        @Override
        public void delete(Resource resource, Made made) {
            Named named = Named.read(resource.properties(), "FunctionName");
            account.access().forbid(arn(resource, named), made.ref());
        }

        private String arn(Resource resource, Named named) {
            String plain = lambda(resource).arn(named.function()).toString();
            return named.qualifier().isEmpty() ? plain : plain + ":" + named.qualifier();
        }
    }
}
