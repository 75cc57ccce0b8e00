package io.regent.lab.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.lab.twin.Arn;
import java.util.Optional;

/** The keys of AWS KMS: finds one by its id, its ARN or an alias. */
final class Keys {
    private static final String ALIAS = "alias/";

    private Keys() {}

    /** The key's ARN; nothing for a key that there is not, and for those of AWS's own, whose policies nobody sets. */
    static Optional<String> find(RegionTwin region, String name) {
        String id = name.startsWith("arn:") ? Arn.parse(name).resource().replaceFirst("^key/", "") : name;
        if (id.startsWith(ALIAS)) {
            return region.shelf().find(TopicResources.KEY_ALIAS, id).flatMap(target -> find(region, target.asText()));
        }
        return region.shelf().find(TopicResources.KEY, id).map(JsonNode::asText);
    }
}
