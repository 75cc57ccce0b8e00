package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.RecordSets.creating;
import static io.regent.lab.twin.route53.RecordSets.creation;
import static io.regent.lab.twin.route53.RecordSets.delete;
import static io.regent.lab.twin.route53.RecordSets.failover;
import static io.regent.lab.twin.route53.RecordSets.simple;
import static io.regent.lab.twin.route53.RecordSets.to;
import static io.regent.lab.twin.route53.RecordSets.upserting;
import static io.regent.lab.twin.route53.RecordSets.weighted;
import static io.regent.lab.twin.route53.RecordSets.weightedAlias;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which record sets a zone takes. "API" is the Route 53 API reference, "DG" the Developer Guide. */
public abstract class Route53RulesContract extends Route53ContractBase {
    private static final String NAME = "registry.example.com";

    @ParameterizedTest
    @ValueSource(longs = {-1, 256})
    @DisplayName("API, ResourceRecordSet, Weight: \"Valid Range: Minimum value of 0. Maximum value of 255\"")
    void aWeightOutOfRangeIsInvalid(long weight) {
        refusedAs(
                "InvalidInput",
                400,
                "Value '" + weight + "' at 'changeBatch.changes.1.member.resourceRecordSet.weight' failed to satisfy",
                () -> account().change(zoneId, creating(weighted(NAME, "one", weight, 60, "192.0.2.1"))));
    }

    @Test
    @DisplayName("API, ResourceRecordSet, Weight: 0 and 255 are in range")
    void theLeastAndTheGreatestWeightAreTaken() {
        holds(weighted(NAME, "one", 0, 60, "192.0.2.1"), weighted(NAME, "two", 255, 60, "192.0.2.2"));
        assertThat(records()).hasSize(2);
    }

    @Test
    @DisplayName("DG, Quotas: \"Weighted records: 100 with the same name and type\"")
    void aWeightedGroupHoldsAHundred() {
        holds(IntStream.range(0, 100)
                .mapToObj(i -> weighted(NAME, "n" + i, 1, 60, "192.0.2.1"))
                .toArray(RecordSet[]::new));
        refused(
                creating(weighted(NAME, "more", 1, 60, "192.0.2.1")),
                "RRSet with DNS name registry.example.com., type A, SetIdentifier more cannot be created as a weighted "
                        + "set may hold no more than 100 RRSets.");
    }

    @Test
    @DisplayName("API, ResourceRecordSet, TTL: all of a group of weighted records \"must have the same value\"")
    void aWeightedGroupHasOneTtl() {
        holds(weighted(NAME, "one", 1, 60, "192.0.2.1"), weighted(NAME, "two", 1, 60, "192.0.2.2"));
        refused(
                upserting(weighted(NAME, "one", 1, 30, "192.0.2.1")),
                "RRSet with DNS name registry.example.com., type A, SetIdentifier one cannot be created as weighted "
                        + "sets must contain the same TTL.");
        account()
                .change(
                        zoneId,
                        upserting(
                                weighted(NAME, "one", 1, 30, "192.0.2.1"), weighted(NAME, "two", 1, 30, "192.0.2.2")));
        assertThat(records()).hasSize(2);
    }

    @Test
    @DisplayName(
            "API, ResourceRecordSet, TTL: \"If you're creating or updating an alias resource record set, omit TTL\"")
    void anAliasHasNoTtlToDisagreeWith() {
        holds(
                weighted(NAME, "one", 1, 60, "192.0.2.1"),
                weightedAlias(NAME, "two", 1, to(BALANCER_ZONE, BALANCER, true)));
        assertThat(records()).hasSize(2);
    }

    @Test
    @DisplayName("API, Weight: \"You can't create a non-weighted ... resource record set that has the same values\"")
    void simpleAndWeightedRecordsAreNotMixed() {
        holds(weighted(NAME, "one", 1, 60, "192.0.2.1"), simple("s.example.com", RecordType.A, 60, "192.0.2.1"));
        refused(
                creating(simple(NAME, RecordType.A, 60, "192.0.2.1")),
                "RRSet with DNS name registry.example.com., type A cannot be created as other RRSets exist with the "
                        + "same name and type.");
        refused(
                creating(weighted("s.example.com", "one", 1, 60, "192.0.2.1")),
                "RRSet with DNS name s.example.com., type A, SetIdentifier one cannot be created as a non-weighted set "
                        + "exists with the same name and type.");
        account()
                .change(
                        zoneId,
                        ChangeBatch.of(
                                delete(weighted(NAME, "one", 1, 60, "192.0.2.1")),
                                creation(simple(NAME, RecordType.A, 60, "192.0.2.1"))));
        assertThat(records()).hasSize(2);
    }

    @Test
    @DisplayName("API, Failover: one PRIMARY and one SECONDARY, and no other records, for a name and type")
    void aFailoverPairHasOneOfEachRole() {
        holds(
                failover(NAME, "one", Routing.Role.PRIMARY, "192.0.2.1"),
                failover(NAME, "two", Routing.Role.SECONDARY, "192.0.2.2"));
        String named = "RRSet with DNS name registry.example.com., type A, SetIdentifier ";
        refused(
                creating(failover(NAME, "three", Routing.Role.PRIMARY, "192.0.2.3")),
                named + "three cannot be created as a failover set with the role PRIMARY exists with the same name and "
                        + "type.");
        refused(
                creating(weighted(NAME, "three", 1, 60, "192.0.2.3")),
                named + "three cannot be created as a non-weighted set exists with the same name and type.");
        assertThat(records()).hasSize(2);
    }

