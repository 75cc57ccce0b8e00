package io.regent.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.DnsName;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final DnsName SERVICE = new DnsName("registry.example.com");

    /** {@code printf 'registry.example.com\nanna' | sha256sum | cut -c1-8}: the ledgers of older versions have them. */
    @Test
    void aMarkIsThatOfEveryVersion() {
        assertThat(Marks.of(SERVICE, "anna").hex()).isEqualTo("3c99f7eb");
    }

    @Test
    void itTellsServicesApart() {
        assertThat(Marks.of(new DnsName("other.example.com"), "anna")).isNotEqualTo(Marks.of(SERVICE, "anna"));
    }
}
