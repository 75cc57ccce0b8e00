package io.regent.lab.wire;

import io.regent.fleet.Region;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.sns.Topics;
import java.util.List;
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
                Map.of(
                        "CreateTopic", new QueryRpc.Served(wire::create, wire::creating),
                        "ListTopics",
                                new QueryRpc.Served(
                                        wire::list, (request, parameters) -> List.of(Act.of("SNS:ListTopics"))),
                        "Publish", new QueryRpc.Served(wire::publish, TopicsWire::publishing)));
    }

    private Xml create(WireRequest request, QueryRpc.Parameters parameters) {
        parameters.only("Name");
        return Xml.text(
                "TopicArn", twins.of(request).create(parameters.text("Name")).toString());
    }

    private List<Act> creating(WireRequest request, QueryRpc.Parameters parameters) {
        return List.of(Act.of(
                "SNS:CreateTopic",
                twins.of(request).arn(parameters.text("Name")).toString()));
    }

    /** SNS writes its own name in capitals when it asks. */
    private static List<Act> publishing(WireRequest request, QueryRpc.Parameters parameters) {
        return List.of(Act.of("SNS:Publish", topic(parameters).toString()));
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
        String id = twins.of(request)
                .publish(topic(parameters), parameters.textOr("Subject", ""), parameters.textOr("Message", ""));
        return Xml.text("MessageId", id);
    }

    private static Arn topic(QueryRpc.Parameters parameters) {
        String arn = parameters.textOr("TopicArn", parameters.textOr("TargetArn", ""));
        try {
            return Arn.parse(arn);
        } catch (IllegalArgumentException e) {
            throw new TwinError("InvalidParameter", 400, "Invalid parameter: TopicArn Reason: " + e.getMessage());
        }
    }
}
