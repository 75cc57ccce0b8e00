package io.regent.lab.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.regent.drill.Outcome;
import io.regent.fleet.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvokerTest {
    private static final Region IRELAND = new Region("eu-west-1");

    private HttpServer server;
    private Invoker invoker;
    private final List<String> heard = new ArrayList<>();
    private int status = 200;
    private String error = "";
    private String answer = "{\"outcome\": \"done\", \"text\": \"all is well\"}";

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            heard.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
            heard.add(exchange.getRequestHeaders().getFirst("Authorization"));
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (!error.isEmpty()) {
                exchange.getResponseHeaders().add("X-Amz-Function-Error", error);
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        invoker = new Invoker(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                () -> Instant.parse("2026-03-01T12:00:00Z"));
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void itCallsAsTheAwsCommandLineDoes() throws Exception {
        Report report = invoker.ask(IRELAND, Order.of("{\"action\": \"status\"}"));

        assertThat(heard.get(0)).isEqualTo("POST /2015-03-31/functions/regent-look%3Alive/invocations");
        assertThat(heard.get(1)).contains("AWS4-HMAC-SHA256", "/20260301/eu-west-1/lambda/aws4_request");
        assertThat(heard.get(2)).isEqualTo("{\"action\":\"status\"}");
        assertThat(report.text()).isEqualTo("all is well");
        assertThat(report.is(Outcome.DONE)).isTrue();
        assertThat(report.isWell()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "status, regent-look:live",
        "replay, regent-look:live",
        "evacuate, regent-drill:live",
        "retire, regent-drill:live",
        "evacute, regent-look:live",
    })
    void whatChangesNothingAndWhatNobodyKnowsGoesToTheFunctionThatLooks(String action, String function)
            throws Exception {
        assertThat(Order.of("{\"action\": \"" + action + "\"}").function()).isEqualTo(function);
        assertThat(Order.of("{\"region\": \"" + action + "\"}").function()).isEqualTo(Order.LOOK);
    }

    @Test
    void aFunctionThatFailedIsNamedWithItsError() {
        error = "Unhandled";
        answer = "{\"errorMessage\": \"no fleet to look after\", \"stackTrace\": [\"a\", \"b\"]}";

        assertThatThrownBy(() -> invoker.ask(IRELAND, Order.of("{\"action\": \"hold\"}")))
                .isInstanceOf(Unanswered.class)
                .hasMessage("regent-drill:live in eu-west-1 failed: no fleet to look after");
    }

    @Test
    void whatLambdaRefusesIsToldWithItsStatus() {
        status = 404;
        answer = "{\"Message\": \"Function not found\"}";

        assertThatThrownBy(() -> invoker.ask(IRELAND, Order.of("{\"action\": \"status\"}")))
                .isInstanceOf(Unanswered.class)
                .hasMessageStartingWith("HTTP 404 from http://127.0.0.1:")
                .hasMessageContaining("Function not found");
    }

    @Test
    void anAnswerThatIsNoReportIsSaidToBeNone() {
        answer = "<html>";

        assertThatThrownBy(() -> invoker.ask(IRELAND, Order.of("{\"action\": \"status\"}")))
                .isInstanceOf(Unanswered.class)
                .hasMessageContaining("answered no report: line 1");
    }

    @Test
    void whereNobodyListensThatIsSaidWithWhatToDo() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Invoker nobody = new Invoker(URI.create("http://127.0.0.1:" + free), Instant::now);

        assertThatThrownBy(() -> nobody.ask(IRELAND, Order.of("{\"action\": \"status\"}")))
                .isInstanceOf(Unanswered.class)
                .hasMessage(
                        "nobody listens at http://127.0.0.1:" + free + "; 'make lab' in another terminal starts a lab");
    }
}
