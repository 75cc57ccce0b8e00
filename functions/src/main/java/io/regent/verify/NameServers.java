package io.regent.verify;

import io.regent.fleet.DnsName;
import io.regent.verify.DnsReply.Found;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds name servers by asking resolvers. */
final class NameServers {
    /** How many name servers of a zone are asked; Route 53 gives four, and thirteen are the most in wide use. */
    static final int MOST = 16;

    /** How often a question is tried, each time at the next resolver; a packet may be lost. */
    private static final int TRIES = 3;

    private final Asking asking;

    NameServers(Asking asking) {
        this.asking = asking;
    }

    /** What the search came to. */
    sealed interface Search {
        /**
         * A zone and who answers for it.
         *
         * @param servers the zone's name servers, at least one, each with what addresses it has
         * @param more how many others the zone has beyond {@value NameServers#MOST}
         */
        record Zone(DnsName name, List<NameServer> servers, int more) implements Search {
            public Zone {
                servers = List.copyOf(servers);
            }
        }

        /** It failed, and why. */
        record Failed(String why) implements Search {}
    }

    /**
     * A name server and where it is.
     *
     * @param problem why there are no addresses, or not all of them; empty when all is well
     */
    record NameServer(DnsName name, List<InetAddress> addresses, Optional<String> problem) {
        NameServer {
            addresses = List.copyOf(addresses);
        }

        /** The address that stands for it where one is enough: IPv4 where there is one. */
        Optional<InetAddress> first() {
            return addresses.stream()
                    .filter(Inet4Address.class::isInstance)
                    .findFirst()
                    .or(() -> addresses.stream().findFirst());
        }
    }

    /** The name servers of the zone that a name is in: those of the nearest name above it, or itself, that has any. */
    Search of(DnsName name) throws InterruptedException {
        DnsName above = name;
        while (true) {
            switch (lookUp(above, QueryType.NS)) {
                case Looked.Nothing nothing -> {}
                case Looked.Failed failed -> {
                    return new Search.Failed("the name servers of " + above + ": " + failed.why());
                }
                case Looked.Values values -> {
                    String owner = above.value();
                    List<String> names = values.records().stream()
                            .filter(record -> record.owner().equals(owner))
                            .map(Found::value)
                            .filter(DnsName::isName)
                            .distinct()
                            .sorted()
                            .toList();
                    if (!names.isEmpty()) {
                        return zone(above, names);
                    }
                }
            }
            String parent = above.value().substring(above.value().indexOf('.') + 1);
            if (!DnsName.isName(parent)) {
                return new Search.Failed("no name from " + name + " up to " + above + " has name servers");
            }
            above = new DnsName(parent);
        }
    }

    private Search zone(DnsName zone, List<String> names) throws InterruptedException {
        List<NameServer> servers = new ArrayList<>();
        for (String name : names.subList(0, Math.min(names.size(), MOST))) {
            servers.add(nameServer(new DnsName(name)));
        }
        return new Search.Zone(zone, servers, Math.max(0, names.size() - MOST));
    }

    private NameServer nameServer(DnsName name) throws InterruptedException {
        List<InetAddress> addresses = new ArrayList<>();
        TreeSet<String> problems = new TreeSet<>();
        for (QueryType type : List.of(QueryType.A, QueryType.AAAA)) {
            switch (lookUp(name, type)) {
                case Looked.Nothing nothing -> {}
                case Looked.Failed failed -> problems.add("its " + type + " address: " + failed.why());
                case Looked.Values values ->
                    values.records().forEach(record -> addresses.add(InetAddress.ofLiteral(record.value())));
            }
        }
        if (addresses.isEmpty() && problems.isEmpty()) {
            problems.add("it has no address");
        }
        return new NameServer(
                name, addresses, problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems)));
    }

    /** A host's addresses of these types as text; itself when it is an address. */
    List<String> addresses(String host, List<QueryType> types) throws InterruptedException {
        if (!DnsName.isName(host) || isAddress(host)) {
            return isAddress(host) ? List.of(InetAddress.ofLiteral(host).getHostAddress()) : List.of();
        }
        List<String> found = new ArrayList<>();
        for (QueryType type : types) {
            if (lookUp(new DnsName(host), type) instanceof Looked.Values values) {
                values.records().forEach(record -> found.add(record.value()));
            }
        }
        return found;
    }

    private static boolean isAddress(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private sealed interface Looked {
        record Values(List<Found> records) implements Looked {}

        record Nothing() implements Looked {}

        record Failed(String why) implements Looked {}
    }

    private Looked lookUp(DnsName name, QueryType type) throws InterruptedException {
        DnsQuestion question = new DnsQuestion(name, type, true);
        String why = "";
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<InetSocketAddress> resolvers = asking.dns().resolvers();
            InetSocketAddress resolver = resolvers.get(attempt % resolvers.size());
            Optional<DnsReply.Answered> answered = Optional.empty();
            switch (asking.ask(resolver, question)) {
                case DnsReply.Answered answer -> {
                    if (answer.code().equals("NOERROR") || answer.code().equals("NXDOMAIN")) {
                        answered = Optional.of(answer);
                    }
                    why = "the resolver answered " + answer.code();
                }
                case DnsReply.Silent silent -> why = "the resolver said nothing";
                case DnsReply.Unreachable unreachable -> why = "the resolver cannot be reached: " + unreachable.why();
                case DnsReply.Nonsense nonsense -> why = "the resolver: " + nonsense.why();
            }
            if (answered.isPresent()) {
                List<Found> records = answered.get().records();
                return records.isEmpty() ? new Looked.Nothing() : new Looked.Values(records);
            }
        }
        return new Looked.Failed(why);
    }
}
