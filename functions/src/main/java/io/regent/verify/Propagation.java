package io.regent.verify;

import io.regent.fleet.Service;
import io.regent.verify.NameServers.NameServer;
import io.regent.verify.NameServers.Search;
import io.regent.verify.Watch.Stand;
import io.regent.verify.Watch.Watched;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Watches a change come to the authoritative name servers of a service's zone. Each is watched at one of its addresses,
 * IPv4 where there is one: a name server of Route 53 is the same behind all of them. {@link Verification} asks at all.
 */
public final class Propagation {
    /** How long between two looks at a server; times are no finer than this. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Dns dns;
    private final InstantSource clock;

    public Propagation(Dns dns, InstantSource clock) {
        this.dns = dns;
        this.clock = clock;
    }

    /**
     * Watches until every name server answers the new way, or until the deadline.
     *
     * @throws InterruptedException when the caller is to end
     */
    public Watch watch(Service service, NewWay newWay, Instant deadline) throws InterruptedException {
        Asking asking = new Asking(dns, clock, Asking.USUAL_PATIENCE, deadline);
        return switch (new NameServers(asking).of(service.name())) {
            case Search.Failed failed -> new Watch(List.of(), Optional.of(failed.why()));
            case Search.Zone zone -> {
                List<Callable<Watched>> watches = new ArrayList<>();
                for (NameServer server : zone.servers()) {
                    watches.add(() -> watch(asking, service, newWay, server));
                }
                yield new Watch(all(watches), Optional.empty());
            }
        };
    }

    private static List<Watched> all(List<Callable<Watched>> watches) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Watched> servers = new ArrayList<>();
            for (Future<Watched> watch : threads.invokeAll(watches)) {
                servers.add(watch.get());
            }
            return servers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a name server could not be watched", e.getCause());
        }
    }

    private Watched watch(Asking asking, Service service, NewWay newWay, NameServer server)
            throws InterruptedException {
        if (server.first().isEmpty()) {
            return new Watched(
                    server.name(), "", new Stand.Mute(server.problem().orElse("it has no address")));
        }
        Lane.Server at = Lane.Server.authoritative(server.name(), server.first().get(), dns.port());
        Witness witness = new Witness(asking, service, newWay, at);
        Stand stand = witness.look();
        while (!(stand instanceof Stand.Turned) && !asking.isOver()) {
            Thread.sleep(PAUSE);
            Stand next = witness.look();
            // What the deadline cut short says nothing of the server; the look before it does.
            if (!asking.isOver() || next instanceof Stand.Turned) {
                stand = next;
            }
        }
        return new Watched(server.name(), at.address(), stand);
    }
}
