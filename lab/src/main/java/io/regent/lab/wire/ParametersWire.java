package io.regent.lab.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.fleet.Region;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.ssm.Parameter;
import io.regent.lab.twin.ssm.ParameterStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameter store on the wire (API model {@code ssm} 2014-11-06). */
public final class ParametersWire {
    private final Regional<ParameterStore> stores;

    private ParametersWire(Regional<ParameterStore> stores) {
        this.stores = stores;
    }

    /** The service in front of its twins, one for each region. */
    public static WireProtocol over(Map<Region, ParameterStore> stores) {
        ParametersWire wire = new ParametersWire(new Regional<>("ssm", stores));
        return new JsonRpc(
                "ssm",
                Map.of(
                        "PutParameter", new JsonRpc.Served(wire::put, wire::putting),
                        "GetParameter", new JsonRpc.Served(wire::get, wire::getting)));
    }

    private List<Act> putting(WireRequest request, JsonBody body) {
        return List.of(Act.of("ssm:PutParameter", arn(request, body))
                .with("ssm:Overwrite", Boolean.toString(body.flag("Overwrite"))));
    }

    private List<Act> getting(WireRequest request, JsonBody body) {
        return List.of(Act.of("ssm:GetParameter", arn(request, body)));
    }

    private String arn(WireRequest request, JsonBody body) {
        return stores.of(request).arn(body.text("Name")).toString();
    }

    private ObjectNode put(WireRequest request, JsonBody body) {
        body.only("Name", "Value", "Type", "Overwrite", "Tier", "Description", "DataType", "KeyId");
        String tier = body.textOr("Tier", "Standard");
        if (!tier.matches("Standard|Advanced|Intelligent-Tiering")) {
            throw JsonBody.invalid("Tier '" + tier + "': expected Standard, Advanced or Intelligent-Tiering");
        }
        boolean large = body.text("Value").getBytes(StandardCharsets.UTF_8).length > ParameterStore.MOST_STANDARD_BYTES;
        long version = stores.of(request)
                .put(
                        body.text("Name"),
                        type(body),
                        body.text("Value"),
                        body.flag("Overwrite"),
                        !tier.equals("Standard"));
        return JsonRpc.object()
                .put("Version", version)
                .put("Tier", large || tier.equals("Advanced") ? "Advanced" : "Standard");
    }

    private static Optional<Parameter.Type> type(JsonBody body) {
        if (!body.has("Type")) {
            return Optional.empty();
        }
        String type = body.text("Type");
        return switch (type) {
            case "String" -> Optional.of(Parameter.Type.String);
            case "StringList" -> Optional.of(Parameter.Type.StringList);
            case "SecureString" -> Optional.of(Parameter.Type.SecureString);
            default -> throw JsonBody.invalid("Type '" + type + "': expected String, StringList or SecureString");
        };
    }

    private ObjectNode get(WireRequest request, JsonBody body) {
        String selector = body.text("Name");
        Parameter parameter = stores.of(request).get(selector, body.flag("WithDecryption"));
        ObjectNode answer = JsonRpc.object();
        ObjectNode node = answer.putObject("Parameter")
                .put("Name", parameter.name())
                .put("Type", parameter.type().name())
                .put("Value", parameter.value())
                .put("Version", parameter.version())
                .put("LastModifiedDate", parameter.lastModified().toEpochMilli() / 1000.0)
                .put("ARN", parameter.arn().toString())
                .put("DataType", "text");
        if (selector.matches("[^:]+:\\d+")) {
            node.put("Selector", selector.substring(selector.indexOf(':')));
        }
        return answer;
    }
}
