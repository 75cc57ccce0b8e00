package io.regent.adapter;

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
import java.util.List;

/** The preflights of other regions, by the functions of one name that look at each. */
public final class LambdaRegions implements OtherRegions {
    private static final int MOST_CHECKS = 1_000;

    /** More than a ledger has (Route 53 Developer Guide, "Supported DNS record types", TXT). */
    private static final int LONGEST_LEDGER = 4_000;

    private final RegionalFunction look;

    /** @param look LookFunction, of the same name in every region */
    public LambdaRegions(LambdaCalls calls, FunctionName look) {
        this.look = new RegionalFunction(calls, look);
    }

    @Override
    public Learned<Part> ask(Service service, Region region, Duration within) {
        JsonObject request = JsonObject.builder()
                .with("action", "preflight")
                .with("service", service.name().value())
                .with("scope", "region")
                .build();
        return look.ask(region, request, within, report -> part(region, report));
    }

    private static Learned<Part> part(Region region, JsonPlace report) throws BadJson {
        if (report.find("regions").isEmpty() || report.find("checks").isEmpty()) {
            return new Learned.Unknown<>(Brief.of("it made no preflight: "
                    + report.find("text").orElse(report.field("outcome")).text()));
        }
        List<JsonPlace> regions = report.field("regions").elements(1);
        if (regions.isEmpty() || !regions.getFirst().field("region").text().equals(region.id())) {
            throw report.field("regions").expected("the region " + region);
        }
        JsonPlace own = regions.getFirst();
        List<Check> checks = new ArrayList<>();
        for (JsonPlace check : report.field("checks").elements(MOST_CHECKS)) {
            checks.add(check(check));
        }
        return new Learned.Known<>(new Part(
                region,
                Brief.of(own.field("code").text()),
                Brief.of(own.field("fleet").text()),
                own.field("ledger").text(LONGEST_LEDGER),
                checks));
    }

    private static Check check(JsonPlace check) throws BadJson {
        return new Check(
                Brief.of(check.field("where").text()),
                Brief.of(check.field("check").text()),
                check.field("result").oneOf(Check.Result.values()),
                Brief.of(check.field("why").text()),
                Brief.of(check.field("advice").text()));
    }
}
