package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.RecordSets.alias;
import static io.regent.lab.twin.route53.RecordSets.checked;
import static io.regent.lab.twin.route53.RecordSets.creating;
import static io.regent.lab.twin.route53.RecordSets.creation;
import static io.regent.lab.twin.route53.RecordSets.delete;
import static io.regent.lab.twin.route53.RecordSets.simple;
import static io.regent.lab.twin.route53.RecordSets.to;
import static io.regent.lab.twin.route53.RecordSets.upsert;
import static io.regent.lab.twin.route53.RecordSets.upserting;
import static io.regent.lab.twin.route53.RecordSets.weighted;
import static io.regent.lab.twin.route53.RecordSets.weightedAlias;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a batch does as a whole. "API" is the Route 53 API reference, "ChangeResourceRecordSets". */
public abstract class Route53BatchContract extends Route53ContractBase {
    private static final String LEDGER = "_regent.registry.example.com";

    private static RecordSet ledger(int generation) {
        return simple(LEDGER, RecordType.TXT, 60, "\"generation=" + generation + "\"");
    }

    @Test
    @DisplayName("API: \"makes either all or none of the changes in a change batch request\"")
    void aBatchIsAppliedWhollyOrNotAtAll() {
        holds(simple("a.example.com", RecordType.A, 60, "192.0.2.1"));
        refused(
                ChangeBatch.of(
                        creation(simple("b.example.com", RecordType.A, 60, "192.0.2.2")),
                        upsert(simple("a.example.com", RecordType.A, 60, "192.0.2.3")),
                        delete(simple("c.example.com", RecordType.A, 60, "192.0.2.4"))),
                "Tried to delete resource record set [name='c.example.com.', type='A'] but it was not found");
    }

    @Test
    @DisplayName("API, InvalidChangeBatch: \"a list of messages that might contain one or more error messages\"")
    void everyReasonAgainstABatchIsNamed() {
        holds(weighted("a.example.com", "eu-west-1", 1, 60, "192.0.2.1"));
        refused(
                ChangeBatch.of(
                        creation(weighted("a.example.com", "eu-west-1", 1, 60, "192.0.2.1")),
                        delete(weighted("a.example.com", "ap-south-1", 1, 60, "192.0.2.1"))),
                "Tried to create resource record set [name='a.example.com.', type='A', set-identifier='eu-west-1'] "
                        + "but it already exists",
                "Tried to delete resource record set [name='a.example.com.', type='A', set-identifier='ap-south-1'] "
                        + "but it was not found");
    }

    @Test
    @DisplayName("API, DELETE: \"Deletes an existing resource record set that has the specified values\"")
    void deleteNeedsTheExactValues() {
        holds(ledger(7));
        String reason = "Tried to delete resource record set [name='_regent.registry.example.com.', type='TXT'] "
                + "but the values provided do not match the current values";
        refused(ChangeBatch.of(delete(ledger(6)), creation(ledger(8))), reason);
        refused(ChangeBatch.of(delete(simple(LEDGER, RecordType.TXT, 61, "\"generation=7\""))), reason);
        refused(ChangeBatch.of(delete(simple(LEDGER, RecordType.TXT, 60, "\"generation=7\"", "\"x\""))), reason);
        refused(ChangeBatch.of(delete(checked(ledger(7), "check"))), reason);
        account().change(zoneId, ChangeBatch.of(delete(ledger(7))));
        assertThat(records()).isEmpty();
    }

    @Test
    @DisplayName("API, DELETE: weight and alias target are among the values that have to match")
    void deleteNeedsTheExactWeightAndAliasTarget() {
        String name = "registry.example.com";
        holds(weightedAlias(name, "eu-west-1", 50, to(BALANCER_ZONE, BALANCER, true)));
        String reason = "Tried to delete resource record set [name='registry.example.com.', type='A', "
                + "set-identifier='eu-west-1'] but the values provided do not match the current values";
        refused(
                ChangeBatch.of(delete(weightedAlias(name, "eu-west-1", 51, to(BALANCER_ZONE, BALANCER, true)))),
                reason);
        refused(
                ChangeBatch.of(delete(weightedAlias(name, "eu-west-1", 50, to(BALANCER_ZONE, BALANCER, false)))),
                reason);
    }

