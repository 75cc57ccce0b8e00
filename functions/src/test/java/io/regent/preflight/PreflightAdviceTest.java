package io.regent.preflight;

import static io.regent.drill.Request.Preflight.Scope.REGION;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.verdict.Health;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a preflight tells a person to do fits what is wrong. */
class PreflightAdviceTest {
    private final Examples world = new Examples();

    /** No run of a controller can write a ledger then. */
    @Test
    void whileTheZoneCannotBeReadTheLeverWeightsWaitsForIt() {
        trial(
                "unreadable",
                new Trial.Step("zone", Trial.Came.BROKEN, "HTTP 503"),
                new Trial.Step("weights", Trial.Came.BROKEN, "withheld: the zone cannot be read"));

        assertThat(world.trouble(REGION))
                .contains(
                        "FAIL eu-west-1 zone: HTTP 503 > Look whether Route 53's control plane answers, and at what"
                                + " FailoverRole may read in the zone Z0123456789. Its name servers go on"
                                + " answering meanwhile, with the ledger too: dig +short TXT _regent.registry.example.com.",
                        "FAIL eu-west-1 lever weights: withheld: the zone cannot be read > First the zone, as said there:"
                                + " without reading it nothing can be written. Until then routing control alone moves"
                                + " traffic.");
    }

    @ParameterizedTest
    @CsvSource({
        "missing, 'Let the controller run once, which writes the ledger: invoke regent-failover:live with"
                + " events/by-hand.json.'",
        "torn, Let the controller run once",
        "of another version, 'Deploy the same version in every region; this one leaves the ledger of another alone.'",
        "regent1 g=7, Look at what FailoverRole may change",
    })
    void whatToDoForTheLeverWeightsGoesByTheLedgerThatWasRead(String ledger, String advice) {
        trial(
                ledger,
                new Trial.Step("zone", Trial.Came.WELL, "5 record sets read"),
                new Trial.Step("weights", Trial.Came.BROKEN, "withheld"));

        assertThat(world.trouble(REGION))
                .anyMatch(line -> line.startsWith("FAIL eu-west-1 lever weights: withheld > " + advice));
    }

    @Test
    void whatIsWrongWithAMachineIsMendedByTheRunbook() {
        world.facts.add(new Machine.Fact("machine", Machine.Standing.UNWELL, "port 5000 is shut"));

        assertThat(world.trouble(REGION))
                .contains("FAIL eu-west-1 machine: port 5000 is shut > Mend it as docs/runbook.md, \"Machine report\","
                        + " says.");
    }

    private void trial(String ledger, Trial.Step zone, Trial.Step weights) {
        Trial well = Examples.trial(IRELAND, "c0de", "f1ee7", Health.HEALTHY);
        List<Trial.Step> steps = List.of(zone, weights, well.steps().getLast());
        world.trial = new Learned.Known<>(
                new Trial(IRELAND, well.code(), well.fleet(), ledger, steps, List.of(), well.verdicts()));
    }
}
