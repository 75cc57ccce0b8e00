package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static io.regent.desk.Office.serving;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.control.Told;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.ServiceExamples;
import io.regent.ledger.Orders;
import io.regent.verdict.Health;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told without changing anything. */
class LookingTest {
    private static final Request.Status STATUS = new Request.Status();

    private final Office office = new Office();

    private static Request preview(PolicySettings settings) {
        return new Request.Preview(Optional.empty(), Optional.of(settings));
    }

    private static List<String> lines(Report report, String name) {
        return report.sections().stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .map(Section::lines)
                .orElseThrow();
    }

    private static List<String> names(Report report) {
        return report.sections().stream().map(Section::name).toList();
    }

    @Test
    void aStatusTellsAllThatIsKnown() throws Exception {
        office.late = Told.all(NOON.minusSeconds(60), Map.of(IRELAND, false, MUMBAI, true));

        Report report = office.ask(STATUS);

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(names(report))
                .containsExactly(
                        "asked",
                        "before",
                        "evidence",
                        "routingControl",
                        "decision",
                        "machine-ap-south-1",
                        "machine-eu-west-1");
        assertThat(lines(report, "before"))
                .contains("eu-west-1   serving  automatic  2026-02-28T12:00:00Z  50      UP");
        assertThat(lines(report, "evidence"))
                .containsExactly(
                        "ap-south-1  UP  2 of 2 say HEALTHY  since 2026-03-01T12:00:00Z",
                        "eu-west-1   UP  2 of 2 say HEALTHY  since 2026-03-01T12:00:00Z");
        assertThat(lines(report, "routingControl")).containsExactly("eu-west-1   out", "ap-south-1  serve");
        assertThat(lines(report, "decision"))
                .containsExactly(
                        "Rule drain.", "- eu-west-1: catch up", "ap-south-1  weight 50", "eu-west-1   weight 0");
        assertThat(office.zone.accepted).isEmpty();
        assertThat(office.told).isEmpty();
        assertThat(office.events).isEmpty();
    }

    @Test
    void itIsUnwellWhereAnEndpointIsNotUp() throws Exception {
        office.health.put(IRELAND, Health.UNHEALTHY);

        Report report = office.ask(STATUS);

        assertThat(report.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(lines(report, "evidence"))
                .containsExactly(
                        "ap-south-1  UP    2 of 2 say HEALTHY  since 2026-03-01T12:00:00Z",
                        "eu-west-1   DOWN  0 of 2 say HEALTHY",
                        "ap-south-1 of eu-west-1: as told",
                        "eu-west-1 of eu-west-1: as told");
        assertThat(lines(report, "decision")).contains("Rule drain.", "- eu-west-1: drain", "eu-west-1   weight 0");
    }

    @Test
    void itIsUnwellWhereThePlanHasProblems() throws Exception {
        office.zone.sets.removeIf(set -> set.selector().identifier().equals(IRELAND.id()));

        Report report = office.ask(STATUS);

        assertThat(report.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(lines(report, "decision")).anyMatch(line -> line.startsWith("Problem: "));
    }

    @Test
    void whereTheZoneCannotBeReadTheRestIsTold() throws Exception {
        office.zone.readable = false;

        Report report = office.ask(STATUS);

        assertThat(report.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(names(report))
                .contains("evidence", "routingControl", "machine-eu-west-1")
                .doesNotContain("decision");
        assertThat(office.ask(new Request.Preview(Optional.empty(), Optional.empty()))
                        .outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void aLedgerOfAnotherVersionIsReadToNobody() throws Exception {
        office.ledgerIs(BadDaysTest.newer(office.ledger()));

        Report report = office.ask(STATUS);

        assertThat(report.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(names(report)).contains("before", "evidence").doesNotContain("decision");
    }

    @Test
    void aPreviewHasARegionLost() throws Exception {
        Report report = office.ask(new Request.Preview(Optional.of(IRELAND), Optional.empty()));

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(lines(report, "decision")).contains("Rule drain.", "- eu-west-1: drain", "ap-south-1  weight 50");
        assertThat(lines(report, "evidence"))
                .contains(
                        "ap-south-1 of eu-west-1: preview: the region is lost",
                        "eu-west-1 abstains: preview: the region is lost");
        assertThat(office.zone.accepted).isEmpty();
    }

    @Test
    void aPreviewGoesByTheSettingsThatItIsGiven() throws Exception {
        office.health.put(IRELAND, Health.UNHEALTHY);

        assertThat(lines(office.ask(preview(ServiceExamples.policy(2))), "decision"))
                .contains("Rule last-endpoint: nothing changes.", "eu-west-1   weight 50");
        assertThat(lines(office.ask(preview(ServiceExamples.policy(1))), "decision"))
                .contains("eu-west-1   weight 0");
    }

    @Test
    void whatTheLedgerDoesNotKnowYetWouldBeTakenFromTheRecords() throws Exception {
        office.ledgerIs();

        Report report = office.ask(STATUS);

        assertThat(lines(report, "decision")).startsWith("Rule steady.", "- eu-west-1: adopt", "- ap-south-1: adopt");
        assertThat(lines(report, "before")).endsWith("The ledger is missing.");
    }

    @Test
    void whileNothingMayChangeThatIsWhatAControllerWouldDecide() throws Exception {
        Orders.Hold hold =
                new Orders.Hold(Marks.of(office.service.name(), "berta"), NOON.minusSeconds(60), NOON.plusSeconds(60));
        office.holds(
                Map.of(IRELAND, serving(), MUMBAI, serving()),
                Orders.none().withHold(Optional.of(hold)),
                Map.of(IRELAND, 50, MUMBAI, 50));
        office.health.put(IRELAND, Health.UNHEALTHY);

        assertThat(lines(office.ask(STATUS), "decision"))
                .startsWith("Rule held: nothing changes.", "- eu-west-1: withhold: drain");
    }

    /** The vantages disagree, but Ireland's own word of itself is one of those that a controller believes. */
    @Test
    void aControllerWouldJudgeByWhatTheEndpointsDo() throws Exception {
        office.own.put(IRELAND, Health.UNHEALTHY);

        Report report = office.ask(STATUS);

        assertThat(lines(report, "evidence"))
                .contains("eu-west-1   DISPUTED  1 of 2 say HEALTHY", "eu-west-1 of eu-west-1: as told");
        assertThat(report.outcome()).isEqualTo(Outcome.UNWELL);
    }
}
