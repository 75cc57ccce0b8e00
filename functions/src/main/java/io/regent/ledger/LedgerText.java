package io.regent.ledger;

import io.regent.fleet.Region;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The ledger as text, for people with {@code dig} and for controllers:
 *
 * <pre>
 * {@code regent1 g=17 ap-south-1=serving,automatic,2026-01-05T10:00:00Z eu-west-1=returning/2,automatic,2026-… sum=1c291ca3}
 * </pre>
 *
 * While the records differ from it and are left so, {@code differs=2026-01-05T10:00:00Z} follows the generation, since
 * when that is known. Every version of the form ends with this checksum, so that a whole text of another version is
 * told from a torn one. The checksum tells a torn or edited text from a whole one; it is no protection against somebody
 * who can write to the zone, who could move the traffic anyway.
 */
public final class LedgerText {
    private static final String FORM = "regent1";
    private static final String ANY_FORM = "regent";
    private static final String SUM = " sum=";
    private static final String DIFFERS = "differs=";
    private static final Pattern RETURNING = Pattern.compile("returning/[0-9]{1,2}");

    /** So far from the end of a long that one more is always another generation. */
    private static final Pattern GENERATION = Pattern.compile("g=[0-9]{1,15}");

    private LedgerText() {}

    /** Writes a ledger; equal ledgers give equal texts. Times are cut to whole seconds. */
    public static String write(Ledger ledger) {
        StringJoiner text = new StringJoiner(" ");
        text.add(FORM).add("g=" + ledger.generation());
        if (ledger.agreement() instanceof Agreement.Differing differing) {
            text.add(DIFFERS + differing.since().truncatedTo(ChronoUnit.SECONDS));
        }
        ledger.states().forEach((region, state) -> text.add(region + "=" + write(state)));
        return text + SUM + sum(text.toString());
    }

    private static String write(EndpointState state) {
        String name =
                switch (state) {
                    case EndpointState.Serving serving -> "serving";
                    case EndpointState.Drained drained -> "drained";
                    case EndpointState.Returning returning -> "returning/" + returning.step();
                };
        return name + "," + name(state.by()) + "," + state.since().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Reads what {@link #write} wrote; whatever else it is given, it answers with what that is. */
    public static LedgerReading read(String text) {
        if (!text.startsWith(ANY_FORM)) {
            return new LedgerReading.Foreign();
        }
        int end = text.lastIndexOf(SUM);
        if (end < 0 || !text.substring(end + SUM.length()).equals(sum(text.substring(0, end)))) {
            return new LedgerReading.Torn("the checksum does not match");
        }
        try {
            return new LedgerReading.Present(parse(text.substring(0, end)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return new LedgerReading.Newer(String.valueOf(e.getMessage()));
        }
    }

    private static Ledger parse(String text) {
        List<String> fields = new ArrayList<>(List.of(text.split(" ", -1)));
        expect(fields.getFirst().equals(FORM), "form", fields.getFirst(), FORM);
        String generation = fields.size() > 1 ? fields.get(1) : "";
        expect(GENERATION.matcher(generation).matches(), "generation", generation, "g= and 1 to 15 digits");
        boolean differs = fields.size() > 2 && fields.get(2).startsWith(DIFFERS);
        Agreement agreement = differs
                ? new Agreement.Differing(Instant.parse(fields.get(2).substring(DIFFERS.length())))
                : new Agreement.Agreed();
        SortedMap<Region, EndpointState> states = new TreeMap<>();
        for (String field : fields.subList(differs ? 3 : 2, fields.size())) {
            int equals = field.indexOf('=');
            expect(equals > 0, "endpoint", field, "REGION=STATE,MOVER,SINCE");
            Region region = new Region(field.substring(0, equals));
            expect(!states.containsKey(region), "endpoint", field, "each region once");
            states.put(region, state(field.substring(equals + 1)));
        }
        return new Ledger(Long.parseLong(generation.substring(2)), states, agreement);
    }

    private static EndpointState state(String text) {
        String[] parts = text.split(",", -1);
        expect(parts.length == 3, "state", text, "STATE,MOVER,SINCE");
        Mover by = mover(parts[1]);
        Instant since = Instant.parse(parts[2]);
        return switch (parts[0]) {
            case "serving" -> new EndpointState.Serving(since, by);
            case "drained" -> new EndpointState.Drained(since, by);
            default -> {
                expect(RETURNING.matcher(parts[0]).matches(), "state", parts[0], "serving, drained or returning/STEP");
                yield new EndpointState.Returning(
                        Integer.parseInt(parts[0].substring("returning/".length())), since, by);
            }
        };
    }

    private static Mover mover(String text) {
        for (Mover mover : Mover.values()) {
            if (name(mover).equals(text)) {
                return mover;
            }
        }
        throw new IllegalArgumentException("mover '" + text + "': expected automatic, person or drill");
    }

    private static String name(Mover mover) {
        return mover.name().toLowerCase(Locale.ROOT);
    }

    private static void expect(boolean holds, String field, String found, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException(field + " '" + found + "': expected " + accepted);
        }
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
