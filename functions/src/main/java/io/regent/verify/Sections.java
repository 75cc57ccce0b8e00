package io.regent.verify;

import io.regent.drill.Section;
import io.regent.drill.Table;
import io.regent.drill.Wrapped;
import io.regent.fleet.Region;
import io.regent.json.JsonArray;
import io.regent.json.JsonNumber;
import io.regent.json.JsonObject;
import io.regent.json.JsonValue;
import io.regent.verify.Lane.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A survey's parts of the report. */
final class Sections {
    /** A share of everything. */
    private static final int LONGEST_BAR = 20;

    private Sections() {}

    static Section problems(List<String> problems) {
        return new Section(
                "problems",
                "What is not as it should be",
                JsonArray.ofTexts(problems),
                problems.stream().flatMap(text -> Wrapped.item(text).stream()).toList());
    }

    static Section servers(Survey survey) {
        JsonObject facts = JsonObject.builder()
                .with("zone", survey.zone().value())
                .with("ipv6", survey.ipv6().label())
                .with("asked", lanes(survey, survey.authoritative()))
                .build();
        List<String> lines = new ArrayList<>(lines(survey, survey.authoritative()));
        switch (survey.ipv6()) {
            case NONE -> lines.add("They have no IPv6 addresses.");
            case REACHED -> {}
            case OUT_OF_REACH -> lines.add("IPv6 cannot be reached from here: nothing is said about answers over it.");
        }
        return new Section("servers", "Authoritative name servers of " + survey.zone(), facts, lines);
    }

    static Section resolvers(Survey survey) {
        return new Section(
                "resolvers",
                "Resolvers, which answer from memory until a TTL is over",
                lanes(survey, survey.resolvers()),
                lines(survey, survey.resolvers()));
    }

    private static JsonValue lanes(Survey survey, List<Lane.Result> lanes) {
        return JsonArray.of(lanes.stream().map(lane -> facts(survey, lane)).toList());
    }

    private static JsonObject facts(Survey survey, Lane.Result lane) {
        JsonObject.Builder regions = JsonObject.builder();
        survey.counts(Stream.of(lane)).forEach((region, count) -> regions.with(region.id(), count));
        JsonObject.Builder facts = JsonObject.builder()
                .with("name", lane.server().name())
                .with("address", lane.server().address())
                .with("protocol", lane.protocol().name())
                .with("wanted", lane.wanted())
                .with("asked", lane.replies().size())
                .with("answered", lane.given().size())
                .with("regions", regions.build());
        if (!lane.given().isEmpty()) {
            facts.with("medianMillis", JsonNumber.of(medianMicros(lane) / 1_000.0));
        }
        lane.failed().stream()
                .map(Reply.Failed::why)
                .distinct()
                .sorted()
                .reduce((a, b) -> a + "; " + b)
                .ifPresent(why -> facts.with("trouble", why));
        return facts.build();
    }

    private static List<String> lines(Survey survey, List<Lane.Result> lanes) {
        Table table = new Table();
        String name = "";
        String address = "";
        for (Lane.Result lane : lanes) {
            boolean sameName = lane.server().name().equals(name);
            boolean sameAddress = sameName && lane.server().address().equals(address);
            name = lane.server().name();
            address = lane.server().address();
            if (!sameName) {
                table.row(name);
            }
            table.row(
                    "  " + (sameAddress ? "" : address),
                    lane.protocol().name(),
                    lane.given().size() + " of " + lane.wanted(),
                    lane.given().isEmpty() ? "" : millis(medianMicros(lane)),
                    lane.given().isEmpty() ? trouble(lane) : regions(survey.counts(Stream.of(lane))));
        }
        return table.lines();
    }

    private static String trouble(Lane.Result lane) {
        return lane.failed().isEmpty() ? "not asked" : lane.failed().getLast().why();
    }

    private static String regions(SortedMap<Region, Integer> counts) {
        return counts.isEmpty()
                ? "no region that can be told"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / 1_000.0);
    }

    private static long medianMicros(Lane.Result lane) {
        List<Long> sorted =
                lane.given().stream().map(Reply.Gave::micros).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    static Section shares(Survey survey, List<Share> shares) {
        JsonObject.Builder regions = JsonObject.builder();
        Table table = new Table();
        for (Share share : shares) {
            regions.with(share.region().id(), facts(share));
            table.row(
                    share.region().id(),
                    share.answers() + " of " + share.of(),
                    percent(share.share()),
                    "(" + percent(share.interval().low()) + " to "
                            + percent(share.interval().high()) + ")",
                    share.expected()
                            .map(expected -> "expected " + percent(expected))
                            .orElse(""),
                    "█".repeat(Math.toIntExact(Math.round(share.share() * LONGEST_BAR))));
        }
        List<String> lines = new ArrayList<>(table.lines());
        remark(lines, shares, Share.Fit.EDGE, "not what is expected, as chance makes it once in 20 times: ask again.");
        remark(lines, shares, Share.Fit.BEYOND, "not what is expected, and beyond chance.");
        if (!survey.ttls().isEmpty()) {
            lines.add("TTL " + survey.ttls().stream().map(ttl -> ttl + " s").collect(Collectors.joining(", ")));
        }
        JsonObject facts = JsonObject.builder()
                .with("confidence", JsonNumber.of(0.95))
                .with("regions", regions.build())
                .with(
                        "ttlSeconds",
                        JsonArray.of(survey.ttls().stream().map(JsonNumber::of).toList()))
                .build();
        return new Section("shares", "Share of their answers by region, with 95 % confidence", facts, lines);
    }

    private static JsonObject facts(Share share) {
        JsonObject.Builder facts = JsonObject.builder()
                .with("answers", share.answers())
                .with("of", share.of())
                .with("share", number(share.share()))
                .with("low", number(share.interval().low()))
                .with("high", number(share.interval().high()));
        share.expected()
                .ifPresent(expected -> facts.with("expected", number(expected))
                        .with("fit", share.fit().label()));
        return facts.build();
    }

    private static void remark(List<String> lines, List<Share> shares, Share.Fit fit, String what) {
        String regions = shares.stream()
                .filter(share -> share.fit() == fit)
                .map(share -> share.region().id())
                .collect(Collectors.joining(", "));
        if (!regions.isEmpty()) {
            lines.addAll(Wrapped.lines(regions + ": " + what));
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static JsonNumber number(double share) {
        return JsonNumber.of(Math.round(share * 10_000) / 10_000.0);
    }
}
