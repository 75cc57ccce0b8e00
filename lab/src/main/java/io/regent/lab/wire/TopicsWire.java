package io.regent.lab.wire;

import io.regent.fleet.Region;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.sns.Topics;
import java.util.Map;

/** SNS on the wire (API model {@code sns} 2010-03-31). */
public final class TopicsWire {
    private final Regional<Topics> twins;

    private TopicsWire(Regional<Topics> twins) {
        this.twins = twins;
    }

    /** The service in front of its twins, one for each region. */
    public static WireProtocol over(Map<Region, Topics> twins) {
        TopicsWire wire = new TopicsWire(new Regional<>("sns", twins));
        return new QueryRpc(
                "sns",
                QueryRpc.Dialect.QUERY,
                "http://sns.amazonaws.com/doc/2010-03-31/",
                Map.of("CreateTopic", wire::create, "ListTopics", wire::list, "Publish", wire::publish));
    }

    private Xml create(WireRequest request, QueryRpc.Parameters parameters) {
        parameters.only("Name");
        return Xml.text(
                "TopicArn", twins.of(request).create(parameters.text("Name")).toString());
    }

    private Xml list(WireRequest request, QueryRpc.Parameters parameters) {
        parameters.only("NextToken");
        return Xml.element(
                "Topics",
                Xml.all(twins.of(request).topics().stream()
                        .map(arn -> Xml.element("member", Xml.text("TopicArn", arn.toString())))
                        .toList()));
    }

    private Xml publish(WireRequest request, QueryRpc.Parameters parameters) {
        parameters.only("TopicArn", "TargetArn", "Message", "Subject");
        String arn = parameters.textOr("TopicArn", parameters.textOr("TargetArn", ""));
        Arn topic;
        try {
            topic = Arn.parse(arn);
        } catch (IllegalArgumentException e) {
            throw new TwinError("InvalidParameter", 400, "Invalid parameter: TopicArn Reason: " + e.getMessage());
        }
        String id =
                twins.of(request).publish(topic, parameters.textOr("Subject", ""), parameters.textOr("Message", ""));
        return Xml.text("MessageId", id);
    }
}
