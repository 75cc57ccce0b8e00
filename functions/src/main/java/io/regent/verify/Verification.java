package io.regent.verify;

import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.fleet.Address;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.Target;
import io.regent.verify.NameServers.NameServer;
import io.regent.verify.NameServers.Search;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks every authoritative name server of a service's zone, and resolvers, what they answer, and holds it to what is
 * expected. The zone's name servers are found by DNS itself; each is asked over UDP and TCP at each of its addresses,
 * all at once.
 *
 * <p>An answer's region is told by the answers that the same servers give for {@code <region>.<service>}, the names
 * that the service's records are aliases to; where a region has no such name, by the addresses of its load balancer.
 */
public final class Verification {
    /** How many resolvers are asked. */
    private static final int MOST_RESOLVERS = 16;

    private final Dns dns;
    private final InstantSource clock;

    public Verification(Dns dns, InstantSource clock) {
        this.dns = dns;
        this.clock = clock;
    }

    /**
     * Asks, and reports {@code servers}, {@code shares}, {@code resolvers} where there are any, and {@code problems}
     * where something is not as it should be.
     *
     * @param expectedWeights the weights that clients should be answered by; 0 or left out for an endpoint that nobody
     *     should be sent to; empty where nothing is expected. With failover records, 1 for the one that should answer.
     * @param deadline when it is over, give or take the thanks; what was not asked by then is reported so
     * @return {@link Outcome#DONE} where all is as it should be, {@link Outcome#UNWELL} where it is not,
     *     {@link Outcome#FAILED} where no authoritative name server could be found or none answered
     * @throws InterruptedException when the caller is to end
     */
    public Findings run(Service service, Map<Region, Integer> expectedWeights, Request.Verify request, Instant deadline)
            throws InterruptedException {
        Asking asking = new Asking(dns, clock, Asking.USUAL_PATIENCE, deadline);
        NameServers nameServers = new NameServers(asking);
        return switch (nameServers.of(service.name())) {
            case Search.Failed failed ->
                new Findings(Outcome.FAILED, List.of(Sections.problems(List.of(failed.why()))));
            case Search.Zone zone -> {
                List<String> problems = new ArrayList<>();
                List<Lane> lanes = new ArrayList<>();
                for (Lane.Server server : servers(zone, problems)) {
                    addBoth(lanes, asking, service, server, request.questions());
                }
                for (Lane.Server server : resolvers(nameServers, request.resolvers(), problems)) {
                    addBoth(lanes, asking, service, server, request.questions());
                }
                List<Lane.Result> results = all(lanes);
                Atlas atlas = atlas(nameServers, service, results);
                yield new Survey(service, expectedWeights, zone.name(), results, atlas, problems).findings();
            }
        };
    }

    private static void addBoth(List<Lane> lanes, Asking asking, Service service, Lane.Server server, int questions) {
        for (Protocol protocol : Protocol.values()) {
            lanes.add(new Lane(asking, service, server, protocol, questions));
        }
    }

    private List<Lane.Server> servers(Search.Zone zone, List<String> problems) {
        List<Lane.Server> servers = new ArrayList<>();
        for (NameServer one : zone.servers()) {
            one.problem().ifPresent(why -> problems.add("Name server " + one.name() + ": " + why + "."));
            for (InetAddress address : one.addresses()) {
                servers.add(Lane.Server.authoritative(one.name(), address, dns.port()));
            }
        }
        if (zone.more() > 0) {
            problems.add("Of the name servers of " + zone.name() + ", " + zone.more()
                    + " were not asked: expected at most " + NameServers.MOST + ".");
        }
        return servers;
    }

    private List<Lane.Server> resolvers(NameServers nameServers, List<Address> asked, List<String> problems)
            throws InterruptedException {
        List<Lane.Server> servers = new ArrayList<>();
        for (Address address : asked.subList(0, Math.min(asked.size(), MOST_RESOLVERS))) {
            List<InetAddress> found =
                    nameServers.addresses(address.host(), List.of(QueryType.A, QueryType.AAAA)).stream()
                            .map(InetAddress::ofLiteral)
                            .toList();
            Optional<InetAddress> askable = found.stream().filter(dns.askable()).findFirst();
            if (askable.isPresent()) {
                InetSocketAddress at = new InetSocketAddress(askable.get(), address.port());
                servers.add(new Lane.Server(address.toString(), at, true));
            } else if (found.isEmpty()) {
                problems.add("Resolver " + address + " has no address.");
            } else {
                problems.add("Resolver " + address + " is not asked: "
                        + found.getFirst().getHostAddress() + " is no public address, and no other is asked.");
            }
        }
        if (asked.size() > MOST_RESOLVERS) {
            problems.add("Of the resolvers, " + (asked.size() - MOST_RESOLVERS) + " were not asked: expected at most "
                    + MOST_RESOLVERS + ".");
        }
        return servers;
    }

    /** Each lane on a thread of its own; each ends by itself once the deadline has come. */
    private static List<Lane.Result> all(List<Lane> lanes) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Lane.Result> results = new ArrayList<>();
            for (Future<Lane.Result> lane : threads.invokeAll(lanes)) {
                results.add(lane.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question went wrong", e.getCause());
        }
    }

    private static Atlas atlas(NameServers nameServers, Service service, List<Lane.Result> results)
            throws InterruptedException {
        Map<Region, Set<String>> addresses = new TreeMap<>();
        for (Lane.Result result : results) {
            result.regional()
                    .forEach((region, each) -> addresses
                            .computeIfAbsent(region, any -> new TreeSet<>())
                            .addAll(each));
        }
        for (Endpoint endpoint : service.endpoints()) {
            if (!addresses.containsKey(endpoint.region())) {
                Set<String> own = new HashSet<>();
                for (Target target : endpoint.targets()) {
                    if (target.part() == Target.Part.LOAD_BALANCER) {
                        own.addAll(nameServers.addresses(target.address().host(), Lane.types(service)));
                    }
                }
                addresses.put(endpoint.region(), own);
            }
        }
        return Atlas.of(addresses);
    }
}