    @Test
    @DisplayName("RFC 2181, 5: the records of a set have no order")
    void deleteDoesNotMindTheOrderOfValues() {
        holds(simple("a.example.com", RecordType.A, 60, "192.0.2.1", "192.0.2.2"));
        account()
                .change(
                        zoneId,
                        ChangeBatch.of(delete(simple("A.example.com.", RecordType.A, 60, "192.0.2.2", "192.0.2.1"))));
        assertThat(records()).isEmpty();
    }

    @Test
    @DisplayName("API: DELETE and CREATE of one record set in one batch replace it only if it is what the caller read")
    void ofTwoSwapsFromOneReadingTheSecondIsRefused() {
        holds(ledger(7));
        account().change(zoneId, ChangeBatch.of(delete(ledger(7)), creation(ledger(8))));
        refused(
                ChangeBatch.of(
                        delete(ledger(7)),
                        creation(ledger(9)),
                        upsert(weighted("registry.example.com", "eu-west-1", 0, 60, "192.0.2.1"))),
                "Tried to delete resource record set [name='_regent.registry.example.com.', type='TXT'] "
                        + "but the values provided do not match the current values");
        assertThat(records()).containsExactly(ledger(8));
    }

    @Test
    @DisplayName("API, UPSERT: \"Route 53 updates it with the values in the request\", all of them")
    void upsertReplacesTheWholeRecordSet() {
        holds(checked(weighted("a.example.com", "one", 5, 60, "192.0.2.1"), healthCheck("one")));
        RecordSet bare = weighted("a.example.com", "one", 6, 30, "192.0.2.9");
        account().change(zoneId, upserting(bare));
        assertThat(records()).containsExactly(bare);
    }

    @Test
    @DisplayName("The refusal \"invalid set of changes for a resource record set\" of two changes to one set")
    void oneRecordSetIsNotChangedTwiceInABatch() {
        refused(
                upserting(
                        simple("a.example.com", RecordType.A, 60, "192.0.2.1"),
                        simple("a.example.com", RecordType.A, 60, "192.0.2.2")),
                "The request contains an invalid set of changes for a resource record set 'A a.example.com.'");
    }

    private static RecordSet addresses(String name, int count) {
        return simple(
                name,
                RecordType.A,
                60,
                IntStream.range(0, count)
                        .mapToObj(i -> "10.1." + i / 250 + "." + i % 250)
                        .toArray(String[]::new));
    }

    @Test
    @DisplayName("API, limits: 1,000 ResourceRecord elements; an UPSERT counts twice")
    void aBatchHoldsAThousandRecordsAndAnUpsertCountsTwice() {
        String reason = "Number of records limit of 1000 exceeded.";
        refused(creating(addresses("a.example.com", 1_001)), reason);
        refused(upserting(addresses("a.example.com", 501)), reason);
        account().change(zoneId, creating(addresses("a.example.com", 1_000)));
        account().change(zoneId, upserting(addresses("b.example.com", 500)));
        assertThat(records()).hasSize(2);
    }

    private static RecordSet[] texts(int count, int charactersEach) {
        String text = ("\"" + "x".repeat(248) + "\"").repeat(charactersEach / 250);
        return IntStream.range(0, count)
                .mapToObj(i -> simple("t" + i + ".example.com", RecordType.TXT, 60, text))
                .toArray(RecordSet[]::new);
    }

    @Test
    @DisplayName("API, limits: 32,000 characters in Value elements; an UPSERT counts twice")
    void aBatchHolds32000CharactersAndAnUpsertCountsTwice() {
        String reason = "RDATA character limit of 32000 exceeded.";
        refused(creating(texts(9, 4_000)), reason);
        refused(upserting(texts(5, 4_000)), reason);
        account().change(zoneId, creating(texts(8, 4_000)));
        account().change(zoneId, upserting(texts(4, 4_000)));
        assertThat(records()).hasSize(8);
    }

    @Test
    @DisplayName("API model, Changes: at least one")
    void anEmptyBatchIsInvalid() {
        refusedAs("InvalidInput", 400, "changeBatch.changes", () -> account().change(zoneId, ChangeBatch.of()));
    }

