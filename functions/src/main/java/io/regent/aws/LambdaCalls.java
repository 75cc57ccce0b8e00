package io.regent.aws;

import io.regent.fleet.Region;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import io.regent.json.JsonValue;
import java.time.Duration;
import java.util.Map;

/** Calls functions and waits for what they answer (Lambda API Reference, "Invoke"). */
public final class LambdaCalls {
    private final SignedCalls calls;

    public LambdaCalls(SignedCalls calls) {
        this.calls = calls;
    }

    /**
     * Invokes the function and gives its answer. The call may be made twice: what is asked has to be harmless to ask
     * again. An exception inside the function, which comes with status 200, is {@link Trouble#FAILED_INSIDE}.
     *
     * @param deadline up to {@link SignedCalls#LONGEST}
     */
    public Answer<JsonPlace> invoke(Region region, FunctionName function, JsonValue payload, Duration deadline) {
        var request = new SignedRequest(
                AwsApi.LAMBDA,
                region,
                "/2015-03-31/functions/" + function.name() + "/invocations",
                Map.of("Qualifier", function.qualifier()),
                Map.of("Content-Type", "application/json", "X-Amz-Invocation-Type", "RequestResponse"),
                Json.write(payload));
        return calls.call(request, deadline).then(HttpAnswer::unlessRefused).then(answer -> {
            var broken = answer.header("X-Amz-Function-Error");
            if (broken.isPresent()) {
                var detail = "function " + function.name() + " in " + region + ": " + HttpAnswer.shortened(broken.get())
                        + ": " + HttpAnswer.shortened(answer.body());
                return new Answer.Failed<>(Trouble.FAILED_INSIDE, detail);
            }
            return answer.json();
        });
    }
}
