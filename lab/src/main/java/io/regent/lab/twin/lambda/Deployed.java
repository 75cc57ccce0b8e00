package io.regent.lab.twin.lambda;

import io.regent.lab.twin.TwinError;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A function with its published versions, aliases and settings. A version is the function as it was when it was
 * published; what changes later changes {@code $LATEST} alone. Guarded by the twin.
 */
final class Deployed {
    private LambdaFunction latest;
    private final NavigableMap<Integer, LambdaFunction> versions = new TreeMap<>();
    private final Map<String, String> aliases = new TreeMap<>();
    private final Map<String, EventInvokeConfig> configs = new TreeMap<>();
    private int lastVersion;
    /** What the last version was published from. */
    private Optional<LambdaFunction> published = Optional.empty();

    Deployed(LambdaFunction latest) {
        this.latest = latest;
        become(latest);
    }

    void become(LambdaFunction function) {
        latest = function;
        function.aliases().forEach((alias, version) -> {
            versions.put(Integer.valueOf(version), function);
            aliases.put(alias, version);
        });
        lastVersion = versions.isEmpty() ? lastVersion : Math.max(lastVersion, versions.lastKey());
    }

    LambdaFunction latest() {
        return latest;
    }

    /** "Lambda doesn't publish a version if the function's configuration and code haven't changed" (PublishVersion). */
    String publish(Function<String, FunctionCode> code) {
        if (published.isEmpty() || !published.get().equals(latest)) {
            lastVersion++;
            versions.put(lastVersion, latest.with(code.apply(Integer.toString(lastVersion))));
            published = Optional.of(latest);
        }
        return Integer.toString(lastVersion);
    }

    void removeVersion(String version) {
        if (aliases.containsValue(version)) {
            throw new TwinError(
                    "ResourceConflictException", 409, "Version " + version + " is still referenced by an alias.");
        }
        versions.remove(Integer.valueOf(version));
    }

    void alias(String alias, String version) {
        if (!version.matches("\\d{1,9}") || !versions.containsKey(Integer.valueOf(version))) {
            throw new TwinError(
                    "ResourceNotFoundException",
                    404,
                    "Function not found: version " + version + " of " + latest.name() + " was never published");
        }
        aliases.put(alias, version);
    }

    void removeAlias(String alias) {
        aliases.remove(alias);
    }

    Map<String, String> aliases() {
        return Map.copyOf(aliases);
    }

    void configure(String qualifier, EventInvokeConfig config) {
        configs.put(qualifier, config);
    }

    void unconfigure(String qualifier) {
        configs.remove(qualifier);
    }

    Optional<EventInvokeConfig> config(String qualifier) {
        return Optional.ofNullable(configs.get(qualifier));
    }

    /** The number that a qualifier stands for, or {@code $LATEST}; nothing for one that there is not. */
    Optional<String> version(String qualifier) {
        if (qualifier.equals(LambdaFunction.LATEST)) {
            return Optional.of(qualifier);
        }
        if (qualifier.matches("\\d{1,9}")) {
            return versions.containsKey(Integer.valueOf(qualifier)) ? Optional.of(qualifier) : Optional.empty();
        }
        return Optional.ofNullable(aliases.get(qualifier));
    }

    /** The function in one of its versions. */
    LambdaFunction at(String version) {
        return version.equals(LambdaFunction.LATEST) ? latest : versions.getOrDefault(Integer.valueOf(version), latest);
    }
}
