package io.regent.lab.twin.ssm;

import io.regent.lab.twin.Arn;
import java.time.Instant;

/**
 * A parameter in one of its versions.
 *
 * @param value in clear, or the cipher text of a SecureString that was read without decryption
 * @param version from 1
 */
public record Parameter(String name, Type type, String value, long version, Instant lastModified, Arn arn) {
    /** The names are those of the API model. */
    public enum Type {
        String,
        StringList,
        SecureString
    }
}
