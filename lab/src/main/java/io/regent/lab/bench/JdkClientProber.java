package io.regent.lab.bench;

import io.regent.fleet.Address;
import io.regent.probe.Layer;
import io.regent.probe.Observation;
import io.regent.probe.Outcome;
import io.regent.probe.Prober;
import io.regent.probe.Question;
import io.regent.probe.Reason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * What the engine is compared with: the JDK's own HTTP client, all requests at once. The targets close each connection,
 * so each request has a fresh one. It cannot tell the layers apart; that would come on top.
 */
final class JdkClientProber implements Prober {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    @Override
    public List<Observation> round(List<Question> questions) {
        List<CompletableFuture<Observation>> asked =
                questions.stream().map(this::ask).toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Observation> ask(Question question) {
        Address address = question.target().address();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + address + question.settings().path()))
                .timeout(question.timeout())
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .thenApply(response -> outcome(question, response))
                .exceptionally(failure -> new Outcome.Failed(Layer.HTTP, Reason.TIMED_OUT, failure.toString()))
                .thenApply(outcome -> new Observation(question.target(), Instant.EPOCH, List.of(), outcome));
    }

    private static Outcome outcome(Question question, HttpResponse<?> response) {
        boolean accepted = question.settings().statuses().contains(response.statusCode())
                && response.headers()
                        .firstValue("Docker-Distribution-Api-Version")
                        .filter(version -> version.startsWith("registry/2"))
                        .isPresent();
        return accepted ? new Outcome.Answered() : new Outcome.Failed(Layer.REGISTRY, Reason.HEADER, "not a registry");
    }
}
