package io.regent.document;

import io.regent.fleet.Address;
import io.regent.fleet.Endpoint;
import io.regent.fleet.ProbeKind;
import io.regent.fleet.Region;
import io.regent.fleet.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one endpoint of a service. */
final class EndpointSection {
    private static final int REGISTRY_PORT = 5_000;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MOST_CAPACITY = 1_000;
    private static final int WEIGHT = 50;
    private static final int CAPACITY = 100;

    private final String service;
    private final ProbeKind kind;
    private final Problems problems;

    EndpointSection(String service, ProbeKind kind, Problems problems) {
        this.service = service;
        this.kind = kind;
        this.problems = problems;
    }

    Optional<Endpoint> read(String region, Spot spot) {
        if (!Region.isCode(region)) {
            problems.add(spot.path(), "expected " + Region.ACCEPTED);
        }
        Fields fields = Fields.of(spot, "a mapping, or {} for the defaults");
        List<Target> targets = new ArrayList<>();
        targets.add(target(Target.Part.ORIGIN, fields, "origin." + region + "." + service));
        loadBalancer(fields, region + "." + service).ifPresent(targets::add);
        int weight = fields.optional("weight")
                .flatMap(place -> place.whole(0, Endpoint.MAX_WEIGHT))
                .orElse(WEIGHT);
        int capacity = fields.optional("capacity")
                .flatMap(place -> place.whole(1, MOST_CAPACITY))
                .orElse(CAPACITY);
        fields.refuseOthers();
        return problems.cleanAt(spot.path())
                ? Optional.of(new Endpoint(new Region(region), targets, weight, capacity))
                : Optional.empty();
    }

    private Optional<Target> loadBalancer(Fields fields, String usualAddress) {
        Optional<Spot> spot = fields.optional("loadBalancer");
        if (spot.isPresent()
                && spot.get().node() instanceof Node.Text text
                && text.value().equals("none")) {
            return Optional.empty();
        }
        Fields inside = spot.map(place -> Fields.of(place, "a mapping of address, port and tls, or none"))
                .orElseGet(() -> fields.section("loadBalancer"));
        Target target = target(Target.Part.LOAD_BALANCER, inside, usualAddress);
        inside.refuseOthers();
        return Optional.of(target);
    }

    private Target target(Target.Part part, Fields fields, String usualAddress) {
        String host = fields.optional("address")
                .flatMap(spot -> spot.text(Hosts.ACCEPTED, Hosts::isHost))
                .orElse(usualAddress);
        Optional<Integer> port = fields.optional("port").flatMap(spot -> spot.whole(1, 65_535));
        boolean tls = tls(fields);
        int usualPort =
                switch (part) {
                    case ORIGIN -> REGISTRY_PORT;
                    case LOAD_BALANCER -> tls ? HTTPS_PORT : HTTP_PORT;
                };
        return new Target(part, new Address(host, port.orElse(usualPort)), tls);
    }

    private boolean tls(Fields fields) {
        Optional<Boolean> written = fields.optional("tls").flatMap(Spot::flag);
        if (written.isPresent() && kind == ProbeKind.TCP) {
            fields.problem("tls", "not used by a probe of kind tcp: expected it left out");
        }
        if (kind == ProbeKind.HTTPS && !written.orElse(true)) {
            fields.problem(
                    "tls",
                    "false: expected true or left out with a probe of kind https; with kind http each"
                            + " address has its own");
        }
        return written.orElse(kind == ProbeKind.HTTPS);
    }
}
