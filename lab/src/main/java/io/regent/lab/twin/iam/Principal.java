package io.regent.lab.twin.iam;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who wants to do something. */
public sealed interface Principal {
    /**
     * Somebody with a role's credentials.
     *
     * @param arn the role's
     * @param session the session's name: for a function, the function's name
     */
    record Role(String arn, String session) implements Principal {
        @Override
        public Map<String, List<String>> keys() {
            return Map.of(
                    "aws:principalarn", List.of(arn),
                    "aws:principalaccount", List.of(account(arn)),
                    "aws:principaltype", List.of("AssumedRole"));
        }

        /** As access denied messages and GetCallerIdentity name it. */
        @Override
        public String toString() {
            return "arn:aws:sts::" + account(arn) + ":assumed-role/" + name() + "/" + session;
        }

        /** The role's name, without its path. */
        String name() {
            return arn.substring(arn.lastIndexOf('/') + 1);
        }
    }

    /**
     * A service of AWS.
     *
     * @param name such as {@code events.amazonaws.com}
     * @param source the ARN of the resource that it acts for; empty where it does not tell
     * @param sourceAccount whose resource that is; empty where it does not tell
     */
    record Service(String name, String source, String sourceAccount) implements Principal {
        /** One that acts for a resource whose ARN names its account. */
        public Service(String name, String source) {
            this(name, source, account(source));
        }

        /** One that does not tell what it acts for. */
        public static Service of(String name) {
            return new Service(name, "", "");
        }

        @Override
        public Map<String, List<String>> keys() {
            Map<String, List<String>> keys = new TreeMap<>(Map.of(
                    "aws:principalservicename", List.of(name),
                    "aws:principalisawsservice", List.of("true")));
            if (!source.isEmpty()) {
                keys.put("aws:sourcearn", List.of(source));
            }
            if (!sourceAccount.isEmpty()) {
                keys.put("aws:sourceaccount", List.of(sourceAccount));
            }
            return keys;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The condition keys that tell of it ("AWS global condition context keys", IAM User Guide). */
    Map<String, List<String>> keys();

    private static String account(String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 ? parts[4] : "";
    }
}
