package io.regent.lab.wire;

import io.regent.fleet.Region;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Signature Version 4 says of itself ("Elements of an AWS API request signature" in the IAM User Guide): whose
 * key, for which region and which service.
 */
record CredentialScope(String accessKeyId, Region region, String signingName) {
    private static final Pattern IN_HEADER = Pattern.compile("AWS4-HMAC-SHA256 .*?Credential=([^,\\s]+).*");
    private static final Pattern SCOPE = Pattern.compile("([\\w-]+)/\\d{8}/([a-z0-9-]+)/([a-z0-9._-]+)/aws4_request");

    /** Reads the {@code Authorization} header, or the query of a presigned URL; empty when neither holds a scope. */
    static Optional<CredentialScope> read(String authorization, Map<String, List<String>> query) {
        Matcher header = IN_HEADER.matcher(authorization);
        if (header.matches()) {
            return parse(header.group(1));
        }
        return query.getOrDefault("X-Amz-Credential", List.of()).stream()
                .findFirst()
                .flatMap(CredentialScope::parse);
    }

    private static Optional<CredentialScope> parse(String credential) {
        Matcher scope = SCOPE.matcher(credential);
        if (!scope.matches() || !Region.isCode(scope.group(2))) {
            return Optional.empty();
        }
        return Optional.of(new CredentialScope(scope.group(1), new Region(scope.group(2)), scope.group(3)));
    }
}
