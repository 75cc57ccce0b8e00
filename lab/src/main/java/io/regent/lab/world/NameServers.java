package io.regent.lab.world;

import io.regent.lab.dns.Answers;
import io.regent.lab.dns.DnsServer;
import io.regent.lab.dns.TwinAnswers;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Route53Twin;
import io.regent.lab.twin.route53.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * The four name servers of the lab's zone, each at an address of its own and with its own view of a change on its way,
 * and what everybody's resolver knows of them. A name server can be made to say nothing.
 */
public final class NameServers {
    /** How many a delegation set of Route 53 has. */
    public static final int COUNT = 4;

    private static final long HOST_TTL = 172_800;

    private final Route53Twin route53;
    private final Map<Name, InetAddress> hosts = new TreeMap<>();
    private final Set<Integer> mute = ConcurrentHashMap.newKeySet();

    /** @param zone the id of the zone whose they are */
    NameServers(Route53Twin route53, String zone) {
        this.route53 = route53;
        List<String> names = route53.look(zone).stream()
                .filter(set -> set.type() == RecordType.NS && set.target() instanceof Target.Values)
                .flatMap(set -> ((Target.Values) set.target()).values().stream())
                .toList();
        for (int i = 0; i < COUNT; i++) {
            hosts.put(name(names.get(i)), address(i));
        }
    }

    /** The addresses that they listen on, the first to hear of a change first. */
    static List<InetAddress> addresses() {
        return IntStream.range(0, COUNT).mapToObj(NameServers::address).toList();
    }

    private static InetAddress address(int number) {
        return InetAddress.ofLiteral("127.0.53." + (number + 1));
    }

    /** What there is to listen for: the name servers, all at one port. */
    List<DnsServer.Bind> binds(int port) {
        List<DnsServer.Bind> binds = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            int number = i;
            Answers own = of(number);
            binds.add(new DnsServer.Bind(
                    new InetSocketAddress(address(i), port),
                    (name, type) -> mute.contains(number) ? new Answers.Reply.Silence() : own.to(name, type)));
        }
        return binds;
    }

    /** What a resolver without a memory says: the zone by any of them, and where they are. */
    Answers resolver() {
        return (name, type) -> {
            InetAddress host = hosts.get(name);
            if (host == null) {
                return of(ThreadLocalRandom.current().nextInt(COUNT)).to(name, type);
            }
            return type == Type.A
                    ? new Answers.Reply.Found(List.of(new ARecord(name, DClass.IN, HOST_TTL, (Inet4Address) host)))
                    : new Answers.Reply.NoData(List.of(), soa(name));
        };
    }

    private Answers of(int number) {
        return new TwinAnswers(
                route53, number, bound -> ThreadLocalRandom.current().nextInt(bound), route53.healthChecks());
    }

    /** What this one, 0 to 3, is called in the zone, without the last dot. */
    public String name(int number) {
        return hosts.entrySet().stream()
                .filter(host -> host.getValue().equals(address(number)))
                .map(host -> host.getKey().toString(true))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("name server " + number + ": expected 0 to " + (COUNT - 1)));
    }

    /** From now on this one, 0 to 3, answers nothing; whoever asks waits in vain. */
    public void silence(int number) {
        mute.add(number);
    }

    /** From now on it answers again. */
    public void heal(int number) {
        mute.remove(number);
    }

    /** Of the zone that the name servers' own names are in, which the lab has no more of. */
    private static SOARecord soa(Name host) {
        Name zone = new Name(host, 1);
        return new SOARecord(
                zone,
                DClass.IN,
                HOST_TTL,
                host,
                name("awsdns-hostmaster.amazon.com."),
                1,
                7_200,
                900,
                1_209_600,
                86_400);
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (IOException e) {
            throw new UncheckedIOException("a name server's name is no DNS name: " + text, e);
        }
    }
}
