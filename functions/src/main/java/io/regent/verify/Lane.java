package io.regent.verify;

import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.verify.DnsReply.Found;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * The questions to one server over one protocol, one after the other.
 *
 * @param questions how many about the service; its record types take turns
 */
record Lane(Asking asking, Service service, Server server, Protocol protocol, int questions)
        implements Callable<Lane.Result> {
    /** After so many questions in a row without an answer a server is asked no more. */
    private static final int PATIENT_FOR = 3;

    /**
     * Somebody to ask.
     *
     * @param resolver whether it is one, and not an authoritative server
     */
    record Server(String name, InetSocketAddress at, boolean resolver) {
        String address() {
            return at.getAddress().getHostAddress();
        }

        boolean isIpv6() {
            return at.getAddress() instanceof Inet6Address;
        }

        static Server authoritative(DnsName name, InetAddress address, int port) {
            return new Server(name.value(), new InetSocketAddress(address, port), false);
        }
    }

    /**
     * What a lane came to.
     *
     * @param replies of the questions that were asked
     * @param regional the addresses of each region's own name, as this server has them
     */
    record Result(
            Server server, Protocol protocol, int wanted, List<Reply> replies, Map<Region, Set<String>> regional) {
        Result {
            replies = List.copyOf(replies);
            regional = Map.copyOf(regional);
        }

        List<Reply.Gave> given() {
            return replies.stream()
                    .filter(Reply.Gave.class::isInstance)
                    .map(Reply.Gave.class::cast)
                    .toList();
        }

        List<Reply.Failed> failed() {
            return replies.stream()
                    .filter(Reply.Failed.class::isInstance)
                    .map(Reply.Failed.class::cast)
                    .toList();
        }
    }

    /** What came of a question about the service. */
    sealed interface Reply {
        /**
         * An answer.
         *
         * @param addresses none where the server says that there are none
         * @param ttl in seconds; 0 without addresses
         * @param micros how long it took
         */
        record Gave(QueryType type, Set<String> addresses, long ttl, long micros) implements Reply {
            public Gave {
                addresses = Set.copyOf(addresses);
            }
        }

        /** No answer that could be used. */
        record Failed(String why) implements Reply {}
    }

    @Override
    public Result call() throws InterruptedException {
        List<QueryType> types = types(service);
        List<Reply> replies = new ArrayList<>();
        Map<Region, Set<String>> regional = new TreeMap<>();
        boolean learnt = false;
        int inVain = 0;
        while (replies.size() < questions && inVain < PATIENT_FOR && !asking.isOver()) {
            Reply reply = ask(types.get(replies.size() % types.size()));
            if (reply instanceof Reply.Gave && !learnt) {
                learn(types, regional);
                learnt = true;
            }
            replies.add(reply);
            inVain = reply instanceof Reply.Failed ? inVain + 1 : 0;
        }
        if (replies.stream().anyMatch(reply -> reply instanceof Reply.Gave gave && isNew(gave.addresses(), regional))) {
            // A load balancer's addresses change at times; perhaps they did while this went on.
            learn(types, regional);
        }
        return new Result(server, protocol, questions, replies, regional);
    }

    static List<QueryType> types(Service service) {
        return new TreeSet<>(service.recordTypes())
                .stream()
                        .map(type -> switch (type) {
                            case A -> QueryType.A;
                            case AAAA -> QueryType.AAAA;
                        })
                        .toList();
    }

    private static boolean isNew(Collection<String> addresses, Map<Region, Set<String>> regional) {
        return !addresses.stream()
                .allMatch(address -> regional.values().stream().anyMatch(all -> all.contains(address)));
    }

    private void learn(List<QueryType> types, Map<Region, Set<String>> regional) throws InterruptedException {
        for (var endpoint : service.endpoints()) {
            for (QueryType type : types) {
                DnsReply reply =
                        asking.ask(server.at(), protocol, question(regionalName(service, endpoint.region()), type));
                if (!(reply instanceof DnsReply.Answered answered)) {
                    return;
                }
                answered.records()
                        .forEach(record -> regional.computeIfAbsent(endpoint.region(), any -> new TreeSet<>())
                                .add(record.value()));
            }
        }
    }

    /** The name that the region's record of the service is an alias to. */
    static DnsName regionalName(Service service, Region region) {
        return service.name().child(region.id());
    }

    private DnsQuestion question(DnsName name, QueryType type) {
        return new DnsQuestion(name, type, server.resolver());
    }

    private Reply ask(QueryType type) throws InterruptedException {
        long start = System.nanoTime();
        DnsReply reply = asking.ask(server.at(), protocol, question(service.name(), type));
        long micros = (System.nanoTime() - start) / 1_000;
        return switch (reply) {
            case DnsReply.Silent silent -> new Reply.Failed("says nothing");
            case DnsReply.Unreachable unreachable -> new Reply.Failed("cannot be reached: " + unreachable.why());
            case DnsReply.Nonsense nonsense -> new Reply.Failed("answers nonsense: " + nonsense.why());
            case DnsReply.Answered answered -> read(answered, type, micros);
        };
    }

    private Reply read(DnsReply.Answered answered, QueryType type, long micros) {
        if (!answered.code().equals("NOERROR") && !answered.code().equals("NXDOMAIN")) {
            return new Reply.Failed("answers " + answered.code());
        }
        if (!server.resolver() && !answered.authoritative()) {
            return new Reply.Failed("answers without authority for the zone");
        }
        if (answered.truncated()) {
            return new Reply.Failed(
                    protocol == Protocol.UDP
                            ? "has more to say than fits, and says to ask over TCP"
                            : "cuts its answer");
        }
        Set<String> addresses = new TreeSet<>();
        answered.records().stream().map(Found::value).forEach(addresses::add);
        long ttl = answered.records().stream().mapToLong(Found::ttl).min().orElse(0);
        return new Reply.Gave(type, addresses, ttl, micros);
    }
}
