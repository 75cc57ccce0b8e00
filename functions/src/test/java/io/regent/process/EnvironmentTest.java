package io.regent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void aBlankVariableCountsAsNotSet() {
        var environment = Environment.of(Map.of("EMPTY", "", "BLANK", " \t", "SET", " value "));

        assertThat(environment.get("EMPTY")).isEmpty();
        assertThat(environment.get("BLANK")).isEmpty();
        assertThat(environment.get("MISSING")).isEmpty();
        assertThat(environment.get("SET")).contains(" value ");
    }

    @Test
    void aRequiredVariableThatIsNotSetIsNamedWithWhatItMayBe() {
        assertThatThrownBy(() -> Environment.of(Map.of("ZONE", "")).require("ZONE", "a hosted zone id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("environment variable ZONE is not set: expected a hosted zone id");
        assertThat(Environment.of(Map.of("ZONE", "Z1")).require("ZONE", "a hosted zone id"))
                .isEqualTo("Z1");
    }

    @Test
    void theProcesssOwnVariablesAreSeen() {
        assertThat(Environment.ofProcess().get("PATH")).isPresent();
    }

    @Test
    void printingAnEnvironmentShowsNoValue() {
        assertThat(Environment.of(Map.of("AWS_SECRET_ACCESS_KEY", "hidden")).toString())
                .isEqualTo("Environment[AWS_SECRET_ACCESS_KEY]");
    }
}
