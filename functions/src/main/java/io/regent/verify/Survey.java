package io.regent.verify;

import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Section;
import io.regent.fleet.DnsName;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.verify.Lane.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all servers gave, and what that says.
 *
 * @param troubles what went wrong before anybody was asked
 */
record Survey(
        Service service,
        Map<Region, Integer> expectedWeights,
        DnsName zone,
        List<Lane.Result> results,
        Atlas atlas,
        List<String> troubles) {
    /** What the report says of it. */
    Findings findings() {
        List<Share> shares = shares();
        List<String> problems = problems(shares);
        List<Section> sections = new ArrayList<>();
        sections.add(Sections.servers(this));
        sections.add(Sections.shares(this, shares));
        if (!resolvers().isEmpty()) {
            sections.add(Sections.resolvers(this));
        }
        if (!problems.isEmpty()) {
            sections.add(Sections.problems(problems));
        }
        boolean answered =
                authoritative().stream().anyMatch(lane -> !lane.given().isEmpty());
        return new Findings(!answered ? Outcome.FAILED : problems.isEmpty() ? Outcome.DONE : Outcome.UNWELL, sections);
    }

    List<Lane.Result> authoritative() {
        return results.stream().filter(lane -> !lane.server().resolver()).toList();
    }

    List<Lane.Result> resolvers() {
        return results.stream().filter(lane -> lane.server().resolver()).toList();
    }

    private List<Region> regions() {
        return service.endpoints().stream().map(Endpoint::region).toList();
    }

    /**
     * The answers that can be counted. Where no region has an address of a type, no answer of that type tells anything:
     * the load balancers may have none.
     */
    private List<Reply.Gave> counted(Lane.Result lane) {
        Set<QueryType> told = results.stream()
                .flatMap(each -> each.given().stream())
                .filter(gave -> !gave.addresses().isEmpty())
                .map(Reply.Gave::type)
                .collect(Collectors.toSet());
        return lane.given().stream().filter(gave -> told.contains(gave.type())).toList();
    }

    SortedMap<Region, Integer> counts(Stream<Lane.Result> lanes) {
        SortedMap<Region, Integer> counts = new TreeMap<>();
        lanes.flatMap(lane -> lane.given().stream())
                .flatMap(gave -> atlas.of(gave.addresses()).stream())
                .forEach(region -> counts.merge(region, 1, Integer::sum));
        return counts;
    }

    private List<Share> shares() {
        return Share.of(regions(), counts(authoritative().stream()), expectedWeights);
    }

    private List<String> problems(List<Share> shares) {
        List<String> problems = new ArrayList<>(troubles);
        boolean noIpv6 = ipv6() == Ipv6.OUT_OF_REACH;
        results.stream()
                .filter(lane -> !(noIpv6 && lane.server().isIpv6()))
                .forEach(lane -> trouble(lane).ifPresent(problems::add));
        results.forEach(lane -> untold(lane).ifPresent(problems::add));
        if (!atlas.shared().isEmpty()) {
            problems.add("Several regions have the same addresses, which tell nothing: "
                    + String.join(", ", new TreeSet<>(atlas.shared())) + ".");
        }
        for (Region region : regions()) {
            if (!atlas.regions().containsValue(region)) {
                problems.add("No address of " + region + " could be found by " + Lane.regionalName(service, region)
                        + ": an answer of it cannot be told.");
            }
        }
        if (shares.isEmpty()) {
            problems.add("No authoritative name server gave an answer whose region can be told.");
        }
        Map<String, List<Lane.Result>> servers = byName(results);
        List<String> old =
                servers.values().stream().flatMap(lanes -> old(lanes).stream()).toList();
        problems.addAll(old);
        problems.addAll(beyondChance(shares));
        return problems;
    }

    private static Map<String, List<Lane.Result>> byName(List<Lane.Result> lanes) {
        return lanes.stream()
                .collect(Collectors.groupingBy(lane -> lane.server().name(), LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * Which authoritative name servers give shares that chance does not explain, and what of the rest does not. Where
     * every one of them does so, it is not them: the whole is otherwise than expected.
     */
    private List<String> beyondChance(List<Share> shares) {
        Map<String, List<Lane.Result>> servers = byName(authoritative());
        servers.values().removeIf(lanes -> counts(lanes.stream()).isEmpty());
        Map<String, List<Lane.Result>> rest = new LinkedHashMap<>(servers);
        rest.values().removeIf(lanes -> old(lanes).isPresent());
        Map<String, List<Share>> odd = new LinkedHashMap<>();
        rest.forEach((name, lanes) -> {
            List<Share> beyond = beyondChance(lanes, servers.size());
            if (!beyond.isEmpty()) {
                odd.put(name, beyond);
            }
        });
        List<Share> whole = beyond(shares);
        if (!whole.isEmpty() && odd.size() == servers.size()) {
            return List.of(whole("", whole));
        }
        List<String> problems = new ArrayList<>();
        odd.forEach((name, beyond) -> problems.add("Name server " + name + " answers "
                + beyond.stream().map(Survey::counted).collect(Collectors.joining(", "))
                + ", which is beyond chance: it may still answer the old way, as it may for up to a minute after a"
                + " change. Ask again."));
        rest.keySet().removeAll(odd.keySet());
        List<Share> others =
                beyond(Share.of(regions(), counts(rest.values().stream().flatMap(List::stream)), expectedWeights));
        if (!others.isEmpty()) {
            problems.add(whole(rest.size() < servers.size() ? "By the other name servers, " : "", others));
        }
        return problems;
    }

    private static List<Share> beyond(List<Share> shares) {
        return shares.stream().filter(share -> share.fit() == Share.Fit.BEYOND).toList();
    }

    /** The shares of one server that chance does not explain, as one of so many. */
    private List<Share> beyondChance(List<Lane.Result> server, int servers) {
        List<Share> shares = Share.of(regions(), counts(server.stream()), expectedWeights).stream()
                .filter(share ->
                        share.expected().orElse(0.0) > 0 && share.expected().orElse(1.0) < 1)
                .toList();
        return shares.stream()
                .filter(share -> Chance.excludes(
                        share.answers(),
                        share.of(),
                        share.expected().orElseThrow(),
                        Chance.level(servers, shares.size())))
                .toList();
    }

    private static String counted(Share share) {
        return String.format(
                Locale.ROOT,
                "%s %d of %d times where %.1f are expected",
                share.region(),
                share.answers(),
                share.of(),
                share.of() * share.expected().orElseThrow());
    }

    private static String whole(String whose, List<Share> beyond) {
        return whose
                + beyond.stream()
                        .map(share -> String.format(
                                Locale.ROOT,
                                "%s has %.1f %% of the answers where %.1f %% are expected",
                                share.region(),
                                100 * share.share(),
                                100 * share.expected().orElseThrow()))
                        .collect(Collectors.joining(", "))
                + ", which is beyond chance. Either a change of up to a minute ago has not reached the name servers; or"
                + " somebody changed the weights; or a health check leaves an endpoint out, by what routing controls or"
                + " Route 53's own checkers say; or an alias does that evaluates its target's health"
                + " (EvaluateTargetHealth): it leaves DNS by itself while its load balancer has no healthy target,"
                + " whatever weights and holds say.";
    }

    private static String who(Lane.Result lane) {
        return lane.server().resolver()
                ? "Resolver " + lane.server().name() + " over " + lane.protocol()
                : "Name server " + lane.server().name() + " (" + lane.server().address() + ") over " + lane.protocol();
    }

    private Optional<String> trouble(Lane.Result lane) {
        int asked = lane.replies().size();
        int failed = lane.failed().size();
        if (failed > 0) {
            String why = lane.failed().getLast().why();
            return Optional.of(
                    failed == asked
                            ? who(lane) + " " + why + "."
                            : who(lane) + " gave no answer to " + failed + " of " + asked + " questions; last, it "
                                    + why + ".");
        }
        return asked < lane.wanted()
                ? Optional.of(who(lane) + " was asked " + asked + " of " + lane.wanted()
                        + " questions before the time was over.")
                : Optional.empty();
    }

    private Optional<String> untold(Lane.Result lane) {
        long empty = counted(lane).stream()
                .filter(gave -> gave.addresses().isEmpty())
                .count();
        if (empty > 0) {
            return Optional.of(who(lane) + " said " + (empty == 1 ? "once" : empty + " times") + " that "
                    + service.name() + " has no address.");
        }
        NavigableSet<String> strangers = new TreeSet<>();
        lane.given().stream()
                .filter(gave -> atlas.of(gave.addresses()).isEmpty())
                .forEach(gave -> gave.addresses().stream()
                        .filter(address -> !atlas.shared().contains(address))
                        .forEach(strangers::add));
        return strangers.isEmpty()
                ? Optional.empty()
                : Optional.of(who(lane) + " answered addresses of no region: " + String.join(", ", strangers) + ".");
    }

    /** What a server still answers that nobody should be sent to; over all of its addresses and both protocols. */
    private Optional<String> old(List<Lane.Result> lanes) {
        List<Reply.Gave> given =
                lanes.stream().flatMap(lane -> lane.given().stream()).toList();
        SortedMap<Region, Integer> out = counts(lanes.stream());
        out.keySet().removeIf(region -> !isOut(region));
        if (out.isEmpty()) {
            return Optional.empty();
        }
        String what = out.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + " of " + given.size() + " times")
                .collect(Collectors.joining(", "));
        Lane.Server server = lanes.getFirst().server();
        if (!server.resolver()) {
            return Optional.of("Name server " + server.name() + " still answers the old way: " + what + ".");
        }
        long ttl = given.stream()
                .filter(gave -> atlas.of(gave.addresses()).filter(this::isOut).isPresent())
                .mapToLong(Reply.Gave::ttl)
                .max()
                .orElseThrow();
        return Optional.of("Resolver " + server.name() + " still answers the old way: " + what + ", which it may for "
                + ttl + " s more.");
    }

    private boolean isOut(Region region) {
        return expectedWeights.values().stream().anyMatch(weight -> weight > 0)
                && expectedWeights.getOrDefault(region, 0) == 0;
    }

    /** What can be said of IPv6. */
    enum Ipv6 {
        /** The name servers have no IPv6 addresses. */
        NONE,
        REACHED,
        OUT_OF_REACH;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Where nothing at all comes back over IPv6, the fault is more likely here than at all of the servers. */
    Ipv6 ipv6() {
        List<Lane.Result> lanes =
                authoritative().stream().filter(lane -> lane.server().isIpv6()).toList();
        if (lanes.isEmpty()) {
            return Ipv6.NONE;
        }
        return lanes.stream().allMatch(lane -> lane.given().isEmpty()) ? Ipv6.OUT_OF_REACH : Ipv6.REACHED;
    }

    /** The TTLs that the service's records were answered with, in seconds, by authoritative servers. */
    SortedSet<Long> ttls() {
        return authoritative().stream()
                .flatMap(lane -> lane.given().stream())
                .filter(gave -> !gave.addresses().isEmpty())
                .map(Reply.Gave::ttl)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
