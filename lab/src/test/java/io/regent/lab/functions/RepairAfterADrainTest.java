package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regent.lab.twin.ec2.Ec2Twin;
import io.regent.lab.twin.ec2.ElasticAddress;
import io.regent.lab.twin.ec2.SecurityGroup;
import io.regent.lab.world.Templates;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the function that acts makes of a controller's own event, by AWS's wire protocols and with its own rights. */
@Timeout(180)
class RepairAfterADrainTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BOTH = "[reboot, address]";

    /** Ireland's registry is dead and drained; the document lets Regent do this. */
    private static OnStage drained(Templates templates, String repair) throws Exception {
        OnStage world = OnStage.fresh(templates);
        world.stage.deploy(world.stage.document().replace("arming: 0s", "arming: 0s, repair: " + repair));
        world.tick(IRELAND);
        // The stage's registries listen where they can, and not on the templates' port.
        world.stage
                .ec2(IRELAND)
                .groups(List.of(), List.of())
                .forEach(group -> world.stage
                        .ec2(IRELAND)
                        .authorize(
                                group.id(),
                                "sgr-" + group.id(),
                                true,
                                new SecurityGroup.Rule("tcp", 1024, 65535, SecurityGroup.ANYWHERE, "any")));
        world.stage.registry(IRELAND).kill();
        assertThat(OnStage.run(world.tick(MUMBAI)).path("rule").asText()).isEqualTo("drain");
        awaitStatusChecks(world.stage.ec2(IRELAND));
        world.stage.journal().clear();
        return world;
    }

    private static void awaitStatusChecks(Ec2Twin ec2) throws InterruptedException {
        for (int i = 0; i < 1_000 && ec2.failedChecks().isEmpty(); i++) {
            Thread.sleep(10);
        }
        assertThat(ec2.failedChecks()).isNotEmpty();
    }

    /** The event as the controller's region delivered it. */
    private static String decision(OnStage world) throws InterruptedException {
        String event = world.stage.decisions().poll(20, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event;
    }

    private static JsonNode repaired(OnStage world, String event) throws Exception {
        JsonNode reports = OnStage.answer(world.stage.drill(MUMBAI, event)).path("reports");
        assertThat(reports).hasSize(1);
        JsonNode report = reports.path(0);
        assertThat(report.path("action").asText()).isEqualTo("repair");
        assertThat(report.path("by").asText()).isEqualTo("the fleet's document");
        return report;
    }

    private static String outcome(JsonNode report) {
        return report.path("outcome").asText();
    }

    private static String ledger(OnStage world) {
        assertThat(world.ledger()).hasSize(1);
        return world.ledger().getFirst();
    }

    @Test
    void aDeadRegistrysInstanceIsRebootedOnceHoweverOftenItIsTold() throws Exception {
        try (OnStage world = drained(Templates.ofRepository(), BOTH)) {
            String event = decision(world);

            assertThat(outcome(repaired(world, event))).isEqualTo("done");
            assertThat(ledger(world)).contains("eu-west-1=drained,automatic", "repaired=eu-west-1,");
            String again = Samples.moved(event, world.now());
            assertThat(outcome(repaired(world, again))).isEqualTo("unneeded");

            assertThat(world.calls("RebootInstances")).isEqualTo(1);
            assertThat(world.stage.refusals()).isEmpty();
        }
    }

    @Test
    void anAddressThatWasTakenAwayIsAttachedAgain() throws Exception {
        try (OnStage world = drained(Templates.ofRepository(), "[address]")) {
            Ec2Twin ec2 = world.stage.ec2(IRELAND);
            ec2.disassociate(ec2.addresses(List.of(), List.of())
                    .getFirst()
                    .association()
                    .map(ElasticAddress.Association::id)
                    .orElseThrow());

            assertThat(outcome(repaired(world, decision(world)))).isEqualTo("done");

            assertThat(ec2.addresses(List.of(), List.of()).getFirst().association())
                    .isPresent();
            assertThat(world.calls("RebootInstances")).isZero();
            assertThat(world.stage.refusals()).isEmpty();
        }
    }

    @Test
    void whereTheDocumentLetsItDoNothingNobodyIsAsked() throws Exception {
        try (OnStage world = drained(Templates.ofRepository(), "[]")) {
            JsonNode answer = OnStage.answer(world.stage.drill(MUMBAI, decision(world)));

            assertThat(answer).isEqualTo(JSON.readTree("{\"reports\": []}"));
            assertThat(world.callsBeyondTheDocument()).isEmpty();
        }
    }

    @Test
    void ofADarkRegionNothingIsKnownAndNothingIsWritten() throws Exception {
        try (OnStage world = drained(Templates.ofRepository(), BOTH)) {
            String event = decision(world);
            world.stage.faults().dark(IRELAND);

            JsonNode report = repaired(world, event);

            assertThat(outcome(report)).isEqualTo("refused");
            assertThat(report.path("refusals").path(0).path("why").asText())
                    .startsWith("EC2 did not tell of the instance, no answer:");
            assertThat(ledger(world)).doesNotContain("repaired=");
        }
    }

    @Test
    void withoutTheRightToLookNothingIsWritten() throws Exception {
        Templates templates = Templates.ofRepository()
                .but(
                        "template.yaml",
                        "Sid: SeeTheMachines\n            Effect: Allow",
                        "Sid: SeeTheMachines\n            Effect: Deny");
        try (OnStage world = drained(templates, BOTH)) {
            JsonNode report = repaired(world, decision(world));

            assertThat(outcome(report)).isEqualTo("refused");
            assertThat(report.path("refusals").path(0).path("why").asText())
                    .startsWith("EC2 did not tell of the instance, denied:");
            assertThat(ledger(world)).doesNotContain("repaired=");
        }
    }

    @Test
    void withoutTheRightToRebootItFailsAndTheLedgerKnowsThatItWasTried() throws Exception {
        Templates templates = Templates.ofRepository()
                .but(
                        "template.yaml",
                        "Sid: Reboot\n                Effect: Allow",
                        "Sid: Reboot\n                Effect: Deny");
        try (OnStage world = drained(templates, BOTH)) {
            JsonNode report = repaired(world, decision(world));

            assertThat(outcome(report)).isEqualTo("failed");
            assertThat(report.path("repair").asText()).contains("the reboot of i-", "denied:");
            assertThat(ledger(world)).contains("repaired=eu-west-1,");
        }
    }

    @Test
    void whatAPersonHoldsIsLeftAlone() throws Exception {
        try (OnStage world = drained(Templates.ofRepository(), BOTH)) {
            String event = decision(world);
            OnStage.answer(world.stage.drill(
                    IRELAND, "{\"action\": \"hold\", \"for\": \"1h\", \"by\": \"the fleet's document\"}"));

            JsonNode report = repaired(world, event);

            assertThat(outcome(report)).isEqualTo("refused");
            assertThat(report.path("refusals").path(0).path("why").asText()).contains("no automatic change");
            assertThat(world.calls("RebootInstances")).isZero();
        }
    }

    @Test
    void theFunctionThatLooksRepairsNothing() throws Exception {
        try (OnStage world = drained(Templates.ofRepository(), BOTH)) {
            JsonNode reports =
                    OnStage.answer(world.stage.look(MUMBAI, decision(world))).path("reports");

            assertThat(reports).hasSize(1);
            assertThat(reports.path(0).path("action").asText()).isEqualTo("down");
            assertThat(world.calls("RebootInstances")).isZero();
            assertThat(ledger(world)).doesNotContain("repaired=");
        }
    }
}
