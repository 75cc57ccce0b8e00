package io.regent.prober;

import io.regent.probe.Reason;

/** Tells a registry from another HTTP server (Docker Registry HTTP API V2, "API Version Check"). */
final class Registry {
    private static final String VERSION_HEADER = "docker-distribution-api-version";
    private static final String VERSION = "registry/2";

    private Registry() {}

    static Head check(Head head) throws Refusal {
        switch (head.status()) {
            case 200 -> {}
            case 401 -> {
                if (head.values("www-authenticate").isEmpty()) {
                    throw new Refusal(Reason.HEADER, "401 without WWW-Authenticate");
                }
            }
            default -> throw new Refusal(Reason.STATUS, "status " + head.status() + ", a registry answers 200 or 401");
        }
        if (head.values(VERSION_HEADER).stream().noneMatch(value -> value.startsWith(VERSION))) {
            throw new Refusal(
                    Reason.HEADER,
                    "Docker-Distribution-Api-Version is " + head.values(VERSION_HEADER) + ", expected " + VERSION
                            + ".x");
        }
        return head;
    }
}
