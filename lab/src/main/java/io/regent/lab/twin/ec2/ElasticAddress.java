package io.regent.lab.twin.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Elastic IP address.
 *
 * @param allocation such as {@code eipalloc-0123456789abcdef0}
 */
public record ElasticAddress(String allocation, String ip, Map<String, String> tags, Optional<Association> association)
        implements Described {
    /**
     * What it is associated with.
     *
     * @param id such as {@code eipassoc-0123456789abcdef0}
     */
    public record Association(String id, String instance, String networkInterface) {}

    public ElasticAddress {
        tags = Map.copyOf(tags);
    }

    ElasticAddress with(Optional<Association> other) {
        return new ElasticAddress(allocation, ip, tags, other);
    }

    boolean isOf(String instance) {
        return association.filter(one -> one.instance().equals(instance)).isPresent();
    }

    @Override
    public Map<String, List<String>> attributes() {
        return Map.of(
                "allocation-id", List.of(allocation),
                "public-ip", List.of(ip),
                "domain", List.of("vpc"),
                "association-id", association.stream().map(Association::id).toList(),
                "instance-id", association.stream().map(Association::instance).toList(),
                "network-interface-id",
                        association.stream().map(Association::networkInterface).toList());
    }
}
