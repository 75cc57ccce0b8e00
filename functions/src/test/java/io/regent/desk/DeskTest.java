package io.regent.desk;

import static io.regent.desk.Office.NOON;
import static io.regent.desk.Office.evacuated;
import static io.regent.desk.Office.serving;
import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.ledger.Orders;
import io.regent.report.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which request goes where, and who is told. */
class DeskTest {
    private final Office office = new Office();

    @Test
    void aReportOnWhatWasDownIsUnwellAndEverybodyIsTold() throws Exception {
        office.looks();

        Report report = office.desk()
                .drained(office.service, List.of(IRELAND), NOON, NOON.plus(Office.TIME))
                .getFirst();

        Office.assertSound(report);
        assertThat(report.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(report.headline()).isEqualTo("down of registry.example.com: unwell");
        assertThat(report.sections())
                .extracting(Section::name)
                .contains("before", "evidence", "machine-eu-west-1")
                .doesNotContain("machine-ap-south-1");
        assertThat(office.events).extracting(Event::type).containsExactly(Event.MACHINE_REPORT);
        assertThat(office.notices)
                .singleElement()
                .asString()
                .startsWith("Regent: down of registry.example.com: unwell");
        assertThat(office.log).hasSize(1);
    }

    @Test
    void whoVerifiesKnowsTheWeightsThatBelongToTheLedger() throws Exception {
        office.holds(
                Map.of(IRELAND, evacuated(Duration.ofHours(1)), MUMBAI, serving()),
                Orders.none(),
                Map.of(IRELAND, 7, MUMBAI, 7));
        assertThat(office.ask(new Request.Verify(List.of(), 20)).text()).contains("{ap-south-1=50, eu-west-1=0}");

        office.ledgerIs();
        assertThat(office.ask(new Request.Verify(List.of(), 20)).text()).contains("{}");
        office.zone.readable = false;
        assertThat(office.ask(new Request.Verify(List.of(), 20)).text()).contains("{}");
    }

    @Test
    void whatIsFoundOutSaysWhetherItIsWellAndTellsNobody() throws Exception {
        office.preflight = Outcome.UNWELL;

        Report report = office.ask(new Request.Preflight(Request.Preflight.Scope.FLEET));

        assertThat(report.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(report.sections()).extracting(Section::name).containsExactly("asked", "checks");
        assertThat(office.notices).isEmpty();
        assertThat(office.log).isEmpty();
    }

    @Test
    void whoLooksOnlyMayLook() throws Exception {
        office.mayAct = false;

        assertThat(office.ask(new Request.Preview(Optional.empty(), Optional.empty()))
                        .outcome())
                .isEqualTo(Outcome.DONE);
    }
}
