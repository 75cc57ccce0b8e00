package io.regent.ledger;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTextTest {
    private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");
    private static final Ledger LEDGER = new Ledger(
            17,
            new TreeMap<>(Map.of(
                    IRELAND,
                    new EndpointState.Returning(2, TEN, Mover.DRILL),
                    MUMBAI,
                    new EndpointState.Serving(TEN, Mover.AUTOMATIC),
                    new Region("us-east-2"),
                    new EndpointState.Drained(TEN, Mover.PERSON))));

    @Test
    void aLedgerIsReadAsItWasWritten() {
        String text = LedgerText.write(LEDGER);

        assertThat(text)
                .startsWith("regent1 g=17 ap-south-1=serving,automatic,2026-01-05T10:00:00Z"
                        + " eu-west-1=returning/2,drill,2026-01-05T10:00:00Z"
                        + " us-east-2=drained,person,2026-01-05T10:00:00Z sum=");
        assertThat(LedgerText.read(text)).isEqualTo(new LedgerReading.Present(LEDGER));
    }

    @Test
    void sinceWhenTheRecordsDifferIsReadAsItWasWritten() {
        Ledger differing = new Ledger(17, LEDGER.states(), new Agreement.Differing(TEN), Orders.none());
        String text = LedgerText.write(differing);

        assertThat(text).startsWith("regent1 g=17 differs=2026-01-05T10:00:00Z ap-south-1=serving,automatic,");
        assertThat(LedgerText.read(text)).isEqualTo(new LedgerReading.Present(differing));
    }

    @Test
    void anEmptyLedgerIsReadAsItWasWritten() {
        Ledger empty = new Ledger(1, new TreeMap<>());

        assertThat(LedgerText.read(LedgerText.write(empty))).isEqualTo(new LedgerReading.Present(empty));
    }

    @Test
    void timesAreCutToWholeSeconds() {
        Ledger fine = new Ledger(
                1, new TreeMap<>(Map.of(IRELAND, new EndpointState.Serving(TEN.plusMillis(999), Mover.PERSON))));
        Ledger coarse = new Ledger(1, new TreeMap<>(Map.of(IRELAND, new EndpointState.Serving(TEN, Mover.PERSON))));

        assertThat(LedgerText.write(fine)).isEqualTo(LedgerText.write(coarse));
    }

    @Test
    void everyCutAndEveryChangedCharacterTearsIt() {
        String text = LedgerText.write(LEDGER);
        for (int at = "regent".length(); at < text.length(); at++) {
            assertThat(LedgerText.read(text.substring(0, at)))
                    .as("cut at %d", at)
                    .isInstanceOf(LedgerReading.Torn.class);
            String edited = text.substring(0, at) + (text.charAt(at) == '1' ? '2' : '1') + text.substring(at + 1);
            assertThat(LedgerText.read(edited)).as("edited at %d", at).isInstanceOf(LedgerReading.Torn.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", " ", "\u00a0", "x", "\u0000"})
    void anythingAfterItTearsIt(String more) {
        assertThat(LedgerText.read(LedgerText.write(LEDGER) + more)).isInstanceOf(LedgerReading.Torn.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "v=spf1 -all", "heritage=external-dns", "REGENT1 g=1", "ｒegent1", "\"regent1"})
    void whatRegentNeverWroteIsForeign(String text) {
        assertThat(LedgerText.read(text)).isEqualTo(new LedgerReading.Foreign());
    }

    /** Each has a checksum that is right, so that what stands before it is read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "regent2 g=1 eu-west-1=serving,automatic,2026-01-05T10:00:00Z | form 'regent2': expected regent1",
                "regent1 | generation '': expected g= and 1 to 15 digits",
                "regent1 h=1 | generation 'h=1': expected g= and 1 to 15 digits",
                "regent1 g=-1 | generation 'g=-1': expected g= and 1 to 15 digits",
                "regent1 g=0 | generation 0: expected at least 1",
                "regent1 g=1000000000000000 | generation 'g=1000000000000000': expected g= and 1 to 15 digits",
                "regent1 g=9223372036854775807 | generation 'g=9223372036854775807': expected g= and 1 to 15 digits",
                "regent1 g=1 differs=yesterday | Text 'yesterday' could not be parsed at index 0",
                "regent1 g=1 =x | field '=x': expected NAME=VALUE",
                "regent1 g=1 Ireland=x | region 'Ireland': expected an AWS region code such as eu-west-1",
            })
    void aWholeTextThatCannotBeFollowedIsOfAnotherVersionAndSaysWhy(String text, String problem) {
        assertThat(LedgerText.read(signed(text))).isEqualTo(new LedgerReading.Newer(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "asleep,automatic,2026-01-05T10:00:00Z | state 'asleep': expected serving, drained or returning/STEP",
                "returning,automatic,2026-01-05T10:00:00Z"
                        + " | state 'returning': expected serving, drained or returning/STEP",
                "returning/x,automatic,2026-01-05T10:00:00Z"
                        + " | state 'returning/x': expected serving, drained or returning/STEP",
                "returning/٣,automatic,2026-01-05T10:00:00Z"
                        + " | state 'returning/٣': expected serving, drained or returning/STEP",
                "returning/0,automatic,2026-01-05T10:00:00Z | step 0: expected 1 to 10",
                "returning/11,automatic,2026-01-05T10:00:00Z | step 11: expected 1 to 10",
                "serving,nobody,2026-01-05T10:00:00Z | mover 'nobody': expected automatic, person or drill",
                "serving,AUTOMATIC,2026-01-05T10:00:00Z | mover 'AUTOMATIC': expected automatic, person or drill",
                "serving,automatic | state 'serving,automatic': expected STATE,MOVER,SINCE, or drained,MOVER,SINCE,LASTS",
                "serving,automatic,yesterday | Text 'yesterday' could not be parsed at index 0",
            })
    void aStateThatCannotBeFollowedIsOfAnotherVersionAndSaysWhy(String state, String problem) {
        assertThat(LedgerText.read(signed("regent1 g=1 eu-west-1=" + state)))
                .isEqualTo(new LedgerReading.Newer(problem));
    }

    @Test
    void aRegionTwiceIsNothingThatThisVersionWrites() {
        String field = " eu-west-1=serving,automatic,2026-01-05T10:00:00Z";

        assertThat(LedgerText.read(signed("regent1 g=1" + field + field))).isInstanceOf(LedgerReading.Newer.class);
    }

    @Test
    void theGreatestGenerationThatIsReadHasASuccessor() {
        LedgerReading read =
                LedgerText.read(signed("regent1 g=999999999999999 eu-west-1=serving,automatic,2026-01-05T10:00:00Z"));

        assertThat(read)
                .isInstanceOfSatisfying(
                        LedgerReading.Present.class,
                        present -> assertThat(present.ledger()
                                        .next(Map.of(), new Agreement.Agreed(), Orders.none())
                                        .generation())
                                .isEqualTo(1_000_000_000_000_000L));
    }

    /** Route 53 Developer Guide, "Supported DNS record types", TXT: a value has at most 4,000 characters. */
    @Test
    void theLongestLedgerFitsATxtValue() {
        TreeMap<Region, EndpointState> states = new TreeMap<>();
        for (int i = 0; i < Service.MAX_ENDPOINTS; i++) {
            states.put(
                    new Region("abcd-abcdefghijkl-abcdefghijkl-abcdefghijkl-%02d".formatted(i)),
                    new EndpointState.Returning(10, TEN, Mover.AUTOMATIC));
        }

        assertThat(LedgerText.write(
                                new Ledger(999_999_999_999_999L, states, new Agreement.Differing(TEN), Orders.none()))
                        .length())
                .isLessThan(4_000 - 100);
    }

    private static String signed(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return text + " sum=%08x".formatted(crc.getValue());
    }
}
