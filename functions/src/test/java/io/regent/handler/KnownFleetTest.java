package io.regent.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Fleet;
import io.regent.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownFleetTest {
    private static final String GOOD =
            "services: {registry.example.com: {zone: Z1, endpoints: {eu-west-1: {}, ap-south-1: {}}}}";
    private static final String BETTER = GOOD.replace("registry", "git");
    private static final String BAD =
            "services: {registry.example.com: {zone: Z1, endpoints: {eu-west-1: {}}}}\nhue: red";

    private Instant now = Instant.parse("2026-01-05T10:00:00Z");
    private FleetText.Found found = new FleetText.Found.Text(GOOD);
    private int looked;
    private final List<String> log = new ArrayList<>();
    private final KnownFleet known = new KnownFleet(
            () -> {
                looked++;
                return found;
            },
            () -> now,
            line -> log.add(Json.write(line)));

    @Test
    void itIsKeptForAMinuteAndThenLookedForAgain() {
        assertThat(name(known.get())).isEqualTo("registry.example.com");
        found = new FleetText.Found.Text(BETTER);

        now = now.plusSeconds(59);
        assertThat(name(known.get())).isEqualTo("registry.example.com");
        assertThat(looked).isEqualTo(1);

        now = now.plusSeconds(1);
        assertThat(name(known.get())).isEqualTo("git.example.com");
        assertThat(looked).isEqualTo(2);
        assertThat(log).isEmpty();
    }

    @Test
    void theLastGoodOneStandsWhenTheDocumentIsRefusedAndEveryProblemIsLogged() {
        known.get();
        found = new FleetText.Found.Text(BAD);
        now = now.plusSeconds(60);

        assertThat(name(known.get())).isEqualTo("registry.example.com");

        assertThat(log)
                .singleElement()
                .asString()
                .contains("\"level\":\"ERROR\"")
                .contains("the last good one stands")
                .contains("endpoints: ")
                .contains("hue: ");
    }

    @Test
    void theLastGoodOneStandsWhenTheDocumentIsGone() {
        known.get();
        found = new FleetText.Found.Missing("parameter /regent/fleet: REFUSED, ParameterNotFound");
        now = now.plusSeconds(60);

        assertThat(name(known.get())).isEqualTo("registry.example.com");

        assertThat(log).singleElement().asString().contains("ParameterNotFound");
    }

    @Test
    void aLookThatFailedIsNotRepeatedForAMinuteWhileThereIsAGoodOne() {
        known.get();
        found = new FleetText.Found.Missing("throttled");
        now = now.plusSeconds(60);
        known.get();
        known.get();

        assertThat(looked).isEqualTo(2);
        assertThat(log).hasSize(1);

        found = new FleetText.Found.Text(BETTER);
        now = now.plusSeconds(60);
        assertThat(name(known.get())).isEqualTo("git.example.com");
    }

    @Test
    void whereThereNeverWasAGoodOneEveryProblemIsNamedAndTheNextCallLooksAgain() {
        found = new FleetText.Found.Text(BAD);
        assertThatThrownBy(known::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no fleet to look after")
                .hasMessageContaining("endpoints: ")
                .hasMessageContaining("hue: ");

        found = new FleetText.Found.Missing("parameter /regent/fleet: TIMED_OUT");
        assertThatThrownBy(known::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("parameter /regent/fleet: TIMED_OUT");

        found = new FleetText.Found.Text(GOOD);
        assertThat(name(known.get())).isEqualTo("registry.example.com");
        assertThat(looked).isEqualTo(3);
    }

    private static String name(Fleet fleet) {
        return fleet.services().getFirst().name().value();
    }

    @Test
    void itsFingerprintIsThatOfTheDocumentThatItCameFrom() {
        known.get();
        String good = known.fingerprint();
        found = new FleetText.Found.Text(BAD);
        now = now.plusSeconds(60);
        known.get();
        assertThat(known.fingerprint()).isEqualTo(good).hasSize(16);

        found = new FleetText.Found.Text(BETTER);
        now = now.plusSeconds(60);
        known.get();
        assertThat(known.fingerprint()).isNotEqualTo(good).hasSize(16);
    }
}
