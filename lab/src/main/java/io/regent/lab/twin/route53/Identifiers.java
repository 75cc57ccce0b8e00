package io.regent.lab.twin.route53;

import java.util.List;
import java.util.SplittableRandom;

/** Ids and name-server names that look like Route 53's and are the same in every run. Guarded by its owner. */
final class Identifiers {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private final SplittableRandom random = new SplittableRandom(53);

    String zone() {
        return "Z0" + letters(19);
    }

    String change() {
        return "C0" + letters(19);
    }

    /** Four names, one under each of the four domains of a delegation set. */
    List<DnsName> nameServers() {
        return List.of(
                nameServer(0, "net"), nameServer(512, "com"), nameServer(1024, "org"), nameServer(1536, "co.uk"));
    }

    private DnsName nameServer(int from, String domain) {
        int number = from + random.nextInt(512);
        return DnsName.of("ns-%d.awsdns-%02d.%s".formatted(number, random.nextInt(64), domain));
    }

    private String letters(int count) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < count; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
