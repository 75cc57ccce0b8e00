package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.RecordSets.simple;
import static io.regent.lab.twin.route53.RecordSets.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What zones and lists look like. "API" is the Route 53 API reference. */
public abstract class Route53ListingContract extends Route53ContractBase {
    @Test
    @DisplayName(
            "API, ListResourceRecordSets: \"sorts results first by DNS name with the labels reversed\", dots included")
    void recordSetsAreListedByTheirNamesWithTheLabelsReversed() {
        holds(
                simple("b.example.com", RecordType.A, 60, "192.0.2.1"),
                simple("a.b.example.com", RecordType.A, 60, "192.0.2.1"),
                simple("b-c.example.com", RecordType.A, 60, "192.0.2.1"),
                simple("z.a.example.com", RecordType.A, 60, "192.0.2.1"),
                simple("b.example.com", RecordType.TXT, 60, "\"x\""));
        assertThat(listed())
                .extracting(set -> set.name() + " " + set.type())
                .containsExactly(
                        "example.com. NS",
                        "example.com. SOA",
                        "z.a.example.com. A",
                        "b-c.example.com. A",
                        "b.example.com. A",
                        "b.example.com. TXT",
                        "a.b.example.com. A");
    }

    @Test
    @DisplayName("API, ListResourceRecordSets: starts at a name, a name and type, or all three")
    void aListStartsAtANameTypeAndIdentifier() {
        RecordSet one = weighted("b.example.com", "one", 1, 60, "192.0.2.1");
        RecordSet two = weighted("b.example.com", "two", 1, 60, "192.0.2.2");
        RecordSet text = simple("b.example.com", RecordType.TXT, 60, "\"x\"");
        RecordSet last = simple("c.example.com", RecordType.A, 60, "192.0.2.3");
        holds(one, two, text, last);
        assertThat(account().list(zoneId, "B.example.com", "", "", 300).sets()).containsExactly(one, two, text, last);
        assertThat(account().list(zoneId, "b.example.com.", "A", "p", 300).sets())
                .containsExactly(two, text, last);
        assertThat(account().list(zoneId, "b.example.com.", "TXT", "", 300).sets())
                .containsExactly(text, last);
        assertThat(account().list(zoneId, "bb.example.com.", "", "", 300).sets())
                .containsExactly(last);
    }

    @Test
    @DisplayName("API, ListResourceRecordSets: a truncated list names the record set that the next page starts with")
    void aTruncatedListSaysWhereToGoOn() {
        RecordSet one = weighted("b.example.com", "one", 1, 60, "192.0.2.1");
        RecordSet two = weighted("b.example.com", "two", 1, 60, "192.0.2.2");
        holds(one, two);
        Route53Account.Records page = account().list(zoneId, "b.example.com", "", "", 1);
        assertThat(page.sets()).containsExactly(one);
        assertThat(page.next()).isEqualTo("b.example.com. A two");
        page = account().list(zoneId, "b.example.com.", "A", "two", 1);
        assertThat(page.sets()).containsExactly(two);
        assertThat(page.next()).isEmpty();
    }

    @Test
    @DisplayName("API, ListResourceRecordSets, maxitems: \"returns only the first 300\"")
    void aPageHoldsAtMost300() {
        holds(IntStream.range(0, 299)
                .mapToObj(i -> simple("n" + (1_000 + i) + ".example.com", RecordType.A, 60, "192.0.2.1"))
                .toArray(RecordSet[]::new));
        Route53Account.Records page = account().list(zoneId, "", "", "", 1_000);
        assertThat(page.sets()).hasSize(300);
        assertThat(page.next()).isEqualTo("n1298.example.com. A");
    }

    @Test
    @DisplayName("API, CreateHostedZone: four name servers, and NS and SOA records")
    void aNewZoneHasFourNameServersAndItsOwnRecords() {
        HostedZone zone = account().getZone(zoneId);
        assertThat(zone.id()).matches("Z[A-Z0-9]{8,31}");
        assertThat(zone.name()).hasToString("example.com.");
        assertThat(zone.callerReference()).isEqualTo("first");
        assertThat(zone.recordSetCount()).isEqualTo(2);
        assertThat(zone.nameServers())
                .hasSize(4)
                .allMatch(name -> name.toString().matches("ns-\\d{1,4}\\.awsdns-\\d\\d\\.(net|com|org|co\\.uk)\\."));
        assertThat(listed()).extracting(RecordSet::type).containsExactly(RecordType.NS, RecordType.SOA);
    }

    @Test
    @DisplayName("API, CreateHostedZone: HostedZoneAlreadyExists for a CallerReference used before; PENDING at first")
    void aZoneIsMadeOncePerCallerReference() {
        HostedZone.Created created = account().createZone("example.org", "second");
        assertThat(created.change().status()).isEqualTo(ChangeInfo.Status.PENDING);
        refusedAs(
                "HostedZoneAlreadyExists",
                409,
                "caller reference",
                () -> account().createZone("example.net", "second"));
        settle();
        assertThat(account().getChange(created.change().id()).status()).isEqualTo(ChangeInfo.Status.INSYNC);
    }

    @Test
    @DisplayName("API, GetHostedZone: NoSuchHostedZone")
    void anUnknownZoneIsRefused() {
        refusedAs("NoSuchHostedZone", 404, "Z404", () -> account().getZone("Z404"));
        refusedAs("NoSuchHostedZone", 404, "Z404", () -> account().list("Z404", "", "", "", 300));
    }

    @Test
    @DisplayName("API, ListHostedZones: pages by marker")
    void zonesAreListedInPages() {
        String second = account().createZone("a.example", "second").zone().id();
        Route53Account.Zones page = account().listZones("", 1);
        assertThat(page.zones()).extracting(HostedZone::id).containsExactly(zoneId);
        assertThat(page.next()).isEqualTo(second);
        page = account().listZones(second, 1);
        assertThat(page.zones()).extracting(HostedZone::id).containsExactly(second);
        assertThat(page.next()).isEmpty();
        refusedAs("InvalidInput", 400, "Z404", () -> account().listZones("Z404", 1));
    }

    @Test
    @DisplayName("API, ListHostedZonesByName: ordered by name with the labels reversed, from a name on")
    void zonesAreListedByName() {
        account().createZone("example.org", "second");
        account().createZone("sub.example.com", "third");
        account().createZone("a.net", "fourth");
        assertThat(account().listZonesByName("", 100).zones())
                .extracting(zone -> zone.name().toString())
                .containsExactly("example.com.", "sub.example.com.", "a.net.", "example.org.");
        Route53Account.Zones page = account().listZonesByName("sub.example.com", 2);
        assertThat(page.zones())
                .extracting(zone -> zone.name().toString())
                .containsExactly("sub.example.com.", "a.net.");
        assertThat(page.next()).isNotEmpty();
    }
}
