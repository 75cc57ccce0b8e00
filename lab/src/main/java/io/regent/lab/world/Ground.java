package io.regent.lab.world;

import io.regent.lab.cloud.Network;
import io.regent.lab.place.LoadBalancer;
import io.regent.lab.place.LoadBalancerSettings;
import io.regent.lab.place.RegistryHost;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What stands in a region and listens: the registry on its instance and the load balancer, as the region's network has
 * them. A port that the network does not let the internet reach is not opened at the region's address.
 */
final class Ground implements AutoCloseable {
    private final Place place;
    private final String searchPath;
    private final Tempo tempo;
    private Optional<Standing<Boolean, RegistryHost>> registry = Optional.empty();
    private Optional<Standing<Front, LoadBalancer>> loadBalancer = Optional.empty();
    private boolean closed;

    /** Something that stands, and what it was made for. */
    private record Standing<W, T extends AutoCloseable>(W wanted, T thing) {}

    /** A load balancer as it is wanted. */
    private record Front(LoadBalancerSettings settings, InetSocketAddress target) {}

    /** @param searchPath where to look for the real registry */
    Ground(Place place, String searchPath, Tempo tempo) {
        this.place = place;
        this.searchPath = searchPath;
        this.tempo = tempo;
    }

    /** Opens, moves and closes what listens, so that it is as the network has it. */
    synchronized void settle(Network network) {
        if (closed) {
            return;
        }
        if (network.instance().isEmpty()) {
            loadBalancer.ifPresent(old -> old.thing().close());
            loadBalancer = Optional.empty();
            registry.ifPresent(old -> old.thing().close());
            registry = Optional.empty();
            return;
        }
        boolean reached = network.originReached(Place.REGISTRY_PORT);
        if (registry.filter(old -> old.wanted() == reached).isEmpty()) {
            registry.ifPresent(old -> old.thing().close());
            registry = Optional.empty();
            InetSocketAddress address = reached ? place.registry() : new InetSocketAddress(Doors.HOME, 0);
            registry = Optional.of(new Standing<>(reached, RegistryHost.open(address, searchPath)));
        }
        InetSocketAddress origin = registry.orElseThrow().thing().address();
        Optional<Front> front = network.doors().stream()
                .filter(door -> door.port() == Place.HTTP)
                .findFirst()
                .map(door -> new Front(
                        // The lab's times; what is asked and what counts is the target group's.
                        door.settings().checking(tempo.interval(), tempo.timeout()),
                        door.reachesTarget() && door.targetPort() == Place.REGISTRY_PORT ? origin : nobody()));
        if (!front.equals(loadBalancer.map(Standing::wanted))) {
            loadBalancer.ifPresent(old -> old.thing().close());
            loadBalancer = front.map(wanted -> new Standing<>(
                    wanted, LoadBalancer.open(place.loadBalancer(), wanted.target(), wanted.settings())));
        }
    }

    /** Where nothing of the region listens. */
    private InetSocketAddress nobody() {
        return new InetSocketAddress(place.address(), 1);
    }

    /** What a reboot of the instance does to the registry, whatever it was doing. */
    synchronized void reboot() {
        if (!closed) {
            registry.map(Standing::thing).ifPresent(host -> {
                host.kill();
                host.start();
            });
        }
    }

    /** Whether the load balancer holds its target healthy. */
    synchronized boolean healthy() {
        return loadBalancer.filter(standing -> standing.thing().healthy()).isPresent();
    }

    synchronized RegistryHost registry() {
        return registry.map(Standing::thing)
                .orElseThrow(() -> new IllegalStateException("no registry stands in " + place.region()));
    }

    synchronized LoadBalancer loadBalancer() {
        return loadBalancer
                .map(Standing::thing)
                .orElseThrow(() -> new IllegalStateException(
                        "no load balancer in " + place.region() + " is reached from the internet"));
    }

    @Override
    public synchronized void close() {
        closed = true;
        loadBalancer.ifPresent(old -> old.thing().close());
        registry.ifPresent(old -> old.thing().close());
    }
}
