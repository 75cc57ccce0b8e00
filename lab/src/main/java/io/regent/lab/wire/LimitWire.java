package io.regent.lab.wire;

import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.route53.Limit;
import io.regent.lab.twin.route53.Route53Twin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of Route 53's REST-XML protocol that concern its limits. */
record LimitWire(Route53Twin twin) {
    static final String OPERATIONS = "GetHostedZoneLimit, GetAccountLimit";

    private static final Pattern OF_ZONES =
            Pattern.compile("/2013-04-01/hostedzonelimit/(?<id>[A-Z0-9]{1,32})/(?<type>[A-Z_]{1,64})/?");
    private static final Pattern OF_THE_ACCOUNT = Pattern.compile("/2013-04-01/accountlimit/(?<type>[A-Z_]{1,64})/?");

    /** What a request asks IAM for; nothing when it is for another part of Route 53. */
    Optional<List<Act>> acts(WireRequest request) {
        Optional<Matcher> zone = matching(OF_ZONES, request);
        if (zone.isPresent()) {
            return Optional.of(List.of(Act.of(
                    "route53:GetHostedZoneLimit",
                    "arn:aws:route53:::hostedzone/" + zone.get().group("id"))));
        }
        return matching(OF_THE_ACCOUNT, request).map(account -> List.of(Act.of("route53:GetAccountLimit")));
    }

    /** Answers a request; nothing when it is for another part of Route 53. */
    Optional<WireAnswer> answer(WireRequest request) {
        Optional<Matcher> zone = matching(OF_ZONES, request);
        if (zone.isPresent()) {
            return Optional.of(answer(
                    "GetHostedZoneLimitResponse",
                    twin.hostedZoneLimit(zone.get().group("id"), zone.get().group("type"))));
        }
        return matching(OF_THE_ACCOUNT, request)
                .map(account -> answer("GetAccountLimitResponse", twin.accountLimit(account.group("type"))));
    }

    private static Optional<Matcher> matching(Pattern path, WireRequest request) {
        return Optional.of(path.matcher(request.path()))
                .filter(matcher -> request.method().equals("GET") && matcher.matches());
    }

    private static WireAnswer answer(String root, Limit limit) {
        return new XmlAnswer(root, Route53Wire.NAMESPACE)
                .open("Limit")
                .leaf("Type", limit.type())
                .leaf("Value", limit.value())
                .close()
                .leaf("Count", limit.count())
                .answer(200, Map.of());
    }
}
