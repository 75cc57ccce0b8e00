package io.regent.lab.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.fleet.Region;
import io.regent.lab.cloud.Adjustments;
import java.time.Duration;
import java.util.List;

/**
 * What the lab changes of the templates' values: in the fleet's document the times, the port of the load balancers and
 * the control address. The rest is the document as it is deployed.
 *
 * @param control the address that vantages doubt themselves by, as {@code host:port}
 */
record LabAdjustments(Tempo tempo, List<Place> places, String control) implements Adjustments {
    private static final JsonMapper JSON = new JsonMapper();

    LabAdjustments {
        places = List.copyOf(places);
    }

    @Override
    public String parameter(Region region, String name, String value) {
        JsonNode document;
        try {
            document = JSON.readTree(value);
        } catch (JsonProcessingException e) {
            // No fleet's document: those of the templates are JSON.
            return value;
        }
        if (!(document instanceof ObjectNode fleet) || !(fleet.get("services") instanceof ObjectNode services)) {
            return value;
        }
        fleet.putArray("controls").add(control);
        services.forEach(service -> adjust((ObjectNode) service));
        return fleet.toString();
    }

    private void adjust(ObjectNode service) {
        section(service, "probe").put("interval", millis(tempo.interval())).put("timeout", millis(tempo.timeout()));
        section(service, "policy")
                .put("stabilisation", millis(tempo.stabilisation()))
                .put("stepHold", millis(tempo.stepHold()))
                .put("freshness", millis(tempo.freshness()))
                .put("arming", millis(tempo.arming()));
        service.path("endpoints").forEach(endpoint -> {
            if (endpoint instanceof ObjectNode fields
                    && !fields.path("loadBalancer").isTextual()) {
                ObjectNode balancer = section(fields, "loadBalancer");
                if (balancer.path("port").asInt(Place.HTTP) == Place.HTTP) {
                    balancer.put("port", Place.LOAD_BALANCER_PORT);
                }
            }
        });
    }

    private static ObjectNode section(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode there ? there : parent.putObject(name);
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }

    @Override
    public String ipv4(Region region) {
        return place(region).address().getHostAddress();
    }

    /** An address of the documentation's: loopback has one IPv6 address, not one for each region. */
    @Override
    public String ipv6(Region region) {
        return "2001:db8:" + place(region).number() + "::1";
    }

    private Place place(Region region) {
        return places.stream()
                .filter(place -> place.region().equals(region))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the lab has no ground in " + region));
    }
}
