package io.regent.document;

import io.regent.fleet.DnsName;
import io.regent.fleet.Endpoint;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.ProbeSettings;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one service. */
final class ServiceSection {
    /** Leaves room for {@code origin.<region>.} before the name: a DNS name has at most 253 characters. */
    static final int LONGEST_NAME = 190;

    private static final int MOST_WATCHERS = 10;
    private static final int WHOLE_LOAD = 100;
    private static final Pattern ZONE = Pattern.compile("Z[A-Z0-9]{1,31}");
    private static final String ACCEPTED_NAME =
            DnsName.ACCEPTED + ", of at most " + LONGEST_NAME + " characters, its last label not a number";
    private static final String ACCEPTED_ZONE = "the id of a Route 53 hosted zone such as Z0123456789ABCDEFGHIJ";
    private static final String ACCEPTED_ENDPOINTS = "a mapping of 2 to " + Service.MAX_ENDPOINTS
            + " regions such as eu-west-1 to their endpoints, {} for an endpoint of defaults";

    private final Problems problems;

    ServiceSection(Problems problems) {
        this.problems = problems;
    }

    Optional<Service> read(String key, Spot spot) {
        boolean named = Hosts.isName(key) && new DnsName(key).value().length() <= LONGEST_NAME;
        String name = named ? new DnsName(key).value() : key;
        if (!named) {
            problems.add(spot.path(), "expected " + ACCEPTED_NAME);
        }
        Fields fields = Fields.of(spot, "a mapping with zone and endpoints");
        String zone = fields.required("zone", ACCEPTED_ZONE)
                .flatMap(place ->
                        place.text(ACCEPTED_ZONE, text -> ZONE.matcher(text).matches()))
                .orElse("");
        Set<RecordType> types = fields.optional("recordTypes").map(this::types).orElse(EnumSet.allOf(RecordType.class));
        Routing routing = fields.optional("routing")
                .flatMap(place -> place.choice(Routing.values()))
                .orElse(Routing.WEIGHTED);
        ProbeSection probeSection = new ProbeSection(fields.section("probe"), problems);
        Optional<ProbeSettings> probe = probeSection.read();
        List<Map.Entry<String, Spot>> regions = regions(fields);
        List<Endpoint> endpoints = endpoints(regions, new EndpointSection(name, probeSection.kind(), problems));
        Optional<PolicySettings> policy = PolicySection.read(fields.section("policy"), regions.size(), problems);
        Set<Region> vantages = new TreeSet<>();
        endpoints.forEach(endpoint -> vantages.add(endpoint.region()));
        fields.optional("vantages").ifPresent(place -> vantages.addAll(watchers(place, vantages)));
        fields.refuseOthers();
        compare(fields, routing, endpoints);
        return problems.cleanAt(spot.path()) && probe.isPresent() && policy.isPresent()
                ? Optional.of(new Service(
                        new DnsName(name), zone, types, routing, endpoints, vantages, probe.get(), policy.get()))
                : Optional.empty();
    }

    private Set<RecordType> types(Spot spot) {
        Set<RecordType> types = EnumSet.noneOf(RecordType.class);
        for (Spot item : spot.items(1, RecordType.values().length, "A or AAAA").orElse(List.of())) {
            item.text("A or AAAA", text -> text.equals("A") || text.equals("AAAA"))
                    .ifPresent(text -> types.add(RecordType.valueOf(text)));
        }
        return types;
    }

    private List<Map.Entry<String, Spot>> regions(Fields fields) {
        Optional<Spot> spot = fields.required("endpoints", ACCEPTED_ENDPOINTS);
        if (spot.isEmpty()) {
            return List.of();
        }
        List<Map.Entry<String, Spot>> regions =
                Fields.of(spot.get(), ACCEPTED_ENDPOINTS).entries();
        boolean mapping = spot.get().node() instanceof Node.Mapping;
        if (mapping && (regions.size() < 2 || regions.size() > Service.MAX_ENDPOINTS)) {
            spot.get().expected(ACCEPTED_ENDPOINTS);
        }
        return regions;
    }

    private static List<Endpoint> endpoints(List<Map.Entry<String, Spot>> regions, EndpointSection section) {
        List<Endpoint> endpoints = new ArrayList<>();
        regions.forEach(
                region -> section.read(region.getKey(), region.getValue()).ifPresent(endpoints::add));
        return endpoints;
    }

    private Set<Region> watchers(Spot spot, Set<Region> endpoints) {
        String accepted = Region.ACCEPTED + " without an endpoint of this service";
        Set<Region> watchers = new TreeSet<>();
        for (Spot item : spot.items(0, MOST_WATCHERS, accepted).orElse(List.of())) {
            item.text(accepted, text -> Region.isCode(text) && !endpoints.contains(new Region(text)))
                    .ifPresent(text -> watchers.add(new Region(text)));
        }
        return watchers;
    }

    private void compare(Fields fields, Routing routing, List<Endpoint> endpoints) {
        if (!fields.cleanAt("endpoints", "routing")) {
            return;
        }
        long standbys = endpoints.stream().filter(e -> e.baseline() == 0).count();
        if (routing == Routing.FAILOVER && (endpoints.size() != 2 || standbys != 1)) {
            fields.problem(
                    "endpoints",
                    endpoints.size() + " endpoints, " + standbys
                            + " of them with weight 0: expected, for routing failover,"
                            + " two: the PRIMARY with a weight above 0 and the SECONDARY with weight 0");
        } else if (standbys == endpoints.size()) {
            fields.problem("endpoints", "every weight is 0: expected at least one above 0");
        }
        int capacity = endpoints.stream().mapToInt(Endpoint::capacity).sum();
        if (capacity < WHOLE_LOAD) {
            fields.problem(
                    "endpoints",
                    "the capacities add up to " + capacity + " percent: expected at least " + WHOLE_LOAD
                            + ", the whole load");
        }
    }
}
