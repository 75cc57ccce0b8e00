package io.regent.prober;

import io.regent.probe.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import org.xbill.DNS.lookup.ServerFailedException;

/** Asks name servers, without a cache. The only class that knows the DNS library. */
final class DnsLookup {
    /** How often one lookup asks, all servers together: datagrams get lost. */
    private static final int TRIES = 3;

    private final LookupSession session;

    /**
     * @param nameServers whom to ask; none for those of the system
     * @param timeout how long the tries of one lookup may take together
     */
    DnsLookup(List<InetSocketAddress> nameServers, Duration timeout) {
        List<InetSocketAddress> servers =
                nameServers.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : nameServers;
        List<Resolver> resolvers =
                servers.stream().<Resolver>map(SimpleResolver::new).toList();
        ExtendedResolver all = new ExtendedResolver(resolvers);
        all.setRetries(Math.ceilDiv(TRIES, resolvers.size()));
        all.setTimeout(timeout.dividedBy(TRIES));
        session = LookupSession.builder().resolver(all).build();
    }

    /** The first A record, or the first AAAA record where there is no A; else a {@link Refusal}. */
    CompletableFuture<InetAddress> address(String host) {
        Name name;
        try {
            name = Name.fromString(host, Name.root);
        } catch (TextParseException e) {
            return CompletableFuture.failedFuture(new Refusal(Reason.NO_ADDRESS, host + " is not a DNS name"));
        }
        return lookup(name, Type.A)
                .exceptionallyCompose(failure -> cause(failure) instanceof NoSuchRRSetException
                        ? lookup(name, Type.AAAA)
                        : CompletableFuture.failedFuture(failure))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(refusal(host, cause(failure))))
                .toCompletableFuture();
    }

    private CompletionStage<InetAddress> lookup(Name name, int type) {
        return session.lookupAsync(name, type).thenCompose(DnsLookup::first);
    }

    private static CompletionStage<InetAddress> first(LookupResult result) {
        for (var answer : result.getRecords()) {
            if (answer instanceof ARecord a) {
                return CompletableFuture.completedFuture(a.getAddress());
            }
            if (answer instanceof AAAARecord aaaa) {
                return CompletableFuture.completedFuture(aaaa.getAddress());
            }
        }
        return CompletableFuture.failedFuture(new Refusal(Reason.NO_ADDRESS, "the answer holds no address"));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static Refusal refusal(String host, Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> refusal;
            case NoSuchDomainException e -> new Refusal(Reason.NO_ADDRESS, host + " does not exist");
            case NoSuchRRSetException e -> new Refusal(Reason.NO_ADDRESS, host + " has no address");
            case ServerFailedException e -> new Refusal(Reason.NO_ADDRESS, "the name servers failed on " + host);
            case TimeoutException e -> new Refusal(Reason.TIMED_OUT, "the name servers said nothing about " + host);
            default -> new Refusal(Reason.NO_ADDRESS, "looking up " + host + ": " + failure);
        };
    }
}
