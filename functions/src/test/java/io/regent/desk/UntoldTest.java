package io.regent.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.json.Json;
import io.regent.lever.PutOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports of which somebody could not be told: whoever asked is told that. */
class UntoldTest {
    private final Office office = new Office();

    private List<String> untold(Report report) {
        return report.sections().stream()
                .filter(section -> section.name().equals("untold"))
                .map(Section::facts)
                .map(Json::write)
                .toList();
    }

    private Report hold() throws InterruptedException {
        return office.ask(new Request.Hold(Duration.ofHours(1)));
    }

    @Test
    void whereEverybodyWasToldThereIsNothingToSay() throws InterruptedException {
        assertThat(untold(hold())).isEmpty();
    }

    @Test
    void anEventBusThatTookNothingIsInTheReportAndTheOthersAreTold() throws InterruptedException {
        office.sends = new PutOutcome.Failed("AccessDenied (HTTP 403)");

        Report report = hold();

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(untold(report))
                .containsExactly("[\"Whoever listens to this region's event bus: AccessDenied (HTTP 403)\"]");
        assertThat(report.text()).contains("Who was not told of this", "- Whoever listens to this region's event bus");
        assertThat(office.notices).hasSize(1);
        assertThat(office.log.toString()).contains("AccessDenied (HTTP 403)");
    }

    @Test
    void eachThatWasNotToldIsNamedInFew() throws InterruptedException {
        office.sends = new PutOutcome.Failed("TIMED_OUT: no complete answer within 3000 ms");
        office.publishes = new PutOutcome.Failed("x".repeat(1_000));

        Report report = hold();

        assertThat(untold(report))
                .singleElement()
                .asString()
                .startsWith("[\"Whoever listens to this region's event bus: TIMED_OUT")
                .contains("\",\"Whoever subscribed to this region's notifications: xxx")
                .hasSizeLessThan(600);
    }
}
