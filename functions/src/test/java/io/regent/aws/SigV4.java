package io.regent.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 from its description (IAM User Guide, "Create a signed AWS API request"), independent of the SDK:
 * what the receiving side makes of a request.
 */
final class SigV4 {
    private SigV4() {}

    /** The signature that a request with this {@code Authorization} header should have. */
    static String expected(
            String method,
            String target,
            Map<String, String> headers,
            String body,
            String authorization,
            String secret) {
        var scope = between(authorization, "Credential=", ",").split("/", 2)[1];
        var signedHeaders = between(authorization, "SignedHeaders=", ",");
        var pathAndQuery = target.split("\\?", 2);
        var query = pathAndQuery.length == 1
                ? ""
                : Arrays.stream(pathAndQuery[1].split("&", -1)).sorted().collect(Collectors.joining("&"));
        var canonical = method + "\n" + pathAndQuery[0] + "\n" + query + "\n"
                + Arrays.stream(signedHeaders.split(";", -1))
                        .map(name -> name + ":" + headers.get(name) + "\n")
                        .collect(Collectors.joining())
                + "\n" + signedHeaders + "\n" + sha256(body);
        var toSign = "AWS4-HMAC-SHA256\n" + headers.get("x-amz-date") + "\n" + scope + "\n" + sha256(canonical);
        var key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end, from);
        return to < 0 ? text.substring(from) : text.substring(from, to);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
