package io.regent.lab.wire;

import io.regent.fleet.Region;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** EC2 on the wire (API model {@code ec2} 2016-11-15), as far as it says which regions there are. */
public final class RegionsWire {
    private RegionsWire() {}

    /** EC2 in a world of these regions. */
    public static WireProtocol of(Set<Region> regions) {
        Set<Region> sorted = new TreeSet<>(regions);
        return new QueryRpc(
                "ec2",
                QueryRpc.Dialect.EC2,
                "http://ec2.amazonaws.com/doc/2016-11-15/",
                Map.of(
                        "DescribeRegions",
                        new QueryRpc.Served(
                                (request, parameters) -> describe(sorted, parameters),
                                (request, parameters) -> List.of(Act.of("ec2:DescribeRegions")
                                        .with("ec2:Region", request.region().id())))));
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
