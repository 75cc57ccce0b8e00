package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static io.regent.desk.Office.drained;
import static io.regent.desk.Office.serving;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Outcome;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.DnsName;
import io.regent.fleet.Means;
import io.regent.ledger.EndpointState.Drained;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.ChangeProgress;
import io.regent.lever.PutOutcome;
import io.regent.machine.RepairOutcome;
import io.regent.verify.NewWay;
import io.regent.verify.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done and seen once a batch stands. */
@Timeout(60)
class FollowingTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Request EVACUATE = new Request.Evacuate(IRELAND, HALF_AN_HOUR);
    private static final Request OUTAGE = new Request.Outage(IRELAND, HALF_AN_HOUR);
    private static final Request REBOOT = new Request.Repair(IRELAND, Means.REBOOT);

    private final Office office = new Office();

    private static List<String> lines(Report report, String name) {
        return report.sections().stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .map(Section::lines)
                .orElse(List.of());
    }

    private static Watch.Watched turned(int server, Instant at) {
        return new Watch.Watched(
                new DnsName("ns-" + server + ".example.com"), "192.0.2." + server, new Watch.Stand.Turned(at));
    }

    @Test
    void theTimelineHasEachPhaseWhenItWasReached() throws Exception {
        office.asking = Duration.ofMillis(300);
        office.progress.add(new ChangeProgress.Pending());
        office.nameServers = (service, way, deadline) -> new Watch(
                List.of(turned(1, NOON.plusMillis(900)), turned(2, NOON.plusMillis(4_300))), Optional.empty());

        Report report = office.ask(EVACUATE);

        assertThat(lines(report, "timeline"))
                .containsExactly(
                        "detect           0.3  ████",
                        "decide           0.3      █",
                        "write            0.3      █",
                        "insync           2.3      ████████████████████████████",
                        "first-server     0.9      ████████",
                        "last-server      4.3      ████████████████████████████████████████████████████████");
    }

    /** Of this region's two words the controller's is to be the last: it has read the ledger that was just written. */
    @Test
    void theControllersAreWokenOnceRoutingControlIsTold() throws Exception {
        office.putting = Duration.ofMillis(300);

        office.ask(EVACUATE);

        assertThat(office.order).containsExactly("routing control", "a controller", "a controller");
    }

    @Test
    void whatRoute53SaidLastOfAChangeIsTold() throws Exception {
        trouble(new ChangeProgress.Unknown("Throttling"));
        assertThat(office.ask(EVACUATE).text())
                .contains(
                        "Route 53 has not said INSYNC of /change/C1: Throttling",
                        "{\"action\":\"verify\", \"service\"");
    }

    @Test
    void whatRoute53SaidBeforeThatIsNot() throws Exception {
        office.progress.add(new ChangeProgress.Unknown("Throttling"));
        trouble(new ChangeProgress.Pending());
        assertThat(office.ask(EVACUATE).text())
                .contains("Route 53 has not said INSYNC of /change/C1, and calls it PENDING");
    }

    private void trouble(ChangeProgress progress) {
        for (int i = 0; i < 100; i++) {
            office.progress.add(progress);
        }
    }

    @Test
    void whatIsSaidOfTroubleIsBounded() throws Exception {
        office.puts = new PutOutcome.Failed("no ".repeat(1_000));

        assertThat(lines(office.ask(EVACUATE), "later"))
                .singleElement()
                .satisfies(line -> assertThat(line).hasSize(302).endsWith("…"));
    }

    @Test
    void anOutageThatACleanControllerDrainedBySuspicionOfItsOwnIsNotTheDrills() throws Exception {
        office.beforeWaits.add(() -> office.holds(
                Map.of(IRELAND, new Drained(office.now(), Mover.AUTOMATIC), MUMBAI, serving()),
                office.ledger().orders(),
                Map.of(IRELAND, 0, MUMBAI, 50)));

        Report report = office.ask(OUTAGE);

        assertThat(report.outcome()).isEqualTo(Outcome.UNDER_WAY);
        assertThat(report.text()).contains("No controller has drained eu-west-1 yet.");
        assertThat(lines(report, "timeline")).endsWith("first-server  not seen", "last-server   not seen");
    }

    /** The ledger's times are in whole seconds. */
    @Test
    void anOutageIsNotDecidedBeforeItWasOrdered() throws Exception {
        office.asking = Duration.ofMillis(900);
        office.beforeWaits.add(() -> office.holds(
                Map.of(IRELAND, new Drained(NOON, Mover.DRILL, Optional.of(NOON.plusSeconds(600))), MUMBAI, serving()),
                office.ledger().orders(),
                Map.of(IRELAND, 0, MUMBAI, 50)));

        Report report = office.ask(OUTAGE);

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(lines(report, "timeline")).anyMatch(line -> line.startsWith("decide           0.9"));
        assertThat(lines(report, "timeline")).anyMatch(line -> line.startsWith("write            1.9"));
    }

    @Test
    void theGenerationThatTheNameServersAreWatchedForIsTheControllersOwn() throws Exception {
        office.beforeWaits.add(() -> {
            office.holds(
                    Map.of(IRELAND, new Drained(office.now(), Mover.DRILL), MUMBAI, serving()),
                    office.ledger().orders(),
                    Map.of(IRELAND, 0, MUMBAI, 50));
            office.zone.sets.removeIf(set -> set.type().equals("TXT"));
            office.zone.sets.add(office.ledgerOf(12, IRELAND, new Drained(office.now(), Mover.DRILL)));
        });

        office.ask(OUTAGE);

        assertThat(office.watched).containsExactly(new NewWay.Written(12, Set.of(IRELAND)));
    }

    @Test
    void anEventBusThatDoesNotTakeTheEventIsNamed() throws Exception {
        office.sends = new PutOutcome.Failed("AccessDenied");

        assertThat(lines(office.ask(OUTAGE), "later"))
                .startsWith(
                        "- The event bus of ap-south-1 did not take the event: AccessDenied",
                        "- The event bus of eu-west-1 did not take the event: AccessDenied");
    }

    private Report repair(RepairOutcome outcome) throws Exception {
        office.holds(
                Map.of(IRELAND, drained(Mover.AUTOMATIC), MUMBAI, serving()),
                Orders.none(),
                Map.of(IRELAND, 0, MUMBAI, 50));
        office.repaired = outcome;
        return office.ask(REBOOT);
    }

    @Test
    void aRepairThatWasNotNeededOrNotAnsweredIsSaidToBe() throws Exception {
        assertThat(repair(new RepairOutcome.Unneeded("It is attached.")).outcome())
                .isEqualTo(Outcome.UNNEEDED);
        Report unanswered = repair(new RepairOutcome.Unanswered("EC2 did not answer."));
        assertThat(unanswered.outcome()).isEqualTo(Outcome.UNDER_WAY);
        assertThat(unanswered.text()).contains("How to ask for the rest", "\"action\":\"status\"", "regent-look:live");
        assertThat(lines(unanswered, "repair")).containsExactly("EC2 did not answer.");
    }

    @Test
    void aRepairMovesNothing() throws Exception {
        Report report = repair(new RepairOutcome.Begun("It reboots."));

        assertThat(office.told).isEmpty();
        assertThat(office.summoned).isEmpty();
        assertThat(lines(report, "timeline")).hasSize(3);
        assertThat(lines(report, "undo")).as("what was rebooted stays so").isEmpty();
    }

    @Test
    void whoMayNotKnowTheRestIsToldHowToAskForItAgain() throws Exception {
        office.holds(
                Map.of(IRELAND, drained(Mover.AUTOMATIC), MUMBAI, serving()),
                Orders.none().withRepair(new Orders.Repair(IRELAND, NOON.minusSeconds(60))),
                Map.of(IRELAND, 0, MUMBAI, 50));
        office.zone.bends.add(accepted -> {
            office.zone.readable = false;
            return new ChangeOutcome.Unanswered("no answer");
        });

        Report report = office.ask("anna", "mine", REBOOT, Overriding.REPAIRED_LATELY, Overriding.HOLD);

        assertThat(String.join("", lines(report, "rest")).replace("'\\'", "").replaceAll(" +", " "))
                .contains("{\"action\":\"repair\", \"service\":\"registry.example.com\", \"region\":\"eu-west-1\",")
                .contains(
                        "\"means\":\"reboot\", \"id\":\"mine\", \"by\":\"anna\", \"force\":[\"hold\",\"repaired-lately\"]}");
    }

    @Test
    void eachActionThatCanBeUndoneSaysHow() throws Exception {
        assertThat(undo(office.ask("anna", "1", new Request.Hold(HALF_AN_HOUR))))
                .contains("{\"action\":\"release\", \"service\":\"registry.example.com\", \"by\":\"anna\"}");
        assertThat(undo(office.ask("anna", "2", new Request.Release())))
                .contains(
                        "{\"action\":\"hold\", \"service\":\"registry.example.com\", \"for\":\"1h\", \"by\":\"anna\"}");
        assertThat(undo(office.ask("anna", "3", EVACUATE)))
                .contains(
                        "{\"action\":\"restore\", \"service\":\"registry.example.com\", \"region\":\"eu-west-1\", \"by\":\"anna\"}")
                .contains("--function-name regent-drill:live");
        assertThat(undo(office.ask("anna", "4", new Request.Restore(IRELAND))))
                .contains(
                        "{\"action\":\"evacuate\", \"service\":\"registry.example.com\", \"region\":\"eu-west-1\", \"for\":\"1h\", \"by\":\"anna\"}");
        assertThat(undo(office.ask("anna", "5", OUTAGE)))
                .as("while it comes back")
                .contains("\"action\":\"restore\"");
        assertThat(undo(office.ask("anna", "6", new Request.Retire(), Overriding.ANOTHER_DRILL)))
                .isEmpty();
    }

    private static String undo(Report report) {
        return String.join(" ", lines(report, "undo")).replaceAll(" +", " ");
    }
}
