package io.regent.machine;

import java.util.Optional;

/**
 * An Elastic IP address.
 *
 * @param allocation its id, such as {@code eipalloc-0123456789abcdef0}
 * @param instance the instance that it is attached to
 * @param networkInterface the network interface that it is attached to, an instance's or another's
 */
public record ElasticIp(
        String address, String allocation, Optional<String> instance, Optional<String> networkInterface) {
    boolean isOf(Instance other) {
        return instance.filter(other.id()::equals).isPresent();
    }

    /** What it is attached to, in words. */
    public String attachment() {
        return instance.or(() -> networkInterface.map(id -> id + ", which is no instance's"))
                .orElse("nothing");
    }
}
