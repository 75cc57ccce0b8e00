package io.regent.lab.wire;

import io.regent.lab.twin.Caller;
import java.util.Map;

/** STS on the wire (API model {@code sts} 2011-06-15): says who one is, and nothing more. */
public final class IdentityWire {
    private IdentityWire() {}

    /**
     * STS for an account.
     *
     * @param account 12 digits
     */
    public static WireProtocol of(String account) {
        return new QueryRpc(
                "sts",
                QueryRpc.Dialect.QUERY,
                "https://sts.amazonaws.com/doc/2011-06-15/",
                Map.of("GetCallerIdentity", (request, parameters) -> identity(request, account)));
    }

    private static Xml identity(WireRequest request, String account) {
        String arn =
                switch (request.caller()) {
                    case Caller.Person person -> "arn:aws:iam::" + account + ":user/person";
                    case Caller.Function function ->
                        "arn:aws:sts::" + account + ":assumed-role/" + function.name() + "-" + function.region() + "/"
                                + function.name();
                };
        return Xml.all(Xml.text("Arn", arn), Xml.text("UserId", "AIDALAB"), Xml.text("Account", account));
    }
}
