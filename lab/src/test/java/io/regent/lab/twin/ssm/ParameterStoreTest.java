package io.regent.lab.twin.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.VirtualAgenda;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the parameter store does; each test names where AWS says so. */
class ParameterStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private final ParameterStore store =
            new ParameterStore(new Region("eu-west-1"), "123456789012", new VirtualAgenda(NOW));

    private static void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TwinError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    /** API model, PutParameter: {@code Overwrite}, ParameterAlreadyExists; versions count from 1. */
    @Test
    void aParameterIsOverwrittenOnlyOnRequestAndCountsItsVersions() {
        assertThat(store.put("/regent/fleet", Optional.of(Parameter.Type.String), "one", false, false))
                .isEqualTo(1);
        refuses("ParameterAlreadyExists", () -> store.put("/regent/fleet", Optional.empty(), "two", false, false));
        assertThat(store.put("/regent/fleet", Optional.empty(), "two", true, false))
                .isEqualTo(2);
        assertThat(store.get("/regent/fleet", false).value()).isEqualTo("two");
        assertThat(store.get("/regent/fleet:1", false).value()).isEqualTo("one");
        assertThat(store.get("arn:aws:ssm:eu-west-1:123456789012:parameter/regent/fleet", false))
                .isEqualTo(store.get("/regent/fleet", true));
    }

    /** API model, GetParameter: ParameterNotFound, ParameterVersionNotFound. */
    @Test
    void whatIsNotThereIsNotFound() {
        store.put("plain", Optional.of(Parameter.Type.String), "x", false, false);
        refuses("ParameterNotFound", () -> store.get("none", false));
        refuses("ParameterVersionNotFound", () -> store.get("plain:2", false));
        refuses("ValidationException", () -> store.get("with space", false));
        assertThat(store.get("arn:aws:ssm:eu-west-1:123456789012:parameter/plain", false)
                        .value())
                .isEqualTo("x");
    }

    /** API model, GetParameter, {@code WithDecryption}: "Return decrypted values for secure string parameters". */
    @Test
    void aSecureStringIsReadableOnlyWithDecryption() {
        store.put("secret", Optional.of(Parameter.Type.SecureString), "hush", false, false);
        assertThat(store.get("secret", false).value()).doesNotContain("hush").startsWith("AQICAH");
        assertThat(store.get("secret", true).value()).isEqualTo("hush");
    }

    /** "Managing parameter tiers": 4 KB in the standard tier, 8 KB in the advanced one. */
    @Test
    void aValueBeyondItsTierIsRefused() {
        Optional<Parameter.Type> type = Optional.of(Parameter.Type.String);
        assertThat(store.put("a", type, "x".repeat(4096), false, false)).isEqualTo(1);
        refuses("ValidationException", () -> store.put("b", type, "x".repeat(4097), false, false));
        assertThat(store.put("b", type, "x".repeat(8192), false, true)).isEqualTo(1);
        refuses("ValidationException", () -> store.put("c", type, "x".repeat(8193), false, true));
        refuses("ValidationException", () -> store.put("d", type, "", false, false));
        refuses("ValidationException", () -> store.put("e", Optional.empty(), "x", false, false));
    }
}
