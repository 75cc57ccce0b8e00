package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.lab.place.RegistryHost;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Routing;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Mover;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What everything is doing, at a glance. */
final class Status {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final World world;
    private final List<RecordSet> records;

    Status(World world) {
        this.world = world;
        this.records = world.records();
    }

    /** Some lines, without a last line break. */
    String text(String lastDecision) {
        List<String> lines = new ArrayList<>();
        lines.add(line("serves", serving()));
        lines.add(line("weights", weights()));
        for (Region region : world.regions()) {
            lines.add(line(region.id(), place(region)));
        }
        lines.add(line("ledger", ledger()));
        List<String> faults = world.faults().inWords();
        lines.add(line("faults", faults.isEmpty() ? "none in the network or Route 53" : String.join(", ", faults)));
        List<String> refused = world.refusals();
        if (!refused.isEmpty()) {
            lines.add(line("refused", refused.size() + " times, at last: " + refused.getLast()));
        }
        lines.add(line("decided", lastDecision));
        return String.join("\n", lines);
    }

    private static String line(String title, String text) {
        return "%-11s %s".formatted(title, text);
    }

    private Map<RecordType, Map<String, Long>> byType() {
        Map<RecordType, Map<String, Long>> weights = new TreeMap<>();
        for (RecordSet set : records) {
            if (set.name().equals(DnsName.of(World.SERVICE)) && set.routing() instanceof Routing.Weighted weighted) {
                weights.computeIfAbsent(set.type(), any -> new TreeMap<>())
                        .put(weighted.setIdentifier(), weighted.weight());
            }
        }
        return weights;
    }

    /** Who gets which part of the IPv4 answers. Where every weight is 0, Route 53 takes them as equal. */
    private String serving() {
        Map<String, Long> weights = byType().getOrDefault(RecordType.A, Map.of());
        long sum = weights.values().stream().mapToLong(Long::longValue).sum();
        return weights.entrySet().stream()
                .filter(weight -> sum == 0 || weight.getValue() > 0)
                .map(weight -> "%s %.0f %%"
                        .formatted(
                                weight.getKey(), sum == 0 ? 100.0 / weights.size() : 100.0 * weight.getValue() / sum))
                .collect(Collectors.joining(", ", World.SERVICE + " from ", ""));
    }

    private String weights() {
        Map<Map<String, Long>, List<RecordType>> alike = new LinkedHashMap<>();
        byType().forEach((type, weights) ->
                alike.computeIfAbsent(weights, any -> new ArrayList<>()).add(type));
        return alike.entrySet().stream()
                .map(one -> one.getValue().stream().map(RecordType::toString).collect(Collectors.joining(" and "))
                        + ": "
                        + one.getKey().entrySet().stream()
                                .map(weight -> weight.getKey() + " " + weight.getValue())
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    private String place(Region region) {
        RegistryHost registry = world.registry(region);
        return "registry %s, %s to its load balancer"
                .formatted(
                        registry.state().name().toLowerCase(Locale.ROOT),
                        world.loadBalancer(region).healthy() ? "healthy" : "unhealthy");
    }

    private String ledger() {
        return switch (world.ledger()) {
            case LedgerReading.Present present -> inWords(present.ledger());
            case LedgerReading.Missing missing -> "none yet";
            case LedgerReading.Torn torn -> "torn: " + torn.problem();
            case LedgerReading.Newer newer -> "of another version: " + newer.problem();
            case LedgerReading.Foreign foreign -> "not Regent's";
        };
    }

    private static String inWords(Ledger ledger) {
        return ledger.states().entrySet().stream()
                .map(entry -> entry.getKey() + " " + inWords(entry.getValue()))
                .collect(Collectors.joining(", ", "generation " + ledger.generation() + ": ", ""));
    }

    private static String inWords(EndpointState state) {
        String what =
                switch (state) {
                    case EndpointState.Serving serving -> "serving";
                    case EndpointState.Drained drained -> "drained";
                    case EndpointState.Returning returning -> "returning (step " + returning.step() + ")";
                };
        return what + " since " + TIME.format(state.since()) + (state.by() == Mover.AUTOMATIC ? "" : " by a person");
    }
}
