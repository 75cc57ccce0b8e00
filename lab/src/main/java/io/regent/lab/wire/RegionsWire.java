package io.regent.lab.wire;

import io.regent.fleet.Region;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The part of {@link Ec2Wire} that says which regions there are. */
final class RegionsWire {
    private RegionsWire() {}

    static Map<String, QueryRpc.Served> operations(Set<Region> regions) {
        Set<Region> sorted = new TreeSet<>(regions);
        return Map.of(
                "DescribeRegions",
                new QueryRpc.Served(
                        (request, parameters) -> describe(sorted, parameters),
                        (request, parameters) -> List.of(Act.of("ec2:DescribeRegions")
                                .with("ec2:Region", request.region().id()))));
    }

    private static Xml describe(Set<Region> regions, QueryRpc.Parameters parameters) {
        parameters.only("RegionName", "AllRegions");
        List<String> wanted = parameters.form().entrySet().stream()
                .filter(parameter -> parameter.getKey().startsWith("RegionName."))
                .flatMap(parameter -> parameter.getValue().stream())
                .toList();
        List<String> unknown = wanted.stream()
                .filter(name -> regions.stream().noneMatch(region -> region.id().equals(name)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new TwinError("InvalidParameterValue", 400, "Invalid region names: " + unknown);
        }
        List<Xml> items = new ArrayList<>();
        for (Region region : regions) {
            if (wanted.isEmpty() || wanted.contains(region.id())) {
                items.add(Xml.element(
                        "item",
                        Xml.all(
                                Xml.text("regionName", region.id()),
                                Xml.text("regionEndpoint", "ec2." + region + ".amazonaws.com"),
                                Xml.text("optInStatus", "opt-in-not-required"))));
            }
        }
        return Xml.element("regionInfo", Xml.all(items));
    }
}