    @Test
    @DisplayName("API, NoSuchHostedZone")
    void aBatchNeedsAZone() {
        refusedAs(
                "NoSuchHostedZone",
                404,
                "No hosted zone found with ID: Z404",
                () -> account().change("Z404", creating(ledger(1))));
    }

    @Test
    @DisplayName("API, GetChange: \"PENDING indicates that the changes ... have not propagated to all\" servers yet")
    void aChangeIsPendingUntilItHasPropagated() {
        ChangeInfo change = account().change(zoneId, new ChangeBatch("why", List.of(creation(ledger(1)))));
        assertThat(change.status()).isEqualTo(ChangeInfo.Status.PENDING);
        assertThat(change.submittedAt()).isEqualTo(agenda.instant());
        assertThat(change.comment()).isEqualTo("why");
        later(twin.settings().propagation().minusMillis(1));
        assertThat(account().getChange(change.id())).isEqualTo(change);
        later(Duration.ofMillis(1));
        assertThat(account().getChange(change.id())).isEqualTo(change.inSync());
    }

    @Test
    @DisplayName(
            "API, ListResourceRecordSets: \"doesn't reflect\" only what was not accepted; PENDING changes are listed")
    void aPendingChangeIsListed() {
        holds(ledger(1));
        assertThat(records()).containsExactly(ledger(1));
    }

    @Test
    @DisplayName("API, GetChange: NoSuchChange")
    void anUnknownChangeIsRefused() {
        refusedAs("NoSuchChange", 404, "C404", () -> account().getChange("C404"));
    }

    @Test
    @DisplayName("API, PriorRequestNotComplete: \"it will reject subsequent requests for the same hosted zone\"")
    void aZoneRefusesBatchesWhileOneIsInWork() {
        twin.set(twin.settings().withProcessing(Duration.ofSeconds(2)));
        String other = account().createZone("example.org", "second").zone().id();
        holds(ledger(1));
        refusedAs(
                "PriorRequestNotComplete",
                400,
                "still processing a prior request",
                () -> account().change(zoneId, upserting(ledger(2))));
        account().change(other, creating(simple("a.example.org", RecordType.A, 60, "192.0.2.1")));
        later(Duration.ofSeconds(2));
        account().change(zoneId, upserting(ledger(2)));
        assertThat(records()).containsExactly(ledger(2));
    }

    @Test
    @DisplayName("Developer Guide, Quotas: \"Five requests per second per AWS account\", else Throttling, HTTP 400")
    void anAccountIsThrottledUntilItsBucketFillsAgain() {
        twin.set(twin.settings().withRate(5, 5));
        // The bucket was fuller under the settings before.
        later(Duration.ofMillis(200));
        for (int i = 0; i < 5; i++) {
            listed();
        }
        refusedAs("Throttling", 400, "Rate exceeded", this::listed);
        refusedAs("Throttling", 400, "Rate exceeded", () -> account().change(zoneId, creating(ledger(1))));
        later(Duration.ofMillis(200));
        assertThat(records()).isEmpty();
        refusedAs("Throttling", 400, "Rate exceeded", this::listed);
    }

    @Test
    @DisplayName("Developer Guide, alias records: the target is in the same zone and exists, or is a resource of AWS")
    void anAliasNeedsATargetThatExists() {
        refused(
                creating(alias("a.example.com", to(zoneId, "b.example.com", false))),
                "Tried to create an alias that targets b.example.com., type A in zone " + zoneId
                        + ", but that target was not found");
        refused(
                creating(alias("a.example.com", to(zoneId, BALANCER, true))),
                "Tried to create an alias that targets " + BALANCER + "., type A in zone " + zoneId
                        + ", but the alias target name does not lie within the target zone",
                "Tried to create an alias that targets " + BALANCER + "., type A in zone " + zoneId
                        + ", but that target was not found");
        RecordSet[] good = {
            alias("a.example.com", to(zoneId, "b.example.com", false)),
            simple("b.example.com", RecordType.A, 60, "192.0.2.1"),
            alias("c.example.com", to(BALANCER_ZONE, BALANCER, true)),
            alias("d.example.com", to(BALANCER_ZONE, "dualstack." + BALANCER, true))
        };
        account().change(zoneId, creating(good));
        assertThat(records()).containsExactlyInAnyOrderElementsOf(Arrays.asList(good));
    }
}
