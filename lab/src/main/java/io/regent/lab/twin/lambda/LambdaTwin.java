package io.regent.lab.twin.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regent.fleet.Region;
import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.Identities;
import io.regent.lab.twin.Sender;
import io.regent.lab.twin.Targets;
import io.regent.lab.twin.TwinError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Lambda in one region. Nothing runs while the region is dark. As a target it takes the ARN of a function, with or
 * without a qualifier, and invokes it asynchronously. Thread-safe.
 */
public final class LambdaTwin implements Targets {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The maximum payload of asynchronous invocations (API model, Invoke). */
    private static final int MOST_ASYNCHRONOUS_BYTES = 1024 * 1024;

    private final Region region;
    private final String account;
    private final Agenda agenda;
    private final Faults faults;
    private final Concurrency concurrency;
    private final Sandboxes sandboxes;
    private final AsynchronousQueue queue;
    private final Identities requestIds;
    private volatile Meter meter = (function, metric, value) -> {};
    private final NavigableMap<String, Deployed> functions = new TreeMap<>();

    /**
     * @param executor runs the functions: a virtual thread for each where time passes by itself, {@code Runnable::run}
     *     where a simulation has to take one step after another (timeouts then never strike)
     * @param destinations where OnFailure ARNs lead
     */
    public LambdaTwin(
            Region region,
            String account,
            Agenda agenda,
            Faults faults,
            LambdaSettings settings,
            Executor executor,
            Targets destinations) {
        this.region = region;
        this.account = account;
        this.agenda = agenda;
        this.faults = faults;
        this.concurrency = new Concurrency(settings.concurrency());
        this.sandboxes = new Sandboxes(concurrency, agenda, executor);
        this.requestIds = new Identities("lambda " + region);
        this.queue = new AsynchronousQueue(this, agenda, settings, destinations);
    }

    /** From now on this hears what is measured of the functions. */
    public void meter(Meter hears) {
        meter = hears;
    }

    /** Deploys a function, or another code for one of the same name. */
    public synchronized void register(LambdaFunction function) {
        Deployed before = functions.get(function.name());
        if (before == null) {
            functions.put(function.name(), new Deployed(function));
        } else {
            before.become(function);
        }
    }

    /**
     * Ends a function with its versions and aliases.
     *
     * @throws TwinError ResourceNotFoundException
     */
    public synchronized void delete(String name) {
        deployed(name);
        functions.remove(name);
        concurrency.release(name);
    }

    /** The functions as they are at {@code $LATEST}, by name. */
    public synchronized List<LambdaFunction> functions() {
        return functions.values().stream().map(Deployed::latest).toList();
    }

    /**
     * A function by its name, as it is at {@code $LATEST}.
     *
     * @throws TwinError ResourceNotFoundException
     */
    public synchronized LambdaFunction function(String name) {
        return deployed(name).latest();
    }

    /**
     * A function in the version that a qualifier stands for.
     *
     * @throws TwinError ResourceNotFoundException
     */
    public synchronized LambdaFunction function(String name, String qualifier) {
        return deployed(name).at(version(name, qualifier));
    }

    private Deployed deployed(String name) {
        Deployed deployed = functions.get(name);
        if (deployed == null) {
            throw new TwinError("ResourceNotFoundException", 404, "Function not found: " + arn(name));
        }
        return deployed;
    }

    /**
     * PublishVersion: says the version's number, the last one's when nothing has changed since.
     *
     * @param code the code of a version, by its number
     * @throws TwinError ResourceNotFoundException
     */
    public synchronized String publish(String name, Function<String, FunctionCode> code) {
        return deployed(name).publish(code);
    }

    /**
     * Takes a version away.
     *
     * @throws TwinError ResourceNotFoundException, ResourceConflictException while an alias names it
     */
    public synchronized void deleteVersion(String name, String version) {
        deployed(name).removeVersion(version);
    }

    /**
     * Makes an alias, or has one that exists name another version.
     *
     * @throws TwinError ResourceNotFoundException for a version that was never published
     */
    public synchronized void alias(String name, String alias, String version) {
        deployed(name).alias(alias, version);
    }

    /** Takes an alias away; without effect when there is none. */
    public synchronized void deleteAlias(String name, String alias) {
        deployed(name).removeAlias(alias);
    }

    /** A function's aliases, with the version that each names. */
    public synchronized Map<String, String> aliases(String name) {
        return deployed(name).aliases();
    }

    /** PutFunctionEventInvokeConfig: how asynchronous invocations by this qualifier are treated. */
    public synchronized void configure(String name, String qualifier, EventInvokeConfig config) {
        version(name, qualifier);
        deployed(name).configure(qualifier, config);
    }

    /** DeleteFunctionEventInvokeConfig. */
    public synchronized void unconfigure(String name, String qualifier) {
        deployed(name).unconfigure(qualifier);
    }

    /** What was configured for a qualifier; nothing for a function that is no more. */
    public synchronized Optional<EventInvokeConfig> config(String name, String qualifier) {
        return Optional.ofNullable(functions.get(name))
                .flatMap(deployed -> deployed.config(qualifier.isEmpty() ? LambdaFunction.LATEST : qualifier));
    }

