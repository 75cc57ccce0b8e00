package io.regent.verify;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.NAME;

import io.regent.fleet.Region;
import io.regent.verify.DnsReply.Answered;
import io.regent.verify.DnsReply.Found;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/**
 * The DNS of example.com as the Internet has it: a resolver, and four name servers at 192.0.2.1 to 192.0.2.4 and
 * 2001:db8::1 to 2001:db8::4, which draw by weights. Each can be made to behave otherwise.
 */
final class FakeDns implements DnsTransport {
    static final InetSocketAddress RESOLVER = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.53"), 53);
    static final int PORT = 53;
    private static final int SERVERS = 4;
    private static final Answered NO_NAME = new Answered("NXDOMAIN", true, false, List.of());

    /** What the load balancers' addresses are; no AAAA where a test takes them out. */
    final ConcurrentMap<Region, Map<QueryType, List<String>>> addresses = new ConcurrentHashMap<>();

    /** By name server, 1 to 4. */
    final ConcurrentMap<Integer, Map<Region, Integer>> weights = new ConcurrentHashMap<>();

    /** What stands at the ledger's name; by name server, 1 to 4. */
    final ConcurrentMap<Integer, String> ledger = new ConcurrentHashMap<>();

    /** What some address does instead. */
    final ConcurrentMap<InetAddress, Behaviour> behaviours = new ConcurrentHashMap<>();

    final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

    /** Who asks one server in one way asks one question after the other, so that each gets the same in every run. */
    private final ConcurrentMap<List<Object>, Random> draws = new ConcurrentHashMap<>();

    /** @param timeout what the server was given */
    record Asked(InetAddress server, Protocol protocol, DnsQuestion question, Duration timeout) {}

    /** Answers instead of a server, whose own answer it gets. */
    interface Behaviour {
        DnsReply to(Protocol protocol, DnsQuestion question, DnsReply usual) throws InterruptedException;
    }

    FakeDns(int ireland, int mumbai) {
        weigh(ireland, mumbai);
        addresses.put(
                IRELAND,
                Map.of(
                        QueryType.A, List.of("203.0.113.10", "203.0.113.11"),
                        QueryType.AAAA, List.of("2001:db8:1::10")));
        addresses.put(
                MUMBAI,
                Map.of(
                        QueryType.A, List.of("203.0.113.20"),
                        QueryType.AAAA, List.of("2001:db8:2::20")));
    }

    Dns dns() {
        return new Dns(this, List.of(RESOLVER), PORT, PublicAddress::is);
    }

    void weigh(int ireland, int mumbai) {
        IntStream.rangeClosed(1, SERVERS).forEach(server -> weigh(server, ireland, mumbai));
    }

    void weigh(int server, int ireland, int mumbai) {
        weights.put(server, Map.of(IRELAND, ireland, MUMBAI, mumbai));
    }

    static InetAddress ipv4(int server) {
        return InetAddress.ofLiteral("192.0.2." + server);
    }

    static InetAddress ipv6(int server) {
        return InetAddress.ofLiteral("2001:db8::" + server);
    }

    static String name(int server) {
        return "ns-" + server + ".awsdns-0" + server + ".net";
    }

    /** A server does this at both of its addresses. */
    void behave(int server, Behaviour behaviour) {
        behaviours.put(ipv4(server), behaviour);
        behaviours.put(ipv6(server), behaviour);
    }

    @Override
    public DnsReply ask(InetSocketAddress server, Protocol protocol, DnsQuestion question, Duration timeout)
            throws InterruptedException {
        asked.add(new Asked(server.getAddress(), protocol, question, timeout));
        Random random = draws.computeIfAbsent(
                List.of(server, protocol), way -> new Random(5 + way.toString().hashCode()));
        DnsReply usual = usual(server, question, random);
        Behaviour behaviour = behaviours.get(server.getAddress());
        return behaviour == null ? usual : behaviour.to(protocol, question, usual);
    }

    private DnsReply usual(InetSocketAddress server, DnsQuestion question, Random random) {
        if (server.equals(RESOLVER)) {
            return question.recursive() ? resolved(question, random) : new Answered("REFUSED", false, false, List.of());
        }
        Optional<Integer> number = IntStream.rangeClosed(1, SERVERS)
                .filter(i -> server.getAddress().equals(ipv4(i))
                        || server.getAddress().equals(ipv6(i)))
                .boxed()
                .findFirst();
        return number.isEmpty() || server.getPort() != PORT
                ? new DnsReply.Unreachable("Connection refused")
                : zone(number.get(), question, true, random);
    }

    private DnsReply resolved(DnsQuestion question, Random random) {
        for (int i = 1; i <= SERVERS; i++) {
            if (question.name().value().equals(name(i))) {
                return switch (question.type()) {
                    case A -> found(question, List.of(ipv4(i).getHostAddress()), false);
                    case AAAA -> found(question, List.of(ipv6(i).getHostAddress()), false);
                    case NS, TXT -> found(question, List.of(), false);
                };
            }
        }
        return zone(1, question, false, random);
    }

    private DnsReply zone(int server, DnsQuestion question, boolean authoritative, Random random) {
        String name = question.name().value();
        if (name.equals("example.com")) {
            List<String> values = question.type() == QueryType.NS
                    ? IntStream.rangeClosed(1, SERVERS).mapToObj(FakeDns::name).toList()
                    : List.of();
            return found(question, values, authoritative);
        }
        if (name.equals(NAME.value())) {
            Region drawn = draw(weights.getOrDefault(server, Map.of()), random);
            return found(question, of(drawn, question.type()), authoritative);
        }
        if (name.equals("_regent." + NAME) && ledger.containsKey(server)) {
            List<String> values = question.type() == QueryType.TXT ? List.of(ledger.get(server)) : List.of();
            return found(question, values, authoritative);
        }
        for (Region region : addresses.keySet()) {
            if (name.equals(region + "." + NAME)) {
                return found(question, of(region, question.type()), authoritative);
            }
        }
        return NO_NAME;
    }

    private List<String> of(Region region, QueryType type) {
        return addresses.getOrDefault(region, Map.of()).getOrDefault(type, List.of());
    }

    private static Region draw(Map<Region, Integer> weights, Random random) {
        Map<Region, Integer> sorted = new TreeMap<>(weights);
        int point = random.nextInt(
                sorted.values().stream().mapToInt(Integer::intValue).sum());
        List<Region> tickets = new ArrayList<>();
        sorted.forEach((region, weight) -> tickets.addAll(Collections.nCopies(weight, region)));
        return tickets.get(point);
    }

    private static DnsReply found(DnsQuestion question, List<String> values, boolean authoritative) {
        return new Answered(
                "NOERROR",
                authoritative,
                false,
                values.stream()
                        .map(value -> new Found(question.name().value(), 60, value))
                        .toList());
    }
}
