package io.regent.ledger;

import io.regent.fleet.Region;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
 * Between the generation and the endpoints stands what is there of these, in this order: {@code differs=SINCE} while
 * the records differ from it and are left so; {@code arming=SINCE} before a fresh deployment acts;
 * {@code hold=BY,SINCE,LASTS}; {@code outage=REGION,SINCE,LASTS}; {@code repaired=REGION,AT};
 * {@code done=REQUEST,REQUEST,…}. What lasts does so for seconds, such as {@code 1800s}, and so does a drain with an
 * end: {@code eu-west-1=drained,person,2026-01-05T10:00:00Z,1800s}. People and requests are {@link Mark}s. Every
 * version of the form ends with this checksum, so that a whole text of another version is told from a torn one. The
 * checksum tells a torn or edited text from a whole one; it is no protection against somebody who can write to the
 * zone, who could move the traffic anyway.
 */
public final class LedgerText {
    private static final String FORM = "regent1";
    private static final String ANY_FORM = "regent";
    private static final String SUM = " sum=";
    private static final String DIFFERS = "differs";
    private static final String ARMING = "arming";
    private static final String HOLD = "hold";
    private static final String OUTAGE = "outage";
    private static final String REPAIRED = "repaired";
    private static final String DONE = "done";
    private static final Pattern RETURNING = Pattern.compile("returning/[0-9]{1,2}");
    private static final Pattern LASTS = Pattern.compile("[0-9]{1,6}s");

    /** So far from the end of a long that one more is always another generation. */
    private static final Pattern GENERATION = Pattern.compile("g=[0-9]{1,15}");

    private LedgerText() {}

    /** Writes a ledger; equal ledgers give equal texts. Times are cut to whole seconds. */
    public static String write(Ledger ledger) {
        StringJoiner text = new StringJoiner(" ");
        text.add(FORM).add("g=" + ledger.generation());
        if (ledger.agreement() instanceof Agreement.Differing differing) {
            text.add(field(DIFFERS, time(differing.since())));
        }
        Orders orders = ledger.orders();
        orders.arming().ifPresent(since -> text.add(field(ARMING, time(since))));
        orders.hold().ifPresent(hold -> text.add(field(HOLD, hold.by().hex(), span(hold.since(), hold.until()))));
        orders.outage()
                .ifPresent(outage ->
                        text.add(field(OUTAGE, outage.endpoint().id(), span(outage.since(), outage.until()))));
        orders.repair()
                .ifPresent(repair -> text.add(field(REPAIRED, repair.endpoint().id(), time(repair.at()))));
        if (!orders.done().isEmpty()) {
            text.add(field(DONE, orders.done().stream().map(Mark::hex).toArray(String[]::new)));
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
        String span =
                state instanceof EndpointState.Drained drained && drained.end().isPresent()
                        ? span(drained.since(), drained.end().get())
                        : time(state.since());
        return name + "," + name(state.by()) + "," + span;
    }

    private static String field(String name, String... parts) {
        return name + "=" + String.join(",", parts);
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String span(Instant since, Instant until) {
        Duration lasts = Duration.between(since.truncatedTo(ChronoUnit.SECONDS), until.truncatedTo(ChronoUnit.SECONDS));
        return time(since) + "," + lasts.toSeconds() + "s";
    }

    /** Reads what {@link #write} wrote; whatever else it is given, it answers with what that is. */
    public static LedgerReading read(String text) {
        if (!text.startsWith(ANY_FORM)) {
            return new LedgerReading.Foreign();
        }
        int end = text.lastIndexOf(SUM);
        if (end < 0 || !text.substring(end + SUM.length()).equals(sum(text.substring(0, end)))) {
            return new LedgerReading.Torn(
                    "the checksum does not match", remains(end < 0 ? text : text.substring(0, end)));
        }
        try {
            return new LedgerReading.Present(parse(text.substring(0, end)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return new LedgerReading.Newer(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Ledger> remains(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Ledger parse(String text) {
        List<String> fields = new ArrayList<>(List.of(text.split(" ", -1)));
        expect(fields.getFirst().equals(FORM), "form", fields.getFirst(), FORM);
        String generation = fields.size() > 1 ? fields.get(1) : "";
        expect(GENERATION.matcher(generation).matches(), "generation", generation, "g= and 1 to 15 digits");
        Agreement agreement = new Agreement.Agreed();
        Orders orders = Orders.none();
        SortedMap<Region, EndpointState> states = new TreeMap<>();
        Set<String> names = new HashSet<>();
        for (String field : fields.subList(2, fields.size())) {
            int equals = field.indexOf('=');
            expect(equals > 0, "field", field, "NAME=VALUE");
            String name = field.substring(0, equals);
            String value = field.substring(equals + 1);
            expect(names.add(name), "field", field, "each name once");
            switch (name) {
                case DIFFERS -> agreement = new Agreement.Differing(Instant.parse(value));
                case ARMING -> orders = orders.withArming(Optional.of(Instant.parse(value)));
                case HOLD -> orders = orders.withHold(Optional.of(hold(value)));
                case OUTAGE -> orders = orders.withOutage(Optional.of(outage(value)));
                case REPAIRED -> orders = orders.withRepair(repair(value));
                case DONE -> {
                    for (String mark : value.split(",", -1)) {
                        orders = orders.withDone(new Mark(mark));
                    }
                }
                default -> states.put(new Region(name), state(value));
            }
        }
        return new Ledger(Long.parseLong(generation.substring(2)), states, agreement, orders);
    }

    private static Orders.Hold hold(String text) {
        String[] parts = parts(HOLD, text, "BY,SINCE,LASTS", 3);
        Instant since = Instant.parse(parts[1]);
        return new Orders.Hold(new Mark(parts[0]), since, since.plus(lasts(parts[2])));
    }

    private static Orders.Outage outage(String text) {
        String[] parts = parts(OUTAGE, text, "REGION,SINCE,LASTS", 3);
        Instant since = Instant.parse(parts[1]);
        return new Orders.Outage(new Region(parts[0]), since, since.plus(lasts(parts[2])));
    }

    private static Orders.Repair repair(String text) {
        String[] parts = parts(REPAIRED, text, "REGION,AT", 2);
        return new Orders.Repair(new Region(parts[0]), Instant.parse(parts[1]));
    }

    private static String[] parts(String field, String text, String accepted, int count) {
        String[] parts = text.split(",", -1);
        expect(parts.length == count, field, text, accepted);
        return parts;
    }

    private static Duration lasts(String text) {
        expect(LASTS.matcher(text).matches(), "duration", text, "1 to 6 digits and s");
        return Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
    }

    private static EndpointState state(String text) {
        String[] parts = text.split(",", -1);
        boolean ends = parts.length == 4 && parts[0].equals("drained");
        expect(parts.length == 3 || ends, "state", text, "STATE,MOVER,SINCE, or drained,MOVER,SINCE,LASTS");
        Mover by = mover(parts[1]);
        Instant since = Instant.parse(parts[2]);
        return switch (parts[0]) {
            case "serving" -> new EndpointState.Serving(since, by);
            case "drained" ->
                new EndpointState.Drained(
                        since, by, ends ? Optional.of(since.plus(lasts(parts[3]))) : Optional.empty());
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
