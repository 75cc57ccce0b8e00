package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.OHIO;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.decision.Decision;
import io.regent.decision.Drift;
import io.regent.decision.Rule;
import io.regent.decision.Ruling;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.Means;
import io.regent.fleet.RecordType;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.judgement.Judgement;
import io.regent.judgement.Standing;
import io.regent.ledger.Agreement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.Ledger;
import io.regent.ledger.Mover;
import io.regent.ledger.Orders;
import io.regent.lever.LateReading;
import io.regent.lever.ZoneReading;
import io.regent.plan.Plan;
import io.regent.plan.RecordExamples;
import io.regent.plan.RecordSet;
import io.regent.plan.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The parts of reports, as a person reads them and as a machine does. */
class SectionsTest {
    private static final Service SERVICE = ServiceExamples.service(ServiceExamples.policy(1), 50, 50, 50);
    private static final Orders.Hold HOLD =
            new Orders.Hold(Marks.of(SERVICE.name(), "anna"), NOON.minusSeconds(60), NOON.plusSeconds(60));

    private static Section asked(Request request, Overriding... force) {
        return Sections.asked(new Request.Asked("id", "anna", SERVICE, Set.of(force), request));
    }

    @Test
    void whatWasAskedIsToldAsItWasUnderstood() {
        assertThat(asked(new Request.Evacuate(IRELAND, Duration.ofMinutes(90)), Overriding.HOLD, Overriding.REST_NOT_UP)
                        .lines())
                .containsExactly("action  evacuate", "region  eu-west-1", "for     90m", "force   rest-not-up, hold");
        assertThat(asked(new Request.Repair(IRELAND, Means.ADDRESS)).lines())
                .containsExactly("action  repair", "region  eu-west-1", "means   address");
        Section preview = asked(new Request.Preview(Optional.of(MUMBAI), Optional.of(ServiceExamples.policy(2))));
        assertThat(preview.lines())
                .containsExactly(
                        "action    preview",
                        "lost      ap-south-1",
                        "settings  minServing 2, stabilisation 1h, steps [5, 25, 100], stepHold 10m, freshness 90s, drift",
                        "          restore, arming 0s, failback automatic, repair []");
        assertThat(Json.write(preview.facts()))
                .startsWith("{\"action\":\"preview\",\"lost\":\"ap-south-1\",\"settings\":\"minServing 2, ");
    }

    @Test
    void aRefusalSaysWhatIsNeededAndWhatOverridesIt() {
        Section section = Sections.refusals(
                List.of(Refusal.of(Overriding.CLOCK, "it is late", "a clock"), Refusal.always("it is dark", "a lamp")));

        assertThat(section.lines())
                .containsExactly("- it is late", "  needed: a clock; force: clock", "- it is dark", "  needed: a lamp");
        assertThat(Json.write(section.facts()))
                .isEqualTo("[{\"why\":\"it is late\",\"needed\":\"a clock\",\"force\":\"clock\"},"
                        + "{\"why\":\"it is dark\",\"needed\":\"a lamp\",\"force\":null}]");
        assertThat(Sections.forced(List.of()).name()).isEqualTo("forced");
    }

    private static Section standing(Orders orders, Agreement agreement, Map<Region, Judgement> judgements) {
        Map<Region, EndpointState> states = Map.of(
                IRELAND,
                new EndpointState.Drained(NOON.minusSeconds(600), Mover.PERSON, Optional.of(NOON.plusSeconds(1_200))),
                MUMBAI,
                new EndpointState.Serving(NOON.minusSeconds(86_400), Mover.AUTOMATIC),
                OHIO,
                new EndpointState.Returning(2, NOON.minusSeconds(60), Mover.DRILL));
        Ledger ledger = new Ledger(7, new TreeMap<>(states), agreement, orders);
        List<RecordSet> sets =
                new ArrayList<>(RecordExamples.records(SERVICE, ledger, Map.of(IRELAND, 0, MUMBAI, 50, OHIO, 13))
                        .sets());
        sets.removeIf(set -> set.type().equals("AAAA") && isOf(OHIO, set));
        sets.add(RecordExamples.weighted(SERVICE, RecordType.AAAA, OHIO.id(), 12));
        return Sections.standing(
                "before", "What stood", SERVICE, new ZoneReading.Read(new Records(sets)), judgements, NOON);
    }

    private static boolean isOf(Region region, RecordSet set) {
        return set.selector().identifier().equals(region.id());
    }

