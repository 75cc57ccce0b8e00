package io.regent.verify;

import io.regent.drill.Section;
import io.regent.drill.Table;
import io.regent.drill.Wrapped;
import io.regent.fleet.DnsName;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a change has come to the authoritative name servers.
 *
 * @param servers each that was watched, by name; none where none could be found
 * @param problem why none could be found; empty otherwise
 */
public record Watch(List<Watched> servers, Optional<String> problem) {
    public Watch {
        servers = List.copyOf(servers);
    }

    /**
     * A name server and what it did.
     *
     * @param address the one that it was asked at
     */
    public record Watched(DnsName name, String address, Stand stand) {}

    /** What a name server answered last. */
    public sealed interface Stand {
        /** The new way, from this time on. */
        record Turned(Instant at) implements Stand {}

        /** The old way, as of the deadline. */
        record Old(String what) implements Stand {}

        /** Nothing that could be used, as of the deadline. */
        record Mute(String why) implements Stand {}
    }

    /** Whether every name server answers the new way. */
    public boolean complete() {
        return !servers.isEmpty() && servers.stream().allMatch(one -> one.stand() instanceof Stand.Turned);
    }

    /** When the first name server answered the new way; empty while none does. */
    public Optional<Instant> first() {
        return turned().min(Comparator.naturalOrder());
    }

    /** When the last name server answered the new way; empty while one does not. */
    public Optional<Instant> last() {
        return complete() ? turned().max(Comparator.naturalOrder()) : Optional.empty();
    }

    private Stream<Instant> turned() {
        return servers.stream()
                .flatMap(one -> one.stand() instanceof Stand.Turned turned ? Stream.of(turned.at()) : Stream.empty());
    }

    /** For the report: {@code propagation}, who answers which way since when. */
    public Section section() {
        List<JsonValue> facts = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        Table table = new Table();
        for (Watched one : servers) {
            JsonObject.Builder fact =
                    JsonObject.builder().with("name", one.name().value()).with("address", one.address());
            switch (one.stand()) {
                case Stand.Turned turned -> {
                    fact.with("answers", "new").with("since", turned.at().toString());
                    table.row(
                            one.name().value(),
                            one.address(),
                            "new since " + turned.at().truncatedTo(ChronoUnit.SECONDS));
                }
                case Stand.Old old -> {
                    fact.with("answers", "old").with("detail", old.what());
                    table.row(one.name().value(), one.address(), "old: " + old.what());
                }
                case Stand.Mute mute -> {
                    fact.with("answers", "nothing").with("detail", mute.why());
                    table.row(one.name().value(), one.address(), "no answer: " + mute.why());
                }
            }
            facts.add(fact.build());
        }
        lines.addAll(table.lines());
        problem.ifPresent(text -> lines.addAll(Wrapped.lines(text)));
        JsonObject.Builder all =
                JsonObject.builder().with("complete", complete()).with("servers", JsonArray.of(facts));
        problem.ifPresent(text -> all.with("problem", text));
        return new Section("propagation", "Authoritative name servers", all.build(), lines);
    }
}
