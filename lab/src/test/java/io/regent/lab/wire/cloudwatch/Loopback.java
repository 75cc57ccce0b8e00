package io.regent.lab.wire.cloudwatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.regent.fleet.Region;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.TwinError;
import io.regent.lab.wire.WireAnswer;
import io.regent.lab.wire.WireProtocol;
import io.regent.lab.wire.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A bare HTTP server in front of one protocol. */
final class Loopback implements AutoCloseable {
    private final HttpServer server;

    Loopback(WireProtocol protocol) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> answer(protocol, exchange));
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(WireProtocol protocol, HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        WireRequest request = new WireRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Map.of(),
                headers,
                exchange.getRequestBody().readAllBytes(),
                new Region("eu-west-1"),
                new Caller.Person());
        WireAnswer answer;
        try {
            answer = protocol.answer(request);
        } catch (TwinError error) {
            answer = protocol.refuse(request, error);
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
