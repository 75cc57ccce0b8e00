package io.regent.adapter;

import io.regent.aws.Answer;
import io.regent.aws.FunctionName;
import io.regent.aws.LambdaCalls;
import io.regent.control.Opinion;
import io.regent.control.SecondOpinions;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.BadJson;
import io.regent.json.JsonObject;
import io.regent.json.JsonPlace;
import io.regent.report.VerdictJson;
import io.regent.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks the probe function of every vantage's region. */
public final class LambdaVantages implements SecondOpinions {
    private final LambdaCalls calls;
    private final FunctionName probe;

    /** @param probe the probe function, named alike in every region */
    public LambdaVantages(LambdaCalls calls, FunctionName probe) {
        this.calls = calls;
        this.probe = probe;
    }

    @Override
    public List<Opinion> ask(Service service) {
        List<Callable<Opinion>> questions = new ArrayList<>();
        for (Region vantage : service.vantages()) {
            questions.add(() -> ask(service, vantage));
        }
        List<Opinion> opinions = new ArrayList<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Opinion> future : tasks.invokeAll(questions)) {
                opinions.add(future.get());
            }
            return opinions;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return service.vantages().stream()
                    .<Opinion>map(vantage -> new Opinion.Abstained(vantage, "interrupted"))
                    .toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking a vantage failed unexpectedly", e.getCause());
        }
    }

    private Opinion ask(Service service, Region vantage) {
        JsonObject question = JsonObject.builder()
                .with("ask", "second-opinion")
                .with("service", service.name().value())
                .build();
        Answer<JsonPlace> answer = calls.invoke(vantage, probe, question, Duration.ofSeconds(SECONDS));
        return switch (answer) {
            case Answer.Given<JsonPlace> given -> opinion(service, vantage, given.value());
            case Answer.Failed<JsonPlace> failed ->
                new Opinion.Abstained(vantage, failed.trouble() + ": " + failed.detail());
        };
    }

    private static Opinion opinion(Service service, Region vantage, JsonPlace answer) {
        try {
            List<Verdict> verdicts = VerdictJson.read(answer);
            String about = answer.field("service").text();
            if (!about.equals(service.name().value())) {
                return new Opinion.Abstained(vantage, "answered nonsense: verdicts of the service " + about);
            }
            return new Opinion.Given(vantage, verdicts);
        } catch (BadJson e) {
            return new Opinion.Abstained(vantage, "answered nonsense: " + e.getMessage());
        }
    }
}
