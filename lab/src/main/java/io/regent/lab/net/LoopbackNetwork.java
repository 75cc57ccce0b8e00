package io.regent.lab.net;

import io.regent.fleet.Region;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.Faults;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The network between vantages and sites on one machine's loopback. For the site 127.0.x.y, the address 127.1.x.y is
 * dark, and 127.2.x.y, 127.3.x.y, … are the slow ways to it, one for each vantage and the last for everybody outside,
 * since each may be slow by another measure. All of them stand from the beginning: a fault that comes opens nothing
 * that could then fail to open.
 *
 * <p>A path that breaks is met by new connections; those that were made directly before go on.
 */
public final class LoopbackNetwork implements NetworkView, AutoCloseable {
    private static final int DARK = 1;
    private static final int FIRST_SLOW = 2;
    private static final int MOST_VANTAGES = 32;
    private static final int MOST_SITES = 64;
    // Longer than any connection of the lab lives: what is sent into the dark does not arrive.
    private static final Duration NEVER = Duration.ofHours(1);

    private final Faults faults;
    private final List<Region> vantages;
    private final Map<InetAddress, Region> regions;
    private final Deque<Runnable> open = new ArrayDeque<>();

    private LoopbackNetwork(Faults faults, List<Site> sites, List<Region> vantages) {
        this.faults = faults;
        this.vantages = List.copyOf(vantages);
        this.regions = sites.stream().collect(Collectors.toUnmodifiableMap(Site::address, Site::region));
    }

    /**
     * Opens the dark and the slow ports of all sites.
     *
     * @param sites each at an address of its own
     * @throws AddressUnavailable when this machine lacks one of {@link #addresses}, or a port is taken; nothing stays
     *     open then
     */
    public static LoopbackNetwork open(Faults faults, List<Site> sites, List<Region> vantages) {
        Loopback.ofThisMachine().require(addresses(sites, vantages));
        LoopbackNetwork network = new LoopbackNetwork(faults, sites, vantages);
        try {
            sites.forEach(network::add);
            return network;
        } catch (AddressUnavailable e) {
            network.close();
            throw e;
        }
    }

    /** Every loopback address that sites and vantages need on this machine, the sites' own first. */
    public static Set<InetAddress> addresses(List<Site> sites, List<Region> vantages) {
        if (sites.size() > MOST_SITES || vantages.size() > MOST_VANTAGES) {
            throw new IllegalArgumentException(sites.size() + " sites and " + vantages.size()
                    + " vantages: expected at most " + MOST_SITES + " and " + MOST_VANTAGES);
        }
        Set<InetAddress> addresses = new LinkedHashSet<>();
        sites.forEach(site -> addresses.add(site.address()));
        for (Site site : sites) {
            for (int number = DARK; number <= FIRST_SLOW + vantages.size(); number++) {
                addresses.add(beside(site.address(), number));
            }
        }
        return addresses;
    }

    private void add(Site site) {
        for (int port : site.ports()) {
            open.push(BlackHole.open(new InetSocketAddress(beside(site.address(), DARK), port))::close);
            for (Region vantage : vantages) {
                addSlow(slow(vantage, site.address()), site, port, () -> path(vantage, site.region()));
            }
            addSlow(slowFromOutside(site.address()), site, port, () -> pathFromOutside(site.region()));
        }
    }

    private void addSlow(InetAddress way, Site site, int port, Supplier<Faults.Path> path) {
        open.push(
                SlowRelay.open(
                        new InetSocketAddress(way, port),
                        new InetSocketAddress(site.address(), port),
                        () -> delay(path.get()))::close);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException for a vantage that the network was not opened with
     */
    @Override
    public InetAddress seenFrom(Region vantage, InetAddress address) {
        if (!vantages.contains(vantage)) {
            throw new IllegalArgumentException("vantage " + vantage + ": expected one of " + vantages);
        }
        Region region = regions.get(address);
        if (region == null) {
            return address;
        }
        return seen(path(vantage, region), address, slow(vantage, address));
    }

    /**
     * The address that somebody outside of all regions gets for an address, as things stand at this moment; the address
     * itself over an open path, and for whatever is no place in a region. Cuts between regions are not seen from there.
     */
    public InetAddress seenFromOutside(InetAddress address) {
        Region region = regions.get(address);
        return region == null ? address : seen(pathFromOutside(region), address, slowFromOutside(address));
    }

    private static InetAddress seen(Faults.Path path, InetAddress address, InetAddress slowWay) {
        return switch (path) {
            case Faults.Path.Open open -> address;
            // An error of a service's own says that the network is in order.
            case Faults.Path.Failing failing -> address;
            case Faults.Path.Silent silent -> beside(address, DARK);
            case Faults.Path.Slow slow -> slowWay;
        };
    }

    private static Duration delay(Faults.Path path) {
        return switch (path) {
            case Faults.Path.Open open -> Duration.ZERO;
            case Faults.Path.Failing failing -> Duration.ZERO;
            case Faults.Path.Silent silent -> NEVER;
            case Faults.Path.Slow slow -> slow.delay();
        };
    }

    private Faults.Path path(Region vantage, Region region) {
        return faults.to(region, new Caller.Function(vantage, "probe"));
    }

    private Faults.Path pathFromOutside(Region region) {
        return faults.to(region, new Caller.Person());
    }

    private InetAddress slowFromOutside(InetAddress address) {
        return beside(address, FIRST_SLOW + vantages.size());
    }

    private InetAddress slow(Region vantage, InetAddress address) {
        return beside(address, FIRST_SLOW + vantages.indexOf(vantage));
    }

    private static InetAddress beside(InetAddress address, int secondNumber) {
        byte[] bytes = address.getAddress();
        bytes[1] = (byte) secondNumber;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("a site's address has four bytes", e);
        }
    }

    /** Closes all ports, dark and slow, and the connections over them. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }
}
