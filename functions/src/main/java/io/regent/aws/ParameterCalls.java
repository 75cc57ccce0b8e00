package io.regent.aws;

import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.JsonObject;
import io.regent.json.JsonPlace;
import java.time.Duration;

/** Reads parameters of Systems Manager (Systems Manager API Reference, "GetParameter"). */
public final class ParameterCalls {
    private static final int MOST_NAME_CHARS = 2_048;

    private final SignedCalls calls;

    public ParameterCalls(SignedCalls calls) {
        this.calls = calls;
    }

    /**
     * Gives the parameter's value, decrypted if it is a secure string.
     *
     * @param name the parameter's name, with a version or label after a colon if wanted
     * @param deadline up to {@link SignedCalls#LONGEST}
     */
    public Answer<String> value(Region region, String name, Duration deadline) {
        if (name.isBlank() || name.length() > MOST_NAME_CHARS) {
            throw new IllegalArgumentException(
                    "parameter of " + name.length() + " characters: expected a name of 1 to " + MOST_NAME_CHARS);
        }
        var body = JsonObject.builder()
                .with("Name", name)
                .with("WithDecryption", true)
                .build();
        return calls.call(SignedRequest.json11(AwsApi.SSM, region, "AmazonSSM.GetParameter", body), deadline)
                .then(HttpAnswer::unlessRefused)
                .then(HttpAnswer::json)
                .then(answer -> valueIn(answer, region));
    }

    private static Answer<String> valueIn(JsonPlace answer, Region region) {
        try {
            return new Answer.Given<>(answer.field("Parameter").field("Value").text());
        } catch (BadJson e) {
            return new Answer.Failed<>(Trouble.NONSENSE, "ssm in " + region + ": " + e.getMessage());
        }
    }
}
