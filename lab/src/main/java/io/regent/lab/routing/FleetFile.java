package io.regent.lab.routing;

import io.regent.document.FleetDocument;
import io.regent.document.Problem;
import io.regent.document.Reading;
import io.regent.fleet.DnsName;
import io.regent.fleet.Fleet;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the templates take from a fleet document.
 *
 * @param service the one service that a deployment looks after
 * @param regions every region that takes part, in alphabetical order
 * @param document the document on one line of JSON
 */
public record FleetFile(Service service, List<Region> regions, String document) {
    /**
     * The most bytes of a document: a parameter of a template and a standard parameter of SSM take this much
     * (CloudFormation User Guide, "Understand CloudFormation quotas"; Systems Manager, "Managing parameter tiers").
     */
    static final int MOST_BYTES = 4_096;

    public FleetFile {
        regions = List.copyOf(regions);
    }

    /**
     * Reads a document.
     *
     * @throws Unroutable naming every problem of the document, or what a deployment cannot do with it
     */
    public static FleetFile read(String text) throws Unroutable {
        Fleet fleet =
                switch (FleetDocument.read(text)) {
                    case Reading.Read read -> read.fleet();
                    case Reading.Refused refused ->
                        throw new Unroutable(refused.problems().stream()
                                .map(Problem::toString)
                                .collect(Collectors.joining("\n")));
                };
        if (fleet.services().size() > 1) {
            throw new Unroutable("services: " + fleet.services().size() + " ("
                    + fleet.services().stream()
                            .map(Service::name)
                            .map(DnsName::value)
                            .collect(Collectors.joining(", "))
                    + "), expected one: a deployment looks after one service. Write a document for each, and deploy"
                    + " each under a Name of its own");
        }
        String document = CompactJson.of(text);
        int bytes = document.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new Unroutable("the document: " + bytes + " bytes as JSON without blanks, expected at most "
                    + MOST_BYTES + ", which is what a parameter of a stack carries");
        }
        return new FleetFile(fleet.services().getFirst(), List.copyOf(fleet.regions()), document);
    }
}
