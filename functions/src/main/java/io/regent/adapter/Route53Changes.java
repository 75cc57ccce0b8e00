package io.regent.adapter;

import io.regent.lever.ChangeProgress;
import io.regent.lever.Changes;
import java.time.Duration;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeInfo;

/** The way of a batch to the name servers, by Route 53's GetChange. */
public final class Route53Changes implements Changes {
    private final Route53Client client;

    public Route53Changes(Route53Client client) {
        this.client = client;
    }

    @Override
    public ChangeProgress of(String changeId, Duration within) {
        return SdkCall.make(
                within,
                () -> client.getChange(request -> request.id(changeId)),
                answer -> progress(Needed.part(answer.changeInfo(), "a change")),
                failure -> new ChangeProgress.Unknown(failure.why()));
    }

    private static ChangeProgress progress(ChangeInfo change) {
        return switch (Needed.part(change.status(), "a change's status")) {
            case INSYNC -> new ChangeProgress.InSync();
            case PENDING -> new ChangeProgress.Pending();
            case UNKNOWN_TO_SDK_VERSION -> new ChangeProgress.Unknown("it is " + change.statusAsString());
        };
    }
}
