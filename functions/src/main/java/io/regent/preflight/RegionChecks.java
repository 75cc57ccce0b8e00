package io.regent.preflight;

import io.regent.fleet.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Whether all regions answer, run the same code, and go by the same fleet document. */
final class RegionChecks {
    private RegionChecks() {}

    /** @param versions of every region, the asked one among them */
    static List<Check> of(Region home, String name, SortedMap<Region, Learned<Version>> versions) {
        List<Check> checks = new ArrayList<>();
        SortedMap<Region, Version> known = new TreeMap<>();
        versions.forEach((region, version) -> {
            switch (version) {
                case Learned.Known<Version> there -> known.put(region, there.value());
                case Learned.Unknown<Version> dark ->
                    checks.add(Check.fail(
                            home,
                            "region " + region,
                            "It does not answer: " + dark.why(),
                            "Look at AWS's health dashboard, and at the logs of %1$s-look and %1$s-failover there."
                                    .formatted(name)));
            }
        });
        checks.add(same(home, known, "code", Version::code, "Deploy the same version in every region."));
        checks.add(same(
                home,
                known,
                "fleet document",
                Version::fleet,
                "make routing, and deploy the regional stack in every region."));
        return checks;
    }

    private static Check same(
            Region home,
            SortedMap<Region, Version> versions,
            String what,
            Function<Version, String> fingerprint,
            String advice) {
        SortedMap<String, List<String>> found = new TreeMap<>();
        versions.forEach((region, version) -> {
            if (!fingerprint.apply(version).isEmpty()) {
                found.computeIfAbsent(fingerprint.apply(version), any -> new ArrayList<>())
                        .add(region.id());
            }
        });
        if (found.size() == 1) {
            return Check.ok(
                            home,
                            what,
                            "The same in %s."
                                    .formatted(String.join(
                                            " and ", found.firstEntry().getValue())))
                    .ofTheFleet();
        }
        if (found.isEmpty()) {
            return Check.fail(home, what, "No controller said which it has.", "Look at the other checks.")
                    .ofTheFleet();
        }
        List<String> each = new ArrayList<>();
        found.forEach((print, regions) -> each.add(print + " in " + String.join(" and ", regions)));
        return Check.fail(home, what, "Not the same: " + String.join(", ", each) + ".", advice)
                .ofTheFleet();
    }
}
