package io.regent.lab.wire;

import io.regent.lab.twin.Caller;
import io.regent.lab.twin.iam.Principal;
import java.util.List;
import java.util.Map;

/** STS on the wire (API model {@code sts} 2011-06-15): says who one is, and nothing more. */
public final class IdentityWire {
    private IdentityWire() {}

    /**
     * STS for an account.
     *
     * @param account 12 digits
     * @param keys whose key is for which role
     */
    public static WireProtocol of(String account, AccessKeys keys) {
        return new QueryRpc(
                "sts",
                QueryRpc.Dialect.QUERY,
                "https://sts.amazonaws.com/doc/2011-06-15/",
                Map.of(
                        "GetCallerIdentity",
                        new QueryRpc.Served(
                                (request, parameters) -> identity(request, account, keys),
                                // "No permissions are required to perform this operation" (API model).
                                (request, parameters) -> List.of())));
    }

    private static Xml identity(WireRequest request, String account, AccessKeys keys) {
        String arn =
                switch (request.caller()) {
                    case Caller.Person person -> "arn:aws:iam::" + account + ":user/person";
                    case Caller.Function function ->
                        keys.role(function)
                                .map(role -> new Principal.Role(role, function.name()).toString())
                                .orElse("arn:aws:iam::" + account + ":user/" + function.name());
                };
        return Xml.all(Xml.text("Arn", arn), Xml.text("UserId", "AIDALAB"), Xml.text("Account", account));
    }
}
