package io.regent.prober;

import io.regent.probe.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import org.xbill.DNS.lookup.ServerFailedException;

/**
 * Asks name servers, without a cache. The only class that knows the DNS library.
 *
 * <p>A server that is silent, out of reach or failing is followed by the next one, {@value #TRIES} tries in all: of
 * more servers than that the others are never asked, as resolv.conf(5) has it. The library's own retries are not used,
 * since it looks at its clock once a second only.
 */
final class DnsLookup {
    private static final int TRIES = 3;

    private final Duration perTry;
    private final List<LookupSession> servers;

    /**
     * @param nameServers whom to ask; none for those of the system
     * @param timeout how long the tries of one lookup may take together
     */
    DnsLookup(List<InetSocketAddress> nameServers, Duration timeout) {
        perTry = timeout.dividedBy(TRIES);
        servers = (nameServers.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : nameServers)
                .stream().map(this::session).toList();
    }

    private LookupSession session(InetSocketAddress server) {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(perTry);
        return LookupSession.builder().resolver(resolver).build();
    }

    /** The first A record, or the first AAAA record where there is no A; else a {@link Refusal}. */
    CompletableFuture<InetAddress> address(String host) {
        try {
            return ask(Name.fromString(host, Name.root), 1)
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(refusal(host, cause(failure))))
                    .thenCompose(address -> address.map(CompletableFuture::completedFuture)
                            .orElseGet(() -> CompletableFuture.failedFuture(
                                    new Refusal(Reason.NO_ADDRESS, host + " has no address"))));
        } catch (TextParseException e) {
            return CompletableFuture.failedFuture(new Refusal(Reason.NO_ADDRESS, host + " is not a DNS name"));
        }
    }

    private CompletableFuture<Optional<InetAddress>> ask(Name name, int attempt) {
        LookupSession server = servers.get((attempt - 1) % servers.size());
        return first(server, name, Type.A)
                .thenCompose(a -> a.isPresent() ? CompletableFuture.completedFuture(a) : first(server, name, Type.AAAA))
                .orTimeout(perTry.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure -> attempt < TRIES && !(cause(failure) instanceof NoSuchDomainException)
                        ? ask(name, attempt + 1)
                        : CompletableFuture.failedFuture(failure));
    }

    private static CompletableFuture<Optional<InetAddress>> first(LookupSession server, Name name, int type) {
        return server.lookupAsync(name, type)
                .thenApply(result -> result.getRecords().stream()
                        .flatMap(answer -> address(answer).stream())
                        .findFirst())
                .toCompletableFuture()
                .exceptionallyCompose(failure -> cause(failure) instanceof NoSuchRRSetException
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(failure));
    }

    private static Optional<InetAddress> address(Record answer) {
        return switch (answer) {
            case ARecord a -> Optional.of(a.getAddress());
            case AAAARecord aaaa -> Optional.of(aaaa.getAddress());
            default -> Optional.empty();
        };
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static Refusal refusal(String host, Throwable failure) {
        return switch (failure) {
            case NoSuchDomainException e -> new Refusal(Reason.NO_ADDRESS, host + " does not exist");
            case ServerFailedException e -> new Refusal(Reason.NO_ADDRESS, "the name servers failed on " + host);
            case TimeoutException e -> new Refusal(Reason.TIMED_OUT, "the name servers said nothing about " + host);
            default -> new Refusal(Reason.NO_ADDRESS, "looking up " + host + ": " + failure);
        };
    }
}
