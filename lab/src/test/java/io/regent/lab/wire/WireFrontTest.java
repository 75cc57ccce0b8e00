package io.regent.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The front's own promises, with a protocol that says back what it was given. */
class WireFrontTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region MUMBAI = new Region("ap-south-1");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Faults faults = new Faults();
    private final AccessKeys keys = new AccessKeys();
    private final WireJournal journal = new WireJournal();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private WireFront front;

    WireFrontTest() throws IOException {
        front = open(0);
    }

    private WireFront open(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        return WireFront.open(
                address,
                List.of(new Echo("events"), new Echo("route53")),
                faults,
                keys,
                this::refusal,
                journal,
                () -> NOW);
    }

    private Optional<String> refusal(Caller caller, Act act) {
        asked.add(caller + " " + act.action() + " " + act.resource() + " " + act.keys());
        return act.resource().startsWith("/secret") && act.action().equals("lab:Second")
                ? Optional.of("not allowed: " + act.action())
                : Optional.empty();
    }

    @BeforeEach
    void clear() {
        journal.clear();
    }

    @AfterEach
    void close() {
        client.shutdownNow();
        front.close();
    }

    /** Answers with what it was asked; refuses and breaks when told to. */
    private record Echo(String signingName) implements WireProtocol {
        @Override
        public List<Act> acts(WireRequest request) {
            return List.of(Act.of("lab:First", request.path()), Act.of("lab:Second", request.path()));
        }

        @Override
        public TwinError denial(String message) {
            return new TwinError("NotYou", 403, message);
        }

        @Override
        public WireAnswer answer(WireRequest request) {
            return switch (request.path()) {
                case "/refuse" -> throw new TwinError("NoSuchThing", 404, "there is no such thing");
                case "/break" -> throw new IllegalStateException("wires crossed");
                case "/break-twice" -> throw new TwinError("Break", 400, "again");
                default ->
                    said(signingName + " " + request.region() + " " + request.caller() + " " + request.path() + " "
                            + request.query() + " " + request.body().length);
            };
        }

        private static WireAnswer said(String text) {
            return new WireAnswer(200, Map.of(), text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public WireAnswer refuse(WireRequest request, TwinError error) {
            if (error.code().equals("Break")) {
                throw new IllegalStateException("pen broken");
            }
            String text = error.code() + ": " + error.message();
            return new WireAnswer(error.status(), Map.of(), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(front.endpoint() + path));
    }

    private static String signed(String key, String region, String service) {
        return "AWS4-HMAC-SHA256 Credential=" + key + "/20260301/" + region + "/" + service
                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=0";
    }

    private HttpResponse<String> get(String path, String key, String region, String service) throws Exception {
        return client.send(
                request(path)
                        .header("Authorization", signed(key, region, service))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> getLater(String region) {
        return client.sendAsync(
                request("/later")
                        .header("Authorization", signed("AKIA", region, "events"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void awaitUnanswered(int count) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (journal.count(call -> call.status() == WireCall.UNANSWERED) < count) {
            assertThat(System.nanoTime()).as("calls left without an answer").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void serviceRegionAndCallerComeFromTheSignature() throws Exception {
        Caller.Function controller = new Caller.Function(MUMBAI, "failover");
        String key = keys.issue(controller);
        HttpResponse<String> answer = get("/a%20b?x=1&x=%26&y", key, "eu-west-1", "events");
        assertThat(answer.body())
                .startsWith("events eu-west-1 " + controller + " /a b ")
                .contains("x=[1, &]")
                .contains("y=[]");
        assertThat(get("/", "AKIAUNKNOWN", "ap-south-1", "events").body()).startsWith("events ap-south-1 Person[] / ");
        assertThat(keys.issue(controller)).isEqualTo(key).matches("ASIA[A-Z0-9]{16}");
    }

    @Test
    void everyRightIsAskedForBeforeTheServiceAnswers() throws Exception {
        HttpResponse<String> secret = get("/secret/break", "AKIA", "eu-west-1", "events");
        assertThat(secret.statusCode()).isEqualTo(403);
        assertThat(secret.body()).isEqualTo("NotYou: not allowed: lab:Second");
        assertThat(asked)
                .containsExactly(
                        "Person[] lab:First /secret/break {aws:requestedregion=[eu-west-1], aws:securetransport=[true]}",
                        "Person[] lab:Second /secret/break {aws:requestedregion=[eu-west-1], aws:securetransport=[true]}");
        assertThat(journal.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.status()).isEqualTo(403));
        assertThat(journal.failures()).isEmpty();
    }

    @Test
    void whoCannotReachAServiceIsNotToldWhatHeMayDo() throws Exception {
        faults.breakRoute53();
        assertThat(get("/secret", "AKIA", "us-east-1", "route53").statusCode()).isEqualTo(503);
        assertThat(asked).isEmpty();
    }

    @Test
    void aPresignedUrlIsPlacedByItsQuery() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/?X-Amz-Credential=AKIA%2F20260301%2Feu-west-1%2Fevents%2Faws4_request")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).startsWith("events eu-west-1 ");
    }

    @Test
    void everyAnswerHasARequestIdAndADate() throws Exception {
        HttpResponse<String> answer = get("/", "AKIA", "eu-west-1", "events");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(answer.headers().allValues("Date")).hasSize(1);
    }

    @Test
    void anUnsignedRequestIsRefusedAsAwsDoes() throws Exception {
        HttpResponse<String> xml = client.send(request("/").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(xml.statusCode()).isEqualTo(403);
        assertThat(xml.body()).contains("<Code>MissingAuthenticationToken</Code>");
        HttpResponse<String> json = client.send(
                request("/")
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .header("Authorization", "AWS4-HMAC-SHA256 Credential=half/20260301")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(json.statusCode()).isEqualTo(403);
        assertThat(json.body()).startsWith("{\"__type\":\"MissingAuthenticationToken\"");
    }

    @Test
    void aServiceThatTheLabDoesNotHaveIsNamedWithThoseItHas() throws Exception {
        HttpResponse<String> answer = get("/", "AKIA", "eu-west-1", "dynamodb");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("'dynamodb'").contains("events, route53");
    }

    @Test
    void aRefusalIsWrittenByItsProtocolAndABreakIsReported() throws Exception {
        HttpResponse<String> refused = get("/refuse", "AKIA", "eu-west-1", "events");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).isEqualTo("NoSuchThing: there is no such thing");
        assertThat(journal.failures()).isEmpty();
        HttpResponse<String> broken = get("/break", "AKIA", "eu-west-1", "events");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).startsWith("InternalFailure: ").contains("wires crossed");
        assertThat(journal.failures()).singleElement().asString().contains("wires crossed");
        HttpResponse<String> unwritten = get("/break-twice", "AKIA", "eu-west-1", "events");
        assertThat(unwritten.statusCode()).isEqualTo(500);
        assertThat(unwritten.body()).contains("<Code>InternalFailure</Code>").contains("pen broken");
        assertThat(journal.failures()).hasSize(2);
    }

    @Test
    void aBodyBeyondTheBoundIsRefused() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/")
                        .header("Authorization", signed("AKIA", "eu-west-1", "events"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[Journey.MOST_BODY_BYTES + 1]))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void aSilentRegionBlocksNobodyElseAndClosingEndsTheWait() throws Exception {
        faults.dark(IRELAND);
        List<CompletableFuture<HttpResponse<String>>> held =
                List.of(getLater("eu-west-1"), getLater("eu-west-1"), getLater("eu-west-1"));
        awaitUnanswered(held.size());
        assertThat(get("/", "AKIA", "ap-south-1", "events").statusCode()).isEqualTo(200);
        assertThat(held).noneMatch(CompletableFuture::isDone);
        front.close();
        for (CompletableFuture<HttpResponse<String>> one : held) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(one::get)
                    .withCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void aSlowRegionAnswersLaterWhileOthersAnswerAtOnce() throws Exception {
        faults.slow(IRELAND, Duration.ofMillis(300));
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<String>> slow = getLater("eu-west-1");
        assertThat(get("/", "AKIA", "ap-south-1", "events").statusCode()).isEqualTo(200);
        assertThat(slow.get().statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void route53IsAFaultDomainOfItsOwn() throws Exception {
        faults.breakRoute53();
        HttpResponse<String> answer = get("/", "AKIA", "us-east-1", "route53");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).startsWith("ServiceUnavailable: ");
        assertThat(get("/", "AKIA", "us-east-1", "events").statusCode()).isEqualTo(200);
        faults.heal();
        faults.dark(new Region("us-east-1"));
        assertThat(get("/", "AKIA", "us-east-1", "route53").statusCode()).isEqualTo(200);
    }

    @Test
    void aCutIsMetByFunctionsAndNotByPersons() throws Exception {
        faults.cut(IRELAND, MUMBAI);
        String key = keys.issue(new Caller.Function(MUMBAI, "failover"));
        CompletableFuture<HttpResponse<String>> cut = client.sendAsync(
                request("/")
                        .header("Authorization", signed(key, "eu-west-1", "events"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        awaitUnanswered(1);
        assertThat(get("/", "AKIA", "eu-west-1", "events").statusCode()).isEqualTo(200);
        assertThat(cut).isNotDone();
    }

    @Test
    void theJournalNamesOperationsOfEveryProtocol() throws Exception {
        HttpRequest.Builder signed = request("/").header("Authorization", signed("AKIA", "eu-west-1", "events"));
        client.send(
                signed.copy().header("X-Amz-Target", "AWSEvents.PutEvents").build(),
                HttpResponse.BodyHandlers.discarding());
        client.send(
                signed.copy()
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString("Version=2010-03-31&Action=Publish"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        get("/service/GraniteServiceVersion20100801/operation/PutMetricData", "AKIA", "eu-west-1", "events");
        get("/2013-04-01/hostedzone", "AKIA", "us-east-1", "route53");
        assertThat(journal.calls())
                .extracting(WireCall::operation)
                .containsExactly("PutEvents", "Publish", "PutMetricData", "GET /2013-04-01/hostedzone");
        assertThat(journal.calls().getLast())
                .isEqualTo(new WireCall(
                        NOW,
                        "route53",
                        "GET /2013-04-01/hostedzone",
                        new Region("us-east-1"),
                        new Caller.Person(),
                        200));
    }

    @Test
    void closingFreesThePortAtOnce() throws Exception {
        InetSocketAddress address = front.address();
        get("/", "AKIA", "eu-west-1", "events");
        front.close();
        assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
                .isInstanceOf(ConnectException.class);
        front = open(address.getPort());
        assertThat(get("/", "AKIA", "eu-west-1", "events").statusCode()).isEqualTo(200);
    }

    @Test
    void onlyLoopbackAddressesAreListenedOn() {
        InetSocketAddress everywhere = new InetSocketAddress(0);
        assertThatThrownBy(() ->
                        WireFront.open(everywhere, List.of(), faults, keys, Authorization.OPEN, journal, () -> NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("127.0.0.0/8");
    }
}
