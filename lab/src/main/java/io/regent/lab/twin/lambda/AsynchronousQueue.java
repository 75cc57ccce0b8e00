package io.regent.lab.twin.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Sender;
import io.regent.lab.twin.Targets;
import io.regent.lab.twin.TwinError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * The queue of asynchronous invocations. A failed one is tried again after the settings' delays; one that found no
 * capacity goes back "for up to six hours. The retry interval increases exponentially from 1 second after the first
 * attempt to a maximum of 5 minutes" ("How Lambda handles errors and retries with asynchronous invocation"). What is
 * given up goes to the function's OnFailure destination, when it has one: at once where the function's reserved
 * concurrency is 0 ({@code AsyncEventsDropped} in "Types of metrics for Lambda functions").
 */
final class AsynchronousQueue {
    private static final int MOST_QUEUED = 10_000;
    private static final int MOST_DUPLICATES = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final LambdaTwin lambda;
    private final Agenda agenda;
    private final LambdaSettings settings;
    private final Targets destinations;
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicLong destinationDeliveryFailures = new AtomicLong();
    private volatile IntSupplier duplicates = () -> 0;

    AsynchronousQueue(LambdaTwin lambda, Agenda agenda, LambdaSettings settings, Targets destinations) {
        this.lambda = lambda;
        this.agenda = agenda;
        this.settings = settings;
        this.destinations = destinations;
    }

    long destinationDeliveryFailures() {
        return destinationDeliveryFailures.get();
    }

    void duplicates(IntSupplier more) {
        duplicates = more;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Invocation(String name, String qualifier, String requestId, byte[] payload, Instant queuedAt) {}

    void add(String name, String qualifier, String requestId, byte[] payload) {
        int times = 1 + Math.clamp(duplicates.getAsInt(), 0, MOST_DUPLICATES);
        Invocation invocation = new Invocation(name, qualifier, requestId, payload, agenda.instant());
        for (int i = 0; i < times; i++) {
            if (queued.incrementAndGet() > MOST_QUEUED) {
                queued.decrementAndGet();
                throw new TwinError("TooManyRequestsException", 429, "Rate Exceeded.");
            }
            agenda.in(Duration.ZERO, () -> attempt(invocation, 1, FIRST_PAUSE));
        }
    }

    /** @param pause how long to wait when there is no capacity for it */
    private void attempt(Invocation invocation, int number, Duration pause) {
        if (lambda.isDark()) {
            postpone(invocation, number, pause);
            return;
        }
        try {
            lambda.start(
                    invocation.name(),
                    invocation.qualifier(),
                    invocation.requestId(),
                    invocation.payload(),
                    outcome -> conclude(invocation, number, outcome));
        } catch (TwinError refusal) {
            if (lambda.isStopped(invocation.name())) {
                giveUp(invocation, number - 1, "ZeroReservedConcurrency", Optional.empty());
            } else if (refusal.status() == 429 || refusal.status() >= 500) {
                postpone(invocation, number, pause);
            } else {
                queued.decrementAndGet();
            }
        }
    }

    private void conclude(Invocation invocation, int number, Outcome outcome) {
        // What ended in a dark region was never acknowledged: the queue still has it and runs it once more.
        if (lambda.isDark()) {
            postpone(invocation, number, FIRST_PAUSE);
        } else if (!outcome.failed()) {
            queued.decrementAndGet();
        } else if (number > retries(invocation)) {
            giveUp(invocation, number, "RetriesExhausted", Optional.of(outcome));
        } else {
            Instant next = agenda.instant().plus(settings.retryDelays().get(number - 1));
            if (isTooOld(invocation, next)) {
                giveUp(invocation, number, "EventAgeExceeded", Optional.of(outcome));
            } else {
                agenda.at(next, () -> attempt(invocation, number + 1, FIRST_PAUSE));
            }
        }
    }

    /** What is configured for the qualifier that was invoked holds; what is not, as the region has it. */
    private int retries(Invocation invocation) {
        int most = settings.retryDelays().size();
        return lambda.config(invocation.name(), invocation.qualifier())
                .map(config -> Math.min(most, config.maximumRetryAttempts()))
                .orElse(most);
    }

    private Instant end(Invocation invocation) {
        return invocation
                .queuedAt()
                .plus(lambda.config(invocation.name(), invocation.qualifier())
                        .map(EventInvokeConfig::maximumEventAge)
                        .orElse(settings.maximumEventAge()));
    }

    private void postpone(Invocation invocation, int number, Duration pause) {
        Instant now = agenda.instant();
        Instant end = end(invocation);
        if (!now.isBefore(end)) {
            giveUp(invocation, number - 1, "EventAgeExceeded", Optional.empty());
            return;
        }
        Instant later = now.plus(pause);
        Instant next = later.isBefore(end) ? later : end;
        Duration doubled = pause.multipliedBy(2);
        Duration longer = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        agenda.at(next, () -> attempt(invocation, number, longer));
    }

    private boolean isTooOld(Invocation invocation, Instant then) {
        return then.isAfter(end(invocation));
    }

    private void giveUp(Invocation invocation, int invokeCount, String condition, Optional<Outcome> last) {
        queued.decrementAndGet();
        LambdaFunction function;
        try {
            function = lambda.function(invocation.name());
        } catch (TwinError deleted) {
            return;
        }
        List<Arn> onFailure = lambda.config(invocation.name(), invocation.qualifier())
                .map(EventInvokeConfig::onFailure)
                .orElse(function.onFailure());
        Sender sender = new Sender.Role(
                "lambda.amazonaws.com",
                function.role(),
                lambda.arn(invocation.name()).toString());
        String record = record(invocation, invokeCount, condition, last).toString();
        for (Arn destination : onFailure) {
            try {
                destinations.send(sender, destination, record);
            } catch (TwinError refusal) {
                // As in AWS, what the destination does not take is lost, and only counted.
                destinationDeliveryFailures.incrementAndGet();
            }
        }
    }

    /** The invocation record ("Example invocation record", "Capturing records of Lambda asynchronous invocations"). */
    private ObjectNode record(Invocation invocation, int invokeCount, String condition, Optional<Outcome> last) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("version", "1.0");
        record.put("timestamp", agenda.instant().toString());
        ObjectNode request = record.putObject("requestContext");
        request.put("requestId", invocation.requestId());
        String version = invocation.qualifier().isEmpty() ? LambdaFunction.LATEST : invocation.qualifier();
        request.put("functionArn", lambda.arn(invocation.name()) + ":" + version);
        request.put("condition", condition);
        request.put("approximateInvokeCount", invokeCount);
        record.putRawValue("requestPayload", raw(invocation.payload()));
        last.ifPresent(outcome -> {
            ObjectNode response = record.putObject("responseContext");
            response.put("statusCode", 200);
            response.put("executedVersion", outcome.executedVersion());
            response.put("functionError", "Unhandled");
            record.putRawValue("responsePayload", raw(outcome.payload()));
        });
        return record;
    }

    private static RawValue raw(byte[] json) {
        return new RawValue(json.length == 0 ? "{}" : new String(json, StandardCharsets.UTF_8));
    }
}
