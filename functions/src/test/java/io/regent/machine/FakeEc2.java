package io.regent.machine;

import com.sun.net.httpserver.HttpServer;
import io.regent.aws.AwsAccess;
import io.regent.aws.AwsClients;
import io.regent.aws.CallLimits;
import io.regent.process.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that answers each of EC2's actions as a test wants, however badly. */
final class FakeEc2 implements AutoCloseable {
    private record Answer(int status, String body) {}

    /** For an action that is never answered. */
    private static final Answer SILENCE = new Answer(0, "");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    FakeEc2() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                String text = URLDecoder.decode(body, StandardCharsets.UTF_8);
                received.add(text);
                Answer answer = answers.getOrDefault(text.replaceFirst("Action=(\\w+).*", "$1"), SILENCE);
                if (answer.equals(SILENCE)) {
                    over.await();
                    return;
                }
                byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/xml;charset=UTF-8");
                exchange.sendResponseHeaders(answer.status(), bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    /** An action is answered with what stands inside its response. */
    FakeEc2 with(String action, String inside) {
        answers.put(
                action,
                new Answer(
                        200,
                        "<" + action
                                + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>"
                                + inside + "</" + action + "Response>"));
        return this;
    }

    /** An action is refused ("Error codes for the Amazon EC2 API"). */
    FakeEc2 refusing(String action, int status, String code) {
        return answering(
                action,
                status,
                "<Response><Errors><Error><Code>" + code
                        + "</Code><Message>said so</Message></Error></Errors><RequestID>r</RequestID></Response>");
    }

    FakeEc2 answering(String action, int status, String body) {
        answers.put(action, new Answer(status, body));
        return this;
    }

    FakeEc2 silent(String action) {
        answers.put(action, SILENCE);
        return this;
    }

    /** The bodies of the requests so far that are for an action. */
    List<String> received(String action) {
        return received.stream()
                .filter(body -> body.startsWith("Action=" + action + "&"))
                .toList();
    }

    /** All the requests so far. */
    int calls() {
        return received.size();
    }

    Ec2Machines machines() {
        AwsAccess access = AwsAccess.from(Environment.of(Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort(),
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test")));
        return new Ec2Machines(
                new AwsClients(access, CallLimits.USUAL),
                new AwsClients(access, CallLimits.ONCE),
                "regent",
                InstantSource.system());
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