    @Test
    void eachEndpointHasItsLineInTheOrderOfTheirNames() {
        Map<Region, Judgement> judgements = Map.of(MUMBAI, new Judgement(MUMBAI, new Standing.Up(NOON), List.of()));

        Section section = standing(Orders.none(), new Agreement.Agreed(), judgements);

        assertThat(section.lines())
                .containsExactly(
                        "endpoint    state              by         since                 until                 weight"
                                + "  judged",
                        "ap-south-1  serving            automatic  2026-02-28T12:00:00Z                        50    "
                                + "  UP",
                        "eu-west-1   drained            person     2026-03-01T11:50:00Z  2026-03-01T12:20:00Z  0     "
                                + "  UNSEEN",
                        "us-east-2   returning, step 2  drill      2026-03-01T11:59:00Z                        12/13 "
                                + "  UNSEEN");
        assertThat(Json.write(section.facts()))
                .startsWith("{\"ledger\":\"regent1 g=7 ")
                .endsWith(
                        "\"endpoints\":[{\"endpoint\":\"ap-south-1\",\"state\":\"serving\",\"by\":\"automatic\",\"since\":"
                                + "\"2026-02-28T12:00:00Z\",\"weights\":{\"A\":50,\"AAAA\":50},\"judged\":\"UP\"},"
                                + "{\"endpoint\":\"eu-west-1\",\"state\":\"drained\",\"by\":\"person\",\"since\":"
                                + "\"2026-03-01T11:50:00Z\",\"until\":\"2026-03-01T12:20:00Z\",\"weights\":{\"A\":0,\"AAAA\":0},"
                                + "\"judged\":\"UNSEEN\"},"
                                + "{\"endpoint\":\"us-east-2\",\"state\":\"returning\",\"by\":\"drill\",\"since\":"
                                + "\"2026-03-01T11:59:00Z\",\"step\":2,\"weights\":{\"A\":13,\"AAAA\":12},"
                                + "\"judged\":\"UNSEEN\"}],\"generation\":7}");
    }

    @Test
    void whatTheLedgerHoldsBesideTheStatesIsToldWithWhatIsPast() {
        Orders orders = Orders.fresh(NOON.minusSeconds(120))
                .withHold(Optional.of(HOLD))
                .withOutage(Optional.of(new Orders.Outage(MUMBAI, NOON.minusSeconds(900), NOON.minusSeconds(300))))
                .withRepair(new Orders.Repair(IRELAND, NOON.minusSeconds(1_800)));

        Section section = standing(orders, new Agreement.Differing(NOON.minusSeconds(30)), Map.of());

        assertThat(section.lines())
                .doesNotContain("judged")
                .endsWith(
                        "Not armed yet: the controllers observe since 2026-03-01T11:58:00Z.",
                        "Hold by 3c99f7eb since 2026-03-01T11:59:00Z until 2026-03-01T12:01:00Z.",
                        "Outage drill on ap-south-1 since 2026-03-01T11:45:00Z until 2026-03-01T11:55:00Z, which is"
                                + " past.",
                        "Last repair: of eu-west-1 at 2026-03-01T11:30:00Z.",
                        "The records differ from the ledger since 2026-03-01T11:59:30Z and are left so.");
        assertThat(Json.write(section.facts()))
                .contains("\"armingSince\":\"2026-03-01T11:58:00Z\"")
                .contains("\"hold\":{\"by\":\"3c99f7eb\",\"since\":\"2026-03-01T11:59:00Z\",\"until\":"
                        + "\"2026-03-01T12:01:00Z\",\"on\":true}")
                .contains("\"outage\":{\"endpoint\":\"ap-south-1\",\"since\":\"2026-03-01T11:45:00Z\",\"until\":"
                        + "\"2026-03-01T11:55:00Z\",\"on\":false}")
                .contains("\"repair\":{\"endpoint\":\"eu-west-1\",\"at\":\"2026-03-01T11:30:00Z\"}")
                .contains("\"differsSince\":\"2026-03-01T11:59:30Z\"");
    }

    @Test
    void aHoldThatIsPastIsSaidToBeAndAnOutageThatIsOnIsNot() {
        Orders orders = Orders.none()
                .withHold(Optional.of(new Orders.Hold(HOLD.by(), NOON.minusSeconds(60), NOON)))
                .withOutage(Optional.of(new Orders.Outage(MUMBAI, NOON, NOON.plusSeconds(300))));

        Section section = standing(orders, new Agreement.Agreed(), Map.of());

        assertThat(section.lines())
                .endsWith(
                        "Hold by 3c99f7eb since 2026-03-01T11:59:00Z until 2026-03-01T12:00:00Z, which is past.",
                        "Outage drill on ap-south-1 since 2026-03-01T12:00:00Z until 2026-03-01T12:05:00Z.");
        assertThat(Json.write(section.facts())).contains("12:00:00Z\",\"on\":false}", "12:05:00Z\",\"on\":true}");
    }

