package io.regent.lab.cloud;

import io.regent.lab.stack.Resource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The physical ids that CloudFormation and AWS make up; here always the same for the same resource of a stack. */
final class Names {
    private static final int ID_DIGITS = 17;
    private static final int SUFFIX_DIGITS = 12;

    private Names() {}

    /** The name of a resource that the template gives none: stack, logical id, and something to tell it by. */
    static String of(Resource resource, int longest) {
        String suffix = "-" + digest(resource).substring(0, SUFFIX_DIGITS).toUpperCase(Locale.ROOT);
        String name = resource.stack().name() + "-" + resource.logicalId();
        return name.substring(0, Math.min(name.length(), longest - suffix.length())) + suffix;
    }

    /** An id such as {@code vpc-0a1b2c3d4e5f60718}. */
    static String id(String prefix, Resource resource) {
        return prefix + "-" + digest(resource).substring(0, ID_DIGITS);
    }

    /** An id in the form of a UUID. */
    static String uuid(Resource resource) {
        String digits = digest(resource);
        return String.join(
                "-",
                digits.substring(0, 8),
                digits.substring(8, 12),
                digits.substring(12, 16),
                digits.substring(16, 20),
                digits.substring(20, 32));
    }

    private static String digest(Resource resource) {
        String seed = resource.stack() + " " + resource.logicalId();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
