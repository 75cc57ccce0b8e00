package io.regent.adapter;

import io.regent.aws.FunctionName;
import io.regent.aws.LambdaCalls;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.BadJson;
import io.regent.json.JsonObject;
import io.regent.json.JsonPlace;
import io.regent.preflight.Controllers;
import io.regent.preflight.Learned;
import io.regent.preflight.Trial;
import io.regent.preflight.Version;
import io.regent.preflight.Versions;
import io.regent.report.Brief;
import io.regent.report.VerdictJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The controllers, as Lambda functions of one name in every region. */
public final class LambdaControllers implements Controllers, Versions {
    private static final int MOST_STEPS = 20;
    private static final int MOST_OPINIONS = 100;

    private final RegionalFunction failover;

    /** @param failover FailoverFunction, of the same name in every region */
    public LambdaControllers(LambdaCalls calls, FunctionName failover) {
        this.failover = new RegionalFunction(calls, failover);
    }

    @Override
    public Learned<Trial> ask(Service service, Region region, Duration within) {
        JsonObject question = JsonObject.builder()
                .with("ask", "preflight")
                .with("service", service.name().value())
                .build();
        return failover.ask(region, question, within, answer -> trial(service, region, answer));
    }

    @Override
    public Learned<Version> of(Region region, Duration within) {
        return failover.ask(
                region, JsonObject.builder().with("ask", "version").build(), within, answer -> version(region, answer));
    }

    private static Learned<Version> version(Region region, JsonPlace answer) throws BadJson {
        if (answer.find("refused").isPresent()) {
            return refusal(answer);
        }
        answer.field("region").exactly(region.id());
        return new Learned.Known<>(new Version(
                Brief.of(answer.field("code").text()),
                Brief.of(answer.field("fleet").text())));
    }

    private static <T> Learned<T> refusal(JsonPlace answer) throws BadJson {
        return new Learned.Unknown<>(
                Brief.of("it refused: " + answer.field("refused").text()));
    }

    private static Learned<Trial> trial(Service service, Region region, JsonPlace answer) throws BadJson {
        if (answer.find("refused").isPresent()) {
            return refusal(answer);
        }
        answer.field("service").exactly(service.name().value());
        answer.field("region").exactly(region.id());
        List<Trial.Step> steps = new ArrayList<>();
        for (JsonPlace step : answer.field("steps").elements(MOST_STEPS)) {
            steps.add(new Trial.Step(
                    Brief.of(step.field("step").text()),
                    came(step.field("came")),
                    Brief.of(step.field("what").text())));
        }
        List<Trial.Abstained> abstained = new ArrayList<>();
        for (JsonPlace opinion : answer.field("opinions").elements(MOST_OPINIONS)) {
            if (opinion.find("abstained").isPresent()) {
                abstained.add(new Trial.Abstained(
                        VerdictJson.region(opinion.field("vantage")),
                        Brief.of(opinion.field("abstained").text())));
            }
        }
        return new Learned.Known<>(new Trial(
                region,
                Brief.of(answer.field("code").text()),
                Brief.of(answer.field("fleet").text()),
                answer.field("ledger").text(),
                steps,
                abstained,
                VerdictJson.read(answer)));
    }

    private static Trial.Came came(JsonPlace place) throws BadJson {
        for (Trial.Came came : Trial.Came.values()) {
            if (came.name().toLowerCase(Locale.ROOT).equals(place.text())) {
                return came;
            }
        }
        throw place.expected("well, busy or broken");
    }
}
