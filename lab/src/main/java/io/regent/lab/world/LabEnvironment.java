package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.lab.cloud.FunctionHost;
import io.regent.lab.twin.Caller;
import io.regent.lab.wire.AccessKeys;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The environment of a function in the lab: the template's, what Lambda adds, and beside that no more than the way to
 * the lab's AWS and its name servers, and how long a minute lasts. A session of probes is as much shorter as that.
 *
 * @param front where AWS is
 * @param resolver each region's name server
 * @param minute how long a minute of the schedules lasts
 * @param session how long a session is that the template wants for most of a minute; zero for one burst
 */
record LabEnvironment(
        AccessKeys keys, URI front, Function<Region, InetSocketAddress> resolver, Duration minute, Duration session) {
    static final String SESSION = "REGENT_SESSION";

    /** Hands every function on with this environment. */
    FunctionHost around(FunctionHost host) {
        return spec -> host.host(spec.with(of(spec)));
    }

    private Map<String, String> of(FunctionHost.Spec spec) {
        Map<String, String> environment = new TreeMap<>(spec.environment());
        environment.put("AWS_ENDPOINT_URL", front.toString());
        environment.put("AWS_ACCESS_KEY_ID", keys.issue(new Caller.Function(spec.region(), spec.name()), spec.role()));
        environment.put("AWS_SECRET_ACCESS_KEY", "lab");
        InetSocketAddress server = resolver.apply(spec.region());
        environment.put("REGENT_NAME_SERVER", server.getAddress().getHostAddress() + ":" + server.getPort());
        environment.put("REGENT_MINUTE", minute.toSeconds() + "s");
        environment.computeIfPresent(
                SESSION,
                (name, length) -> !length.endsWith("s") || session.isZero() ? "burst" : session.toSeconds() + "s");
        return environment;
    }
}
