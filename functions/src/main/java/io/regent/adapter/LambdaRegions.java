package io.regent.adapter;

import io.regent.aws.Answer;
import io.regent.aws.FunctionName;
import io.regent.aws.LambdaCalls;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.BadJson;
import io.regent.json.JsonObject;
import io.regent.json.JsonPlace;
import io.regent.preflight.Check;
import io.regent.preflight.Learned;
import io.regent.preflight.OtherRegions;
import io.regent.preflight.Part;
import io.regent.report.Brief;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The preflights of other regions, by the functions of one name that look at each. */
public final class LambdaRegions implements OtherRegions {
    private static final int MOST_CHECKS = 1_000;

    /** More than a ledger has (Route 53 Developer Guide, "Supported DNS record types", TXT). */
    private static final int LONGEST_LEDGER = 4_000;

    private final LambdaCalls calls;
    private final FunctionName look;

    /** @param look LookFunction, of the same name in every region */
    public LambdaRegions(LambdaCalls calls, FunctionName look) {
        this.calls = calls;
        this.look = look;
    }

    @Override
    public Learned<Part> ask(Service service, Region region, Duration within) {
        JsonObject request = JsonObject.builder()
                .with("action", "preflight")
                .with("service", service.name().value())
                .with("scope", "region")
                .build();
        return switch (calls.invoke(region, look, request, within)) {
            case Answer.Given<JsonPlace> given -> part(region, given.value());
            case Answer.Failed<JsonPlace> failed ->
                new Learned.Unknown<>(Brief.of(failed.trouble() + ": " + failed.detail()));
        };
    }

    private static Learned<Part> part(Region region, JsonPlace report) {
        try {
            if (report.find("regions").isEmpty() || report.find("checks").isEmpty()) {
                return new Learned.Unknown<>(Brief.of("it made no preflight: "
                        + report.find("text").orElse(report.field("outcome")).text()));
            }
            List<JsonPlace> regions = LambdaControllers.atMost(report.field("regions"), 1);
            if (regions.isEmpty() || !regions.getFirst().field("region").text().equals(region.id())) {
                throw report.field("regions").expected("the region " + region);
            }
            JsonPlace own = regions.getFirst();
            String ledger = own.field("ledger").text();
            if (ledger.length() > LONGEST_LEDGER) {
                throw own.field("ledger").expected("at most " + LONGEST_LEDGER + " characters");
            }
            List<Check> checks = new ArrayList<>();
            for (JsonPlace check : LambdaControllers.atMost(report.field("checks"), MOST_CHECKS)) {
                checks.add(check(check));
            }
            return new Learned.Known<>(new Part(
                    region,
                    Brief.of(own.field("code").text()),
                    Brief.of(own.field("fleet").text()),
                    ledger,
                    checks));
        } catch (BadJson e) {
            return new Learned.Unknown<>(Brief.of("it answered nonsense: " + e.getMessage()));
        }
    }

    private static Check check(JsonPlace check) throws BadJson {
        return new Check(
                Brief.of(check.field("where").text()),
                Brief.of(check.field("check").text()),
                result(check.field("result")),
                Brief.of(check.field("why").text()),
                Brief.of(check.field("advice").text()));
    }

    private static Check.Result result(JsonPlace place) throws BadJson {
        for (Check.Result result : Check.Result.values()) {
            if (result.name().equals(place.text())) {
                return result;
            }
        }
        throw place.expected("one of " + Arrays.toString(Check.Result.values()));
    }
}
