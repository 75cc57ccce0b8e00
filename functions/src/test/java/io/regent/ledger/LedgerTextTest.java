package io.regent.ledger;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void whatPeopleAskedForIsReadAsItWasWritten() {
        Ledger ledger = new Ledger(
                17,
                new TreeMap<>(Map.of(
                        IRELAND,
                        new EndpointState.Drained(TEN, Mover.PERSON, Optional.of(TEN.plusSeconds(1800))),
                        MUMBAI,
                        new EndpointState.Drained(TEN, Mover.DRILL, Optional.of(TEN.plus(Orders.LONGEST))))),
                new Agreement.Agreed(),
                Orders.fresh(TEN)
                        .withHold(Optional.of(new Orders.Hold(new Mark("0123abcd"), TEN, TEN.plusSeconds(1))))
                        .withOutage(Optional.of(new Orders.Outage(IRELAND, TEN, TEN.plusSeconds(600))))
                        .withRepair(new Orders.Repair(MUMBAI, TEN))
                        .withDone(new Mark("00000000"))
                        .withDone(new Mark("ffffffff")));
        String text = LedgerText.write(ledger);

        assertThat(text)
                .startsWith("regent1 g=17 arming=2026-01-05T10:00:00Z hold=0123abcd,2026-01-05T10:00:00Z,1s"
                        + " outage=eu-west-1,2026-01-05T10:00:00Z,600s repaired=ap-south-1,2026-01-05T10:00:00Z"
                        + " done=00000000,ffffffff ap-south-1=drained,drill,2026-01-05T10:00:00Z,259200s"
                        + " eu-west-1=drained,person,2026-01-05T10:00:00Z,1800s sum=");
        assertThat(LedgerText.read(text)).isEqualTo(new LedgerReading.Present(ledger));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arming=soon | Text 'soon' could not be parsed at index 0",
                "hold=0123abcd,2026-01-05T10:00:00Z | hold '0123abcd,2026-01-05T10:00:00Z': expected BY,SINCE,LASTS",
                "hold=me,2026-01-05T10:00:00Z,1s | mark 'me': expected 8 lower-case hexadecimal digits",
                "hold=0123abcd,2026-01-05T10:00:00Z,0s | hold for 0 s: expected 1 s to 72 h",
                "hold=0123abcd,2026-01-05T10:00:00Z,259201s | hold for 259201 s: expected 1 s to 72 h",
                "hold=0123abcd,2026-01-05T10:00:00Z,1h | duration '1h': expected 1 to 6 digits and s",
                "outage=Ireland,2026-01-05T10:00:00Z,1s | region 'Ireland': expected an AWS region code such as eu-west-1",
                "outage=eu-west-1,2026-01-05T10:00:00Z,259201s | outage for 259201 s: expected 1 s to 72 h",
                "repaired=eu-west-1 | repaired 'eu-west-1': expected REGION,AT",
                "done= | mark '': expected 8 lower-case hexadecimal digits",
                "eu-west-1=drained,drill,2026-01-05T10:00:00Z,259201s | drained for 259201 s: expected 1 s to 72 h",
                "eu-west-1=serving,person,2026-01-05T10:00:00Z,1s | state 'serving,person,2026-01-05T10:00:00Z,1s':"
                        + " expected STATE,MOVER,SINCE, or drained,MOVER,SINCE,LASTS",
            })
    void anOrderThatCannotBeFollowedIsOfAnotherVersionAndSaysWhy(String field, String problem) {
        assertThat(LedgerText.read(signed("regent1 g=1 " + field))).isEqualTo(new LedgerReading.Newer(problem));
    }

    @Test
    void moreRequestsThanAreRememberedAreOfAnotherVersionOrForgotten() {
        Orders orders = Orders.none();
        for (int i = 0; i <= Orders.REMEMBERED; i++) {
            orders = orders.withDone(mark(i));
        }

        assertThat(orders.done()).hasSize(Orders.REMEMBERED).startsWith(mark(1)).endsWith(mark(Orders.REMEMBERED));
    }

    private static Mark mark(int number) {
        return new Mark("%08x".formatted(number));
    }

    /**
     * Everything that the ledger can hold, in the longest regions that are taken. A TXT value has at most 4,000
     * characters, in strings of 255 that each stand in quotes with a blank between them (Route 53 Developer Guide,
     * "Supported DNS record types", TXT).
     */
    @Test
    void theLongestLedgerFitsATxtValue() {
        TreeMap<Region, EndpointState> states = new TreeMap<>();
        Optional<Instant> end = Optional.of(TEN.plus(Orders.LONGEST));
        for (int i = 0; i < Service.MAX_ENDPOINTS; i++) {
            states.put(longest(i), new EndpointState.Drained(TEN, Mover.AUTOMATIC, end));
        }
        Orders orders = Orders.fresh(TEN)
                .withHold(Optional.of(new Orders.Hold(mark(0), TEN, end.get())))
                .withOutage(Optional.of(new Orders.Outage(longest(0), TEN, end.get())))
                .withRepair(new Orders.Repair(longest(0), TEN));
        for (int i = 0; i < Orders.REMEMBERED; i++) {
            orders = orders.withDone(mark(i));
        }
        String text = LedgerText.write(new Ledger(999_999_999_999_999L, states, new Agreement.Differing(TEN), orders));

        assertThat(text.length() + 3 * (text.length() / 255 + 1)).isLessThanOrEqualTo(4_000);
        assertThat(List.of(
                        "abcde-abcdefghijkl-abcdefghijkl-00", "abcd-abcdefghijklm-ab-00", "ab-ab-ab-ab-0", "ab-ab-000"))
                .as("no part of a code is longer")
                .noneMatch(Region::isCode);
    }

    private static Region longest(int number) {
        return new Region("abcd-abcdefghijkl-abcdefghijkl-%02d".formatted(number));
    }

    private static String signed(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return text + " sum=%08x".formatted(crc.getValue());
    }
}