    @Test
    void whatCannotBeReadAndWhatIsMissingIsSaid() {
        Section away = Sections.standing(
                "after", "What stands", SERVICE, new ZoneReading.Unreadable("Throttling"), Map.of(), NOON);
        Section missing = Sections.standing(
                "after", "What stands", SERVICE, new ZoneReading.Read(new Records(List.of())), Map.of(), NOON);

        assertThat(away.lines()).containsExactly("The zone cannot be read: Throttling");
        assertThat(Json.write(away.facts())).isEqualTo("{\"unreadable\":\"Throttling\"}");
        assertThat(missing.lines())
                .containsExactly(
                        "endpoint    state",
                        "ap-south-1  unknown",
                        "eu-west-1   unknown",
                        "us-east-2   unknown",
                        "The ledger is missing.");
        assertThat(Json.write(missing.facts())).startsWith("{\"ledger\":\"missing\",\"endpoints\":[{\"endpoint\":");
    }

    @Test
    void routingControlIsToldOfEachEndpoint() {
        Instant minute = NOON.minusSeconds(60);
        Section told = Sections.routingControl(
                SERVICE,
                new LateReading.Read(new TreeMap<>(Map.of(
                        IRELAND, new TreeMap<>(Map.of(minute, false)), MUMBAI, new TreeMap<>(Map.of(minute, true))))));

        assertThat(told.lines()).containsExactly("eu-west-1   out", "ap-south-1  serve", "us-east-2   nothing");
        assertThat(Json.write(told.facts()))
                .isEqualTo("{\"eu-west-1\":\"out\",\"ap-south-1\":\"serve\",\"us-east-2\":\"nothing\"}");
        assertThat(Sections.routingControl(SERVICE, new LateReading.Unreadable("AccessDenied"))
                        .lines())
                .containsExactly("Cannot be read: AccessDenied");
    }

    private static Decision decision(boolean changes, List<Ruling> rulings) {
        return new Decision(
                rulings.stream().map(Ruling::rule).findFirst().orElse(Rule.STEADY),
                rulings,
                new TreeMap<>(),
                new TreeMap<>(Map.of(IRELAND, 0, MUMBAI, 50)),
                Drift.none(),
                Orders.none(),
                changes);
    }

    @Test
    void aDecisionIsToldWithItsRulingsItsWeightsItsProblemsAndWhatOneShouldKnow() {
        Plan plan = new Plan(List.of(), List.of(new Plan.Problem.NoRecord("there is no record")));

        Section section = Sections.decision(
                "What was decided",
                SERVICE,
                decision(
                        true,
                        List.of(
                                new Ruling.StepBack(IRELAND, 5),
                                new Ruling.Refuse(MUMBAI, Rule.NOTHING_BETTER, "nothing is UP"))),
                plan,
                List.of("A hold is on."));

        assertThat(section.lines())
                .containsExactly(
                        "Rule return.",
                        "- eu-west-1: step back, percent 5",
                        "- ap-south-1: refuse to drain, why nothing is UP",
                        "ap-south-1  weight 50",
                        "eu-west-1   weight 0",
                        "Problem: there is no record",
                        "A hold is on.");
        assertThat(Json.write(section.facts()))
                .contains("\"rule\":\"return\",\"changes\":true,\"moves\":true")
                .contains("\"weights\":{\"ap-south-1\":50,\"eu-west-1\":0}")
                .contains("\"problems\":[\"there is no record\"]", "\"notes\":[\"A hold is on.\"]");
    }

    @Test
    void whereNothingChangesThatIsSaid() {
        Section section = Sections.decision(
                "What would be", SERVICE, decision(false, List.of()), new Plan(List.of(), List.of()), List.of());

        assertThat(section.lines()).startsWith("Rule steady: nothing changes.");
        assertThat(((JsonObject) section.facts()).fields()).doesNotContainKeys("problems", "notes");
    }

    @Test
    void anEndSaysWhoEndsIt() {
        Section section = Sections.ends(NOON.plusSeconds(90), NOON);

        assertThat(section.lines())
                .containsExactly(
                        "2026-03-01T12:01:30Z (in 1 min 30 s), by whichever controller runs first after that, in"
                                + " any region.");
        assertThat(Json.write(section.facts())).startsWith("{\"at\":\"2026-03-01T12:01:30Z\",\"by\":\"whichever");
    }
}