    /**
     * PutFunctionConcurrency: so many invocations of a function may run at once, in all of its versions together, and
     * nobody else has their places; 0 stops it.
     *
     * @throws TwinError ResourceNotFoundException; InvalidParameterValueException when too little would be left for the
     *     functions without
     */
    public synchronized void reserve(String name, int executions) {
        deployed(name);
        concurrency.reserve(name, executions);
    }

    /**
     * DeleteFunctionConcurrency; without effect when nothing is reserved.
     *
     * @throws TwinError ResourceNotFoundException
     */
    public synchronized void release(String name) {
        deployed(name);
        concurrency.release(name);
    }

    /**
     * GetFunctionConcurrency: how many are reserved, if any are.
     *
     * @throws TwinError ResourceNotFoundException
     */
    public synchronized Optional<Integer> reserved(String name) {
        deployed(name);
        return concurrency.reserved(name);
    }

    /** A function's ARN without a qualifier. */
    public Arn arn(String name) {
        return new Arn("lambda", region, account, "function:" + name);
    }

    /** Asked before each asynchronous invocation how many times more than once it is to run; at most ten do. */
    public void duplicates(IntSupplier more) {
        queue.duplicates(more);
    }

    /** How many records of given-up invocations their OnFailure destination did not take. */
    public long destinationDeliveryFailures() {
        return queue.destinationDeliveryFailures();
    }

    /**
     * Runs a function and waits for what comes of it, for as long as its timeout at most.
     *
     * @param qualifier a version, an alias, or nothing for {@code $LATEST}
     * @throws TwinError TooManyRequestsException, ResourceNotFoundException, InvalidRequestContentException,
     *     RequestTooLargeException
     */
    public Outcome invoke(String name, String qualifier, byte[] payload) {
        checkPayload(payload, Sandboxes.MOST_SYNCHRONOUS_BYTES);
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        start(name, qualifier, requestIds.next(), payload, outcome::complete);
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TwinError("ServiceException", 500, "The wait for the function was interrupted.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome never fails", e);
        }
    }

    /**
     * Takes a payload for later: it runs at least once, and again after it failed.
     *
     * @throws TwinError ResourceNotFoundException, InvalidRequestContentException, RequestTooLargeException, or
     *     TooManyRequestsException when the queue is full
     */
    public void invokeLater(String name, String qualifier, byte[] payload) {
        checkPayload(payload, MOST_ASYNCHRONOUS_BYTES);
        version(name, qualifier);
        queue.add(name, qualifier, requestIds.next(), payload);
    }

    /**
     * Says whether an invocation would be accepted (DryRun), by returning.
     *
     * @throws TwinError ResourceNotFoundException
     */
    public void dryRun(String name, String qualifier) {
        version(name, qualifier);
    }

    @Override
    public void send(Sender sender, Arn target, String payload) {
        String[] parts = target.resource().split(":", -1);
        if (!target.service().equals("lambda")
                || parts.length < 2
                || parts.length > 3
                || !parts[0].equals("function")) {
            throw new TwinError("ResourceNotFoundException", 404, "Function not found: " + target);
        }
        invokeLater(parts[1], parts.length == 3 ? parts[2] : "", payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether somebody reserved nothing at all for a function, so that it never runs. */
    boolean isStopped(String name) {
        return concurrency.reserved(name).filter(reserved -> reserved == 0).isPresent();
    }

    boolean isDark() {
        return faults.isDark(region);
    }

    void start(String name, String qualifier, String requestId, byte[] payload, Consumer<Outcome> then) {
        String version = version(name, qualifier);
        LambdaFunction function = function(name, version);
        if (isDark()) {
            throw new TwinError("ServiceException", 500, region + " is dark");
        }
        Arn plain = arn(name);
        Arn invoked =
                qualifier.isEmpty() ? plain : new Arn("lambda", region, account, plain.resource() + ":" + qualifier);
        TwinContext context = new TwinContext(
                function, version, invoked, requestId, agenda.instant().plus(function.timeout()), agenda);
        try {
            sandboxes.start(context, payload.length == 0 ? new byte[] {'{', '}'} : payload, outcome -> {
                meter.measure(name, "Invocations", 1);
                meter.measure(name, "Errors", outcome.failed() ? 1 : 0);
                then.accept(outcome);
            });
        } catch (TwinError throttled) {
            meter.measure(name, "Throttles", 1);
            throw throttled;
        }
    }

    private synchronized String version(String name, String qualifier) {
        return deployed(name)
                .version(qualifier.isEmpty() ? LambdaFunction.LATEST : qualifier)
                .orElseThrow(() -> new TwinError(
                        "ResourceNotFoundException", 404, "Function not found: " + arn(name) + ":" + qualifier));
    }

    private static void checkPayload(byte[] payload, int limit) {
        if (payload.length > limit) {
            throw new TwinError(
                    "RequestTooLargeException",
                    413,
                    "Request must be smaller than " + limit + " bytes for the InvokeFunction operation");
        }
        try {
            JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new TwinError(
                    "InvalidRequestContentException",
                    400,
                    "Could not parse request body into json: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory could not be read", e);
        }
    }
}
