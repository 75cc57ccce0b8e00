package io.regent.desk;

import io.regent.drill.Action;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.JsonArray;
import io.regent.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands that a report on an acting request gives to whoever reads it. */
final class NextSteps {
    private final Request.Asked asked;
    private final Service service;
    private final Instruments.Functions functions;
    private final Region home;

    /** @param home the region that is asked */
    NextSteps(Request.Asked asked, Instruments.Functions functions, Region home) {
        this.asked = asked;
        this.service = asked.service();
        this.functions = functions;
        this.home = home;
    }

    /** How to undo it now: an outage or an evacuation by giving the endpoint back, and so on. */
    Optional<Section> undo() {
        Optional<Action> undoing =
                switch (asked.request().action()) {
                    case EVACUATE, OUTAGE -> Optional.of(Action.RESTORE);
                    case RESTORE -> Optional.of(Action.EVACUATE);
                    case HOLD -> Optional.of(Action.RELEASE);
                    case RELEASE -> Optional.of(Action.HOLD);
                    case STATUS, PREVIEW, VERIFY, PREFLIGHT, REPLAY, REPAIR, RETIRE -> Optional.empty();
                };
        return undoing.map(action -> {
            JsonObject.Builder payload = payload(action);
            asked.request().actsOn().ifPresent(region -> payload.with("region", region.id()));
            if (asked.request().span().isEmpty()) {
                payload.with("for", "1h");
            }
            return Sections.command(
                    "undo", "How to undo it now", command(functions.act(), payload.with("by", asked.by())));
        });
    }

    /** What a retirement needs to last. */
    Optional<Section> stopping() {
        if (!(asked.request() instanceof Request.Retire)) {
            return Optional.empty();
        }
        Command again = command(functions.act(), payload(Action.RETIRE).with("by", asked.by()));
        return Optional.of(Sections.stopping(functions.controller(), List.copyOf(service.vantages()), again));
    }

    private JsonObject.Builder payload(Action action) {
        return JsonObject.builder()
                .with("action", action.label())
                .with("service", service.name().value());
    }

    private Command command(String function, JsonObject.Builder payload) {
        return new Command(function, home, payload.build());
    }

    private static Section rest(Command command) {
        return Sections.command("rest", "How to ask for the rest", command);
    }

    /** How to see what becomes of it. */
    Section looking() {
        Action action = asked.request() instanceof Request.Repair || asked.request() instanceof Request.Outage
                ? Action.STATUS
                : Action.VERIFY;
        return rest(command(functions.look(), payload(action)));
    }

    /** The same request again: by its id it acts once. */
    Section repeated() {
        JsonObject.Builder payload = payload(asked.request().action());
        asked.request().actsOn().ifPresent(region -> payload.with("region", region.id()));
        asked.request().span().ifPresent(span -> payload.with("for", Words.span(span)));
        if (asked.request() instanceof Request.Repair repair) {
            payload.with("means", repair.means().name().toLowerCase(Locale.ROOT));
        }
        payload.with("id", asked.id()).with("by", asked.by());
        if (!asked.force().isEmpty()) {
            payload.with(
                    "force",
                    JsonArray.ofTexts(asked.force().stream()
                            .sorted()
                            .map(Overriding::label)
                            .toList()));
        }
        return rest(command(functions.act(), payload));
    }
}
