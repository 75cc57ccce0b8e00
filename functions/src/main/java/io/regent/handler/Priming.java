package io.regent.handler;

import io.regent.fleet.Region;
import io.regent.json.JsonObject;
import io.regent.process.Environment;
import io.regent.report.Log;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * What a function does before Lambda takes its snapshot (Lambda Developer Guide, "Improving startup performance with
 * Lambda SnapStart"): it runs once, so that what a run needs is loaded, and compiled in part, in every copy.
 *
 * <p>What runs is another function of the same class, in an environment where a {@link StandIn} is AWS, and every
 * endpoint and name server stands at a port of this machine that nobody listens on. So nobody is called, and nothing of
 * the run outlives it: no connection, no credentials, no fleet. After a restore there is nothing to be renewed, then.
 * The function itself has not begun anything by that time, the runtime empties the JVM's DNS cache, and chance comes
 * from {@link java.security.SecureRandom}, whose copies differ.
 */
final class Priming {
    private static final String SERVICE = "primed.invalid";
    private static final String ELSEWHERE = "xx-primed-1";

    /** Nobody listens there: tcpmux, which is out of use (IANA, "Service Name and Transport Protocol Port Number"). */
    private static final String NOBODY = "127.0.0.1:1";

    private final Region home;
    private final InstantSource clock;
    private final Log log;

    Priming(Region home, InstantSource clock, Log log) {
        this.home = home;
        this.clock = clock;
        this.log = log;
    }

    /** A function that takes invocations. */
    @FunctionalInterface
    interface Primed {
        byte[] answer(InputStream payload) throws IOException;
    }

    /**
     * Runs a function once. It is slower without, but not worse: where it fails that is logged, and the snapshot taken.
     *
     * @param function makes one for an environment
     */
    void run(Function<Environment, Primed> function, String payload) {
        String fleet = """
                controls: ['127.0.0.2:1']
                services:
                  %s:
                    zone: Z1
                    recordTypes: [A]
                    endpoints:
                      %s: {address: 127.0.0.1, port: 1, loadBalancer: none}
                      %s: {address: origin.%s, port: 1, loadBalancer: none}
                    probe: {interval: 400ms, timeout: 300ms, rise: 1, fall: 1}
                """.formatted(SERVICE, home, ELSEWHERE, SERVICE);
        try (StandIn aws = new StandIn(SERVICE, home.id(), ELSEWHERE, fleet)) {
            greet();
            function.apply(environment(aws.url()))
                    .answer(new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | NoSuchAlgorithmException | RuntimeException e) {
            log.write(
                    Log.Level.WARN,
                    clock.instant(),
                    "Not primed",
                    JsonObject.builder().with("why", e.toString()).build());
        }
    }

    private Environment environment(String aws) {
        return Environment.of(Map.ofEntries(
                Map.entry("AWS_REGION", home.id()),
                Map.entry("AWS_ENDPOINT_URL", aws),
                Map.entry("AWS_ACCESS_KEY_ID", "nobody"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "nothing"),
                Map.entry("REGENT_FLEET_PARAMETER", "primed"),
                Map.entry("REGENT_PROBE_FUNCTION", "nobody"),
                Map.entry("REGENT_FAILOVER_FUNCTION", "nobody"),
                Map.entry("REGENT_LOOK_FUNCTION", "nobody"),
                Map.entry("REGENT_NAME", "nobody"),
                Map.entry("REGENT_TOPIC", "arn:aws:sns:" + home + ":123456789012:nobody"),
                Map.entry("REGENT_DRILLS", "look"),
                Map.entry("REGENT_SESSION", "burst"),
                Map.entry("REGENT_NAME_SERVER", NOBODY)));
    }

    /** Does what a TLS handshake begins with, as far as its first message, which is sent to nobody. */
    private static void greet() throws NoSuchAlgorithmException, SSLException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine(SERVICE, 443);
        engine.setUseClientMode(true);
        engine.beginHandshake();
        engine.wrap(
                ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    }
}
