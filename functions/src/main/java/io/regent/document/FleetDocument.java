package io.regent.document;

import io.regent.fleet.Address;
import io.regent.fleet.DnsName;
import io.regent.fleet.Fleet;
import io.regent.fleet.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The document that says what the fleet is: its fields, defaults and accepted values stand in {@code docs/fleet.md}.
 * Reading is strict: a document is sound in every field, or refused with every problem that it has.
 */
public final class FleetDocument {
    /** The longest text that is read, in characters; a parameter of SSM or an environment holds far less. */
    public static final int LONGEST = 256 * 1024;

    /** The most services that one Regent looks after. */
    public static final int MOST_SERVICES = 50;

    private static final int MOST_CONTROLS = 10;
    private static final List<Address> CONTROLS =
            List.of(new Address("one.one.one.one", 443), new Address("dns.google", 443));
    private static final String ACCEPTED_SERVICES =
            "a mapping of 1 to " + MOST_SERVICES + " DNS names such as registry.example.com to services";

    private final Problems problems = new Problems();

    private FleetDocument() {}

    /** Reads a text of YAML 1.2 or JSON. Nothing that a text can hold makes this throw. */
    public static Reading read(String text) {
        return new FleetDocument().reading(text);
    }

    private Reading reading(String text) {
        if (text.length() > LONGEST) {
            problems.add(Path.ROOT, text.length() + " characters: expected at most " + LONGEST);
            return new Reading.Refused(problems.all());
        }
        Fields fields =
                Fields.of(new Spot(Path.ROOT, YamlText.parse(text, problems), problems), "a mapping with services");
        List<Service> services = fields.required("services", ACCEPTED_SERVICES)
                .map(this::services)
                .orElse(List.of());
        List<Address> controls = fields.optional("controls")
                .map(spot -> controls(spot, services))
                .orElse(CONTROLS);
        fields.refuseOthers();
        return problems.cleanAt(Path.ROOT)
                ? new Reading.Read(new Fleet(services, controls))
                : new Reading.Refused(problems.all());
    }

    private List<Service> services(Spot spot) {
        List<Map.Entry<String, Spot>> entries =
                Fields.of(spot, ACCEPTED_SERVICES).entries();
        boolean mapping = spot.node() instanceof Node.Mapping;
        if (mapping && (entries.isEmpty() || entries.size() > MOST_SERVICES)) {
            spot.expected(ACCEPTED_SERVICES);
        }
        ServiceSection section = new ServiceSection(problems);
        Set<DnsName> names = new HashSet<>();
        List<Service> services = new ArrayList<>();
        for (Map.Entry<String, Spot> entry : entries) {
            if (DnsName.isName(entry.getKey()) && !names.add(new DnsName(entry.getKey()))) {
                problems.add(entry.getValue().path(), "the same name in other letters: expected once");
            }
            section.read(entry.getKey(), entry.getValue()).ifPresent(services::add);
        }
        return services;
    }

    private List<Address> controls(Spot spot, List<Service> services) {
        List<Address> controls = new ArrayList<>();
        for (Spot item : spot.items(0, MOST_CONTROLS, Hosts.ACCEPTED_WITH_PORT).orElse(List.of())) {
            Optional<Address> control = item.text(
                            Hosts.ACCEPTED_WITH_PORT,
                            text -> Hosts.withPort(text).isPresent())
                    .flatMap(Hosts::withPort);
            control.ifPresent(controls::add);
            if (control.isPresent() && services.stream().anyMatch(service -> belongs(control.get(), service))) {
                item.expected("an address that has nothing to do with the fleet, or a fault of the fleet would look"
                        + " like one of the vantage");
            }
        }
        return controls;
    }

    private static boolean belongs(Address control, Service service) {
        String host = DnsName.isName(control.host()) ? new DnsName(control.host()).value() : control.host();
        String name = service.name().value();
        return host.equals(name)
                || host.endsWith("." + name)
                || service.endpoints().stream()
                        .flatMap(endpoint -> endpoint.targets().stream())
                        .anyMatch(target -> target.address().host().equalsIgnoreCase(host));
    }
}
