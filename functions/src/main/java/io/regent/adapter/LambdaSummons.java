package io.regent.adapter;

import io.regent.aws.Answer;
import io.regent.aws.FunctionName;
import io.regent.aws.LambdaCalls;
import io.regent.control.Summons;
import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import io.regent.json.JsonObject;
import io.regent.json.JsonPlace;
import java.time.Duration;

/** Invokes the failover function of a region, as a person would. */
public final class LambdaSummons implements Summons {
    private final LambdaCalls calls;
    private final FunctionName failover;

    /** @param failover the failover function, named alike in every region */
    public LambdaSummons(LambdaCalls calls, FunctionName failover) {
        this.calls = calls;
        this.failover = failover;
    }

    @Override
    public Woken run(Region region, DnsName service) {
        JsonObject payload = JsonObject.builder()
                .with("by", "hand")
                .with("service", service.value())
                .build();
        return switch (calls.invoke(region, failover, payload, Duration.ofSeconds(SECONDS))) {
            case Answer.Given<JsonPlace> given ->
                given.value().value() instanceof JsonObject answer
                                && answer.get("runs").isPresent()
                        ? new Woken.Ran()
                        : new Woken.Silent("it refused");
            case Answer.Failed<JsonPlace> failed -> new Woken.Silent(failed.trouble() + ": " + failed.detail());
        };
    }
}
