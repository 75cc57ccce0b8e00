package io.regent.preflight;

import io.regent.fleet.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What stands below the functions: limits, the load balancer's targets, certificates, the machine. */
final class ThingChecks {
    /** How much of a limit may be used, in percent, before it is said to be near. */
    private static final int NEAR = 80;

    /** AWS renews its certificates 60 days before they end (ACM User Guide, "Managed certificate renewal"). */
    private static final Duration SOON = Duration.ofDays(30);

    private static final Duration VERY_SOON = Duration.ofDays(7);

    private ThingChecks() {}

    static List<Check> limits(Look look) {
        List<Check> checks = new ArrayList<>();
        switch (look.limits()) {
            case Learned.Unknown<List<Limits.Limit>> unknown ->
                checks.add(Check.warn(
                        look.region(),
                        "limits",
                        "They could not be looked at: " + unknown.why(),
                        "Look at the rights route53:GetAccountLimit and route53:GetHostedZoneLimit."));
            case Learned.Known<List<Limits.Limit>> known ->
                known.value().forEach(limit -> checks.add(limit(look.region(), limit)));
        }
        return checks.stream().map(Check::ofTheFleet).toList();
    }

    private static Check limit(Region region, Limits.Limit limit) {
        String name = "limit of " + limit.what();
        String why = "%d of %d used.".formatted(limit.used(), limit.most());
        return limit.used() * 100 < limit.most() * NEAR
                ? Check.ok(region, name, why)
                : Check.warn(
                        region, name, why, "Delete what nobody needs, or ask for more in Service Quotas (Route 53).");
    }

    static List<Check> targets(Look look) {
        return look.targetGroups().stream()
                .map(group -> switch (group.healthy()) {
                    case Learned.Unknown<Double> unknown ->
                        Check.warn(
                                look.region(),
                                "targets of " + group.name(),
                                "How many are healthy could not be looked at: " + unknown.why(),
                                "Look at the load balancer's target group in the EC2 console.");
                    case Learned.Known<Double> known ->
                        known.value() >= 1
                                ? Check.ok(
                                        look.region(),
                                        "targets of " + group.name(),
                                        "%.0f healthy.".formatted(known.value()))
                                : Check.fail(
                                        look.region(),
                                        "targets of " + group.name(),
                                        "None was healthy all the time: Route 53 takes the alias for unhealthy.",
                                        "Look at the target group's health checks, and at the registry behind it.");
                })
                .toList();
    }

    static List<Check> certificates(Look look) {
        return look.certificates().stream()
                .map(certificate -> certificate(look, certificate))
                .toList();
    }

    private static Check certificate(Look look, Look.Certificate certificate) {
        String name = "certificate of " + certificate.address();
        String advice = "Renew it; one of ACM renews itself while its validation record stands in DNS.";
        return switch (certificate.validUntil()) {
            case Learned.Unknown<Instant> unknown ->
                Check.warn(
                        look.region(),
                        name,
                        "It could not be looked at: " + unknown.why(),
                        "Look whether the address answers by TLS.");
            case Learned.Known<Instant> known -> {
                Duration left = Duration.between(look.at(), known.value());
                String why = "Valid until %s.".formatted(known.value());
                if (left.compareTo(VERY_SOON) < 0) {
                    yield Check.fail(look.region(), name, why, advice);
                }
                yield left.compareTo(SOON) < 0
                        ? Check.warn(look.region(), name, why, advice)
                        : Check.ok(look.region(), name, why);
            }
        };
    }

    static List<Check> machine(Look look) {
        return look.machine().stream()
                .map(fact -> switch (fact.standing()) {
                    case WELL -> Check.ok(look.region(), fact.name(), fact.what());
                    case UNWELL ->
                        Check.fail(
                                look.region(),
                                fact.name(),
                                fact.what(),
                                "Mend it as docs/runbook.md, \"Machine report\", says.");
                    case UNKNOWN ->
                        Check.warn(
                                look.region(),
                                fact.name(),
                                "It could not be found out: " + fact.what(),
                                "Look at the function's rights to describe in EC2.");
                })
                .toList();
    }
}
