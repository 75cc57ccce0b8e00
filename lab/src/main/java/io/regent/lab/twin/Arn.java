package io.regent.lab.twin;

import io.regent.fleet.Region;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Amazon Resource Name of the {@code aws} partition that has a region and an account.
 *
 * @param resource what stands after the account, such as {@code function:regent-failover}
 */
public record Arn(String service, Region region, String account, String resource) {
    private static final Pattern FORM = Pattern.compile("arn:aws:([a-z0-9-]+):([a-z0-9-]+):(\\d{12}):(.+)");

    public Arn {
        if (!account.matches("\\d{12}")) {
            throw new IllegalArgumentException("account '" + account + "': expected 12 digits");
        }
    }

    /**
     * Reads an ARN.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static Arn parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "': expected arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE");
        }
        return new Arn(parts.group(1), new Region(parts.group(2)), parts.group(3), parts.group(4));
    }

    @Override
    public String toString() {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
