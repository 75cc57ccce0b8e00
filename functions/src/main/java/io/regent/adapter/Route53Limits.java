package io.regent.adapter;

import io.regent.fleet.Service;
import io.regent.preflight.Learned;
import io.regent.preflight.Limits;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.AccountLimitType;
import software.amazon.awssdk.services.route53.model.GetAccountLimitResponse;
import software.amazon.awssdk.services.route53.model.GetHostedZoneLimitResponse;
import software.amazon.awssdk.services.route53.model.HostedZoneLimitType;

/** Route 53's limits, by its API. */
public final class Route53Limits implements Limits {
    private final Route53Client route53;

    public Route53Limits(Route53Client route53) {
        this.route53 = route53;
    }

    @Override
    public Learned<List<Limit>> of(Service service) {
        return SdkCall.make(
                () -> List.of(records(service), healthChecks()),
                Learned.Known::new,
                failure -> new Learned.Unknown<>(failure.why()));
    }

    private Limit records(Service service) {
        GetHostedZoneLimitResponse answer = route53.getHostedZoneLimit(
                request -> request.hostedZoneId(service.zone()).type(HostedZoneLimitType.MAX_RRSETS_BY_ZONE));
        if (answer.limit() == null) {
            throw SdkClientException.create("a limit of the hosted zone without its value");
        }
        return limit("record sets of the zone", answer.limit().value(), answer.count());
    }

    private Limit healthChecks() {
        GetAccountLimitResponse answer =
                route53.getAccountLimit(request -> request.type(AccountLimitType.MAX_HEALTH_CHECKS_BY_OWNER));
        if (answer.limit() == null) {
            throw SdkClientException.create("a limit of the account without its value");
        }
        return limit("health checks of the account", answer.limit().value(), answer.count());
    }

    private static Limit limit(String what, Long most, Long used) {
        if (most == null || used == null) {
            throw SdkClientException.create("a limit of " + what + " without its numbers");
        }
        return new Limit(what, most, used);
    }
}
