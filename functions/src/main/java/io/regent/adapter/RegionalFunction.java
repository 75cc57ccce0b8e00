package io.regent.adapter;

import io.regent.aws.Answer;
import io.regent.aws.FunctionName;
import io.regent.aws.LambdaCalls;
import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.JsonObject;
import io.regent.json.JsonPlace;
import io.regent.preflight.Learned;
import io.regent.report.Brief;
import java.time.Duration;

/** A function of the same name in every region, of which something is learned. */
record RegionalFunction(LambdaCalls calls, FunctionName name) {
    /** Reads an answer; what is not as it has to be is nonsense. */
    interface Reading<T> {
        Learned<T> read(JsonPlace answer) throws BadJson;
    }

    <T> Learned<T> ask(Region region, JsonObject question, Duration within, Reading<T> reading) {
        return switch (calls.invoke(region, name, question, within)) {
            case Answer.Given<JsonPlace> given -> read(given.value(), reading);
            case Answer.Failed<JsonPlace> failed ->
                new Learned.Unknown<>(Brief.of(failed.trouble() + ": " + failed.detail()));
        };
    }

    private static <T> Learned<T> read(JsonPlace answer, Reading<T> reading) {
        try {
            return reading.read(answer);
        } catch (BadJson e) {
            return new Learned.Unknown<>(Brief.of("it answered nonsense: " + e.getMessage()));
        }
    }
}
