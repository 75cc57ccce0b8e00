package io.regent.lab.wire;

import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A service that speaks "AWS Query" or "AWS EC2 Query" (Smithy): the operation and its parameters are a form, the
 * answer is XML.
 */
record QueryRpc(String signingName, Dialect dialect, String namespace, Map<String, Served> operations)
        implements WireProtocol {
    /** The two forms of answers. */
    enum Dialect {
        QUERY,
        EC2
    }

    /** One operation: answers with what stands inside its result. */
    @FunctionalInterface
    interface Call {
        Xml answer(WireRequest request, Parameters parameters);
    }

    /** What a call of an operation asks IAM for. */
    @FunctionalInterface
    interface Need {
        List<Act> of(WireRequest request, Parameters parameters);
    }

    /** An operation, with what it asks IAM for. */
    record Served(Call call, Need need) {}

    /** The members of a request, by their names in the form. */
    record Parameters(Map<String, List<String>> form) {
        String text(String name) {
            String text = textOr(name, "");
            if (text.isEmpty()) {
                throw new TwinError("MissingParameter", 400, "The request must contain the parameter " + name);
            }
            return text;
        }

        String textOr(String name, String otherwise) {
            List<String> values = form.getOrDefault(name, List.of());
            return values.isEmpty() ? otherwise : values.getFirst();
        }

        /** Refuses members that the twin would not honour. */
        void only(String... names) {
            List<String> known = List.of(names);
            for (String name : form.keySet()) {
                boolean protocol = name.equals("Action") || name.equals("Version");
                if (!protocol && known.stream().noneMatch(one -> name.equals(one) || name.startsWith(one + "."))) {
                    throw new TwinError("InvalidParameterValue", 400, "the twin does not have " + name);
                }
            }
        }
    }

    QueryRpc {
        operations = Map.copyOf(operations);
    }

    @Override
    public List<Act> acts(WireRequest request) {
        return served(request).need().of(request, parameters(request));
    }

    private Served served(WireRequest request) {
        String action = Operation.of(request);
        Served served = operations.get(action);
        if (served == null) {
            throw new TwinError(
                    "InvalidAction",
                    400,
                    "UnsupportedOperation: the lab has no operation " + action + " of " + signingName + ", only "
                            + new TreeMap<>(operations).keySet());
        }
        return served;
    }

    /**
     * SNS has an error of its own in its API model, EC2 its own words ("Error codes for the Amazon EC2 API"); the
     * others use the common one.
     */
    @Override
    public TwinError denial(String message) {
        return switch (signingName) {
            case "sns" -> new TwinError("AuthorizationError", 403, message);
            case "ec2" ->
                new TwinError(
                        "UnauthorizedOperation", 403, "You are not authorized to perform this operation. " + message);
            default -> new TwinError("AccessDenied", 403, message);
        };
    }

    @Override
    public WireAnswer answer(WireRequest request) {
        String action = Operation.of(request);
        Xml result = served(request).call().answer(request, parameters(request));
        String id = UUID.randomUUID().toString();
        Xml inside =
                switch (dialect) {
                    case QUERY ->
                        Xml.all(
                                Xml.element(action + "Result", result),
                                Xml.element("ResponseMetadata", Xml.text("RequestId", id)));
                    case EC2 -> Xml.all(Xml.text("requestId", id), result);
                };
        return written(200, Xml.root(action + "Response", namespace, inside));
    }

    private static Parameters parameters(WireRequest request) {
        try {
            return new Parameters(Form.parse(new String(request.body(), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new TwinError("MalformedInput", 400, "the body is no form: " + e.getMessage());
        }
    }

    @Override
    public WireAnswer refuse(WireRequest request, TwinError error) {
        Xml code = Xml.text("Code", error.code());
        Xml message = Xml.text("Message", error.message());
        String id = UUID.randomUUID().toString();
        return written(
                error.status(),
                switch (dialect) {
                    case QUERY -> {
                        Xml type = Xml.text("Type", error.status() < 500 ? "Sender" : "Receiver");
                        Xml inside =
                                Xml.all(Xml.element("Error", Xml.all(type, code, message)), Xml.text("RequestId", id));
                        yield Xml.root("ErrorResponse", namespace, inside);
                    }
                    case EC2 ->
                        Xml.element(
                                "Response",
                                Xml.all(
                                        Xml.element("Errors", Xml.element("Error", Xml.all(code, message))),
                                        Xml.text("RequestID", id)));
                });
    }

    private static WireAnswer written(int status, Xml body) {
        String document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + body.written();
        return new WireAnswer(
                status, Map.of("Content-Type", "text/xml;charset=UTF-8"), document.getBytes(StandardCharsets.UTF_8));
    }
}
