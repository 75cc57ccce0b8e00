package io.regent.lab.twin.ssm;

import io.regent.fleet.Region;
import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.TwinError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The parameter store of one region ("AWS Systems Manager Parameter Store" in its User Guide). Thread-safe. */
public final class ParameterStore {
    /** "Parameter Store maintains 100 versions of a parameter"; older ones go. */
    private static final int MOST_VERSIONS = 100;

    /** "Maximum size of a parameter value": 4 KB in the standard tier, 8 KB in the advanced one. */
    public static final int MOST_STANDARD_BYTES = 4096;

    private static final int MOST_ADVANCED_BYTES = 8192;
    private static final int MOST_PARAMETERS = 10_000;

    private final Region region;
    private final String account;
    private final Agenda agenda;
    private final Map<String, Deque<Parameter>> byName = new HashMap<>();

    public ParameterStore(Region region, String account, Agenda agenda) {
        this.region = region;
        this.account = account;
        this.agenda = agenda;
    }

    /**
     * Writes a parameter and says its version.
     *
     * @param type may be empty only where a value is overwritten
     * @param advanced whether the advanced tier was asked for, or left to AWS to choose (Intelligent-Tiering)
     * @throws TwinError ParameterAlreadyExists, ParameterLimitExceeded, ValidationException
     */
    public synchronized long put(
            String name, Optional<Parameter.Type> type, String value, boolean overwrite, boolean advanced) {
        checkName(name);
        int size = value.getBytes(StandardCharsets.UTF_8).length;
        int limit = advanced ? MOST_ADVANCED_BYTES : MOST_STANDARD_BYTES;
        if (size == 0 || size > limit) {
            throw invalid(
                    (advanced ? "Advanced" : "Standard") + " tier parameters support a maximum parameter value of "
                            + limit + " characters, and at least one. The value has " + size + ".");
        }
        Deque<Parameter> versions = byName.get(name);
        if (versions != null && !overwrite) {
            throw new TwinError(
                    "ParameterAlreadyExists",
                    400,
                    "The parameter already exists. To overwrite this value, set the overwrite option in the request to"
                            + " true.");
        }
        if (versions == null) {
            if (type.isEmpty()) {
                throw invalid("A parameter type is required when you create a parameter.");
            }
            if (byName.size() >= MOST_PARAMETERS) {
                throw new TwinError("ParameterLimitExceeded", 400, "You have exceeded the number of parameters.");
            }
            versions = new ArrayDeque<>();
            byName.put(name, versions);
        }
        Parameter before = versions.peekLast();
        long version = before == null ? 1 : before.version() + 1;
        Parameter.Type kept = type.orElseGet(() -> before == null ? Parameter.Type.String : before.type());
        String path = name.startsWith("/") ? name : "/" + name;
        Arn arn = new Arn("ssm", region, account, "parameter" + path);
        versions.addLast(new Parameter(name, kept, value, version, agenda.instant(), arn));
        if (versions.size() > MOST_VERSIONS) {
            versions.removeFirst();
        }
        return version;
    }

    /**
     * Reads a parameter in its newest version, or in the one that is named ({@code name:3}).
     *
     * @param selector the name or ARN, with or without a version
     * @throws TwinError ParameterNotFound, ParameterVersionNotFound, ValidationException
     */
    public synchronized Parameter get(String selector, boolean withDecryption) {
        String prefix = prefix();
        String text = withoutPrefix(selector);
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        checkName(name);
        Deque<Parameter> versions = byName.get(name);
        if (versions == null && selector.startsWith(prefix)) {
            versions = byName.get(name.substring(1));
        }
        if (versions == null) {
            // The service gives no message with this error; clients show the code.
            throw new TwinError("ParameterNotFound", 400, "");
        }
        Parameter found = colon < 0 ? versions.getLast() : version(versions, name, text.substring(colon + 1));
        if (found.type() == Parameter.Type.SecureString && !withDecryption) {
            return new Parameter(
                    found.name(), found.type(), sealed(found), found.version(), found.lastModified(), found.arn());
        }
        return found;
    }

    /**
     * The ARN that a parameter has or would have.
     *
     * @param selector as for {@link #get}
     */
    public Arn arn(String selector) {
        String name = withoutPrefix(selector).split(":", 2)[0];
        return new Arn("ssm", region, account, "parameter" + (name.startsWith("/") ? "" : "/") + name);
    }

    private String withoutPrefix(String selector) {
        return selector.startsWith(prefix()) ? selector.substring(prefix().length()) : selector;
    }

    private String prefix() {
        return "arn:aws:ssm:" + region + ":" + account + ":parameter";
    }

    /**
     * Takes a parameter away with all its versions.
     *
     * @throws TwinError ParameterNotFound
     */
    public synchronized void delete(String name) {
        if (byName.remove(name) == null) {
            throw new TwinError("ParameterNotFound", 400, "");
        }
    }

    private static Parameter version(Deque<Parameter> versions, String name, String wanted) {
        return versions.stream()
                .filter(one -> Long.toString(one.version()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new TwinError(
                        "ParameterVersionNotFound",
                        400,
                        "Systems Manager could not find version " + wanted + " of " + name
                                + ". Verify the version and try again."));
    }

    /** Something that looks like the cipher text and cannot be taken for the value. */
    private static String sealed(Parameter parameter) {
        String seed = parameter.arn() + ":" + parameter.version();
        return "AQICAH" + Base64.getEncoder().encodeToString(seed.getBytes(StandardCharsets.UTF_8));
    }

    private static void checkName(String name) {
        if (!name.matches("[a-zA-Z0-9_./-]{1,1011}")) {
            throw invalid(
                    "Parameter name: can't be empty and may hold only letters, digits and .-_ and /: '" + name + "'");
        }
    }

    private static TwinError invalid(String message) {
        return new TwinError("ValidationException", 400, message);
    }
}
