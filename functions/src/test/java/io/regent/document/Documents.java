package io.regent.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Fleet;
import java.util.List;

/** Documents to begin with, and what reading them must give. */
final class Documents {
    static final String TEN_LINES = """
            services:
              registry.example.com:
                zone: Z0123456789ABCDEFGHIJ
                endpoints:
                  eu-west-1: {}
                  ap-south-1: {}
            """;

    private Documents() {}

    /** The registry with something more among the service's fields. */
    static String service(String more) {
        return "services: {registry.example.com: {zone: Z1, endpoints: {eu-west-1: {}, ap-south-1: {}}, " + more + "}}";
    }

    /** The registry with these fields for its first endpoint. */
    static String endpoint(String fields) {
        return endpoints("eu-west-1: {" + fields + "}, ap-south-1: {}");
    }

    /** The registry with these endpoints. */
    static String endpoints(String endpoints) {
        return "services: {registry.example.com: {zone: Z1, endpoints: {" + endpoints + "}}}";
    }

    static Fleet fleet(String text) {
        Reading reading = FleetDocument.read(text);
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read) reading).fleet();
    }

    static List<String> problems(String text) {
        Reading reading = FleetDocument.read(text);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading)
                .problems().stream().map(Problem::toString).toList();
    }
}
