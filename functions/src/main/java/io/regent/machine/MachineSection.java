package io.regent.machine;

import io.regent.drill.Section;
import io.regent.drill.Wrapped;
import io.regent.fleet.Target;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The part of a report that says what an endpoint runs on. */
public final class MachineSection {
    private static final int LABEL = 12;

    private MachineSection() {}

    /** The section {@code machine}: every fact, and what is unknown with why. */
    public static Section of(MachineReading reading) {
        return new Section("machine", "What " + reading.region() + " runs on (EC2)", facts(reading), lines(reading));
    }

    private static JsonObject facts(MachineReading reading) {
        return JsonObject.builder()
                .with("region", reading.region().id())
                .with("name", reading.name())
                .with("at", reading.at().toString())
                .with("instances", known(reading.instances(), MachineSection::instances))
                .with("addresses", known(reading.addresses(), MachineSection::addresses))
                .with(
                        "ports",
                        JsonArray.of(reading.openings().stream()
                                .map(MachineSection::port)
                                .toList()))
                .with("troubles", JsonArray.ofTexts(reading.troubles()))
                .build();
    }

    private static <T> JsonValue known(Known<T> known, Function<T, JsonValue> write) {
        return switch (known) {
            case Known.Is<T> is -> write.apply(is.value());
            case Known.Unknown<T> unknown ->
                JsonObject.builder().with("unknown", unknown.toString()).build();
        };
    }

    private static JsonValue instances(List<Instance> instances) {
        return JsonArray.of(instances.stream()
                .map(one -> JsonObject.builder()
                        .with("id", one.id())
                        .with("state", one.state().label())
                        .with(
                                "checks",
                                known(
                                        one.checks(),
                                        checks -> JsonObject.builder()
                                                .with("system", checks.system().label())
                                                .with(
                                                        "instance",
                                                        checks.instance().label())
                                                .build()))
                        .build())
                .toList());
    }

    private static JsonValue addresses(List<ElasticIp> addresses) {
        return JsonArray.of(addresses.stream()
                .map(ip -> {
                    JsonObject.Builder json =
                            JsonObject.builder().with("address", ip.address()).with("allocation", ip.allocation());
                    ip.instance().ifPresent(id -> json.with("instance", id));
                    ip.networkInterface().ifPresent(id -> json.with("networkInterface", id));
                    return json.build();
                })
                .toList());
    }

    private static JsonValue port(Opening opening) {
        JsonObject.Builder json = JsonObject.builder()
                .with("port", opening.port())
                .with("part", opening.part().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return json.with("from", known(opening.from(), JsonArray::ofTexts)).build();
    }

    private static List<String> lines(MachineReading reading) {
        List<String> lines = new ArrayList<>();
        switch (reading.instances()) {
            case Known.Unknown<List<Instance>> unknown -> add(lines, "instance", "unknown: " + unknown);
            case Known.Is<List<Instance>> is -> {
                if (is.value().isEmpty()) {
                    add(lines, "instance", "none named " + reading.name());
                }
                is.value()
                        .forEach(one -> add(
                                lines, "instance", one.id() + " " + one.state().label() + checks(one)));
            }
        }
        switch (reading.addresses()) {
            case Known.Unknown<List<ElasticIp>> unknown -> add(lines, "address", "unknown: " + unknown);
            case Known.Is<List<ElasticIp>> is -> {
                if (is.value().isEmpty()) {
                    add(lines, "address", "none named " + reading.name());
                }
                is.value().forEach(ip -> add(lines, "address", ip.address() + " attached to " + ip.attachment()));
            }
        }
        for (Opening opening : reading.openings()) {
            String where = " (" + whose(opening.part()) + ")";
            add(
                    lines,
                    "port " + opening.port(),
                    switch (opening.from()) {
                        case Known.Unknown<List<String>> unknown -> "unknown" + where + ": " + unknown;
                        case Known.Is<List<String>> is ->
                            is.value().isEmpty()
                                    ? "shut" + where
                                    : "open" + where + " to " + String.join(", ", is.value());
                    });
        }
        reading.troubles().forEach(trouble -> add(lines, "trouble", trouble));
        return lines;
    }

    private static String checks(Instance instance) {
        if (instance.state().isGone()) {
            return "";
        }
        return switch (instance.checks()) {
            case Known.Is<Instance.Checks> is ->
                ", system check " + is.value().system().label() + ", instance check "
                        + is.value().instance().label();
            case Known.Unknown<Instance.Checks> unknown -> ", status checks unknown: " + unknown;
        };
    }

    static String whose(Target.Part part) {
        return switch (part) {
            case ORIGIN -> "instance";
            case LOAD_BALANCER -> "load balancer";
        };
    }

    private static void add(List<String> lines, String label, String text) {
        String start = label + " ".repeat(Math.max(1, LABEL - label.length()));
        lines.addAll(Wrapped.lines(start, text.replaceAll("\\p{Cntrl}", " ")));
    }
}