    @Test
    @DisplayName("The refusal \"is not permitted in zone\"")
    void aNameHasToLieInTheZone() {
        refused(
                creating(simple("a.example.org", RecordType.A, 60, "192.0.2.1")),
                "RRSet with DNS name a.example.org. is not permitted in zone example.com.");
    }

    @Test
    @DisplayName("DG, CNAME record type: not at the zone apex, and no other records with the name")
    void aCnameIsAloneAndNotAtTheApex() {
        holds(
                simple("a.example.com", RecordType.A, 60, "192.0.2.1"),
                simple("c.example.com", RecordType.CNAME, 60, "a.example.com"));
        refused(
                creating(simple("a.example.com", RecordType.CNAME, 60, "b.example.com")),
                "RRSet of type CNAME with DNS name a.example.com. is not permitted as it conflicts with other records "
                        + "with the same DNS name in zone example.com.");
        refused(
                creating(simple("c.example.com", RecordType.A, 60, "192.0.2.1")),
                "RRSet of type A with DNS name c.example.com. is not permitted because a conflicting RRSet of type "
                        + "CNAME with the same DNS name already exists in zone example.com.");
        refused(
                creating(simple("example.com", RecordType.CNAME, 60, "b.example.com")),
                "RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bare", "\"open", "\"a\" b", "\"a\\9\"", ""})
    @DisplayName("DG, TXT record type: \"Enclose ... in double quotation marks\"")
    void textWithoutQuotationMarksIsRefused(String value) {
        refusedAs(
                "InvalidChangeBatch",
                400,
                "Invalid Resource Record: 'FATAL problem: ",
                () -> account().change(zoneId, creating(simple("t.example.com", RecordType.TXT, 60, value))));
        assertThat(records()).isEmpty();
    }

    @Test
    @DisplayName("DG, TXT record type: a string \"can include up to 255 characters\", a value up to 4,000")
    void textIsOfStringsOf255CharactersAnd4000InAll() {
        String longest = "\"" + "x".repeat(255) + "\"";
        String escaped = "\"" + "\\101".repeat(255) + "\" \"\\\"quoted\\\" \\\\\"";
        RecordSet set = simple("t.example.com", RecordType.TXT, 60, longest, escaped);
        holds(set);
        assertThat(records()).containsExactly(set);
        refusedAs(
                "InvalidChangeBatch",
                400,
                "CharacterStringTooLong",
                () -> account()
                        .change(
                                zoneId,
                                creating(simple("u.example.com", RecordType.TXT, 60, "\"" + "x".repeat(256) + "\""))));
        refusedAs(
                "InvalidInput",
                400,
                "length less than or equal to 4000",
                () -> account()
                        .change(zoneId, creating(simple("u.example.com", RecordType.TXT, 60, longest.repeat(16)))));
    }

    @ParameterizedTest
    @CsvSource({
        "A, 127.1, Value is not a valid IPv4 address",
        "A, 192.0.2.256, Value is not a valid IPv4 address",
        "A, example.org, Value is not a valid IPv4 address",
        "AAAA, 192.0.2.1, Value is not a valid IPv6 address",
        "AAAA, fe80::1%lo, Value is not a valid IPv6 address",
        "CNAME, a..b, Domain label is empty"
    })
    @DisplayName("DG, Supported DNS record types")
    void aValueHasTheFormOfItsType(RecordType type, String value, String reason) {
        refusedAs(
                "InvalidChangeBatch",
                400,
                "(" + reason + ") encountered with '" + value + "'",
                () -> account().change(zoneId, creating(simple("v.example.com", type, 60, value))));
    }

    @Test
    @DisplayName("DG, NS and SOA records that Route 53 creates: a zone keeps both")
    void theZonesOwnRecordsCannotBeDeleted() {
        List<RecordSet> own = listed();
        refused(
                ChangeBatch.of(delete(own.get(0)), delete(own.get(1))),
                "A HostedZone must contain exactly one SOA record.",
                "A HostedZone must contain at least one NS record for the zone itself.");
    }

    @Test
    @DisplayName("DG, DNS domain name format: lower case, a dot at the end, escapes in octal")
    void namesAreKeptInOneForm() {
        holds(
                simple("WWW.Example.COM", RecordType.A, 60, "192.0.2.1"),
                simple("*.example.com.", RecordType.A, 60, "192.0.2.2"),
                simple("\\141b.example.com", RecordType.A, 60, "192.0.2.3"));
        assertThat(records())
                .extracting(set -> set.name().toString())
                .containsExactly("\\052.example.com.", "ab.example.com.", "www.example.com.");
        refused(
                creating(simple("\\052.EXAMPLE.com", RecordType.A, 60, "192.0.2.2")),
                "Tried to create resource record set [name='\\052.example.com.', type='A'] but it already exists");
    }
}
