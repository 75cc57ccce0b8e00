package io.regent.handler;

import io.regent.fleet.DnsName;
import io.regent.json.JsonObject;
import io.regent.report.Log;
import java.time.Instant;

/** The answer to an invocation that nothing is done for. No error: an error would only be tried again. */
final class Refused {
    private Refused() {}

    static JsonObject log(Log log, Instant now, String why) {
        JsonObject answer = JsonObject.builder().with("refused", why).build();
        log.write(Log.Level.WARN, now, "Invocation refused", answer);
        return answer;
    }

    static JsonObject notInTheFleet(Log log, Instant now, DnsName service) {
        return log(log, now, "service " + service + ": not in the fleet's document");
    }
}
