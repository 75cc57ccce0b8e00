package io.regent.lab.drills;

import io.regent.drill.Outcome;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonObject;
import io.regent.json.JsonPlace;
import io.regent.json.JsonText;
import java.util.Optional;
import java.util.stream.Stream;

/** What a function answered to a request. */
public record Report(JsonObject facts) {
    /** For a person; where the answer has no text, the whole of it. */
    public String text() {
        return facts.get("text")
                .filter(JsonText.class::isInstance)
                .map(text -> ((JsonText) text).value())
                .orElseGet(() -> Json.write(facts));
    }

    /** What the request came to; empty where the answer does not say. */
    public Optional<Outcome> outcome() {
        return facts.get("outcome")
                .flatMap(said -> Stream.of(Outcome.values())
                        .filter(outcome -> said.equals(new JsonText(outcome.label())))
                        .findFirst());
    }

    /** Whether it came to this. */
    public boolean is(Outcome outcome) {
        return outcome().filter(outcome::equals).isPresent();
    }

    /** Whether what was asked for is so, or comes about without the one who asked. */
    public boolean isWell() {
        return outcome()
                .filter(outcome -> switch (outcome) {
                    case DONE, UNNEEDED, UNDER_WAY -> true;
                    case UNWELL, REFUSED, FAILED -> false;
                })
                .isPresent();
    }

    /** A field, for who knows what it holds. */
    public Optional<JsonPlace> find(String name) throws BadJson {
        return JsonPlace.top(facts).find(name);
    }
}
