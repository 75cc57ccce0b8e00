package io.regent.lab.world;

import java.time.Duration;
import java.util.List;

/** The lab's fleet document: the ten lines that everybody needs, and the lab's times and ports. */
final class FleetYaml {
    private FleetYaml() {}

    static String write(String service, String zone, List<Place> places, int baseline, String control, Tempo tempo) {
        StringBuilder endpoints = new StringBuilder();
        for (Place place : places) {
            endpoints.append("""
                      %s: {weight: %d, loadBalancer: {port: %d}}
                """.formatted(place.region(), baseline, Place.LOAD_BALANCER_PORT));
        }
        return """
                controls: ["%s"]
                services:
                  %s:
                    zone: %s
                    endpoints:
                %s    probe: {interval: %s, timeout: %s, rise: 2, fall: 3}
                    policy: {stabilisation: %s, stepHold: %s, freshness: %s}
                """.formatted(
                        control,
                        service,
                        zone,
                        endpoints,
                        millis(tempo.interval()),
                        millis(tempo.timeout()),
                        millis(tempo.stabilisation()),
                        millis(tempo.stepHold()),
                        millis(tempo.freshness()));
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
