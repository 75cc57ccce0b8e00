package io.regent.lab.twin.ec2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Something that Describe calls find by filters. */
sealed interface Described permits Ec2Instance, ElasticAddress, SecurityGroup {
    Map<String, String> tags();

    /** What filters may ask for beside tags, by the filters' names in the EC2 API reference. */
    Map<String, List<String>> attributes();

    /** All that filters may ask for. */
    default Map<String, List<String>> filterable() {
        Map<String, List<String>> all = new HashMap<>(attributes());
        all.put("tag-key", new ArrayList<>(tags().keySet()));
        tags().forEach((key, value) -> all.put("tag:" + key, List.of(value)));
        return all;
    }
}
