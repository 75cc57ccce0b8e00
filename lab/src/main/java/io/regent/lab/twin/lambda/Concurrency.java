package io.regent.lab.twin.lambda;

import io.regent.lab.twin.TwinError;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many invocations may run at once: of a function with reserved concurrency so many as are reserved for it, of all
 * others together what is left of the limit ("Understanding Lambda function scaling"). Thread-safe.
 */
final class Concurrency {
    /**
     * What has to stay unreserved (API model, PutFunctionConcurrency); in an account whose limit is lower, all of it,
     * as Lambda's message to such accounts has it.
     */
    private static final int LEAST_UNRESERVED = 100;

    private final int limit;
    private final Map<String, Integer> reserved = new HashMap<>();
    private final Map<String, Integer> running = new HashMap<>();

    /** @param limit of the region */
    Concurrency(int limit) {
        this.limit = limit;
    }

    /** @throws TwinError InvalidParameterValueException for less than 0, or more than can be reserved */
    synchronized void reserve(String function, int executions) {
        if (executions < 0) {
            throw invalid("1 validation error detected: Value '" + executions + "' at 'reservedConcurrentExecutions'"
                    + " failed to satisfy constraint: Member must have value greater than or equal to 0");
        }
        int least = Math.min(LEAST_UNRESERVED, limit);
        if (limit - reservedButFor(function) - executions < least) {
            throw invalid("Specified ReservedConcurrentExecutions for function decreases account's"
                    + " UnreservedConcurrentExecution below its minimum value of [" + least + "].");
        }
        reserved.put(function, executions);
    }

    private static TwinError invalid(String message) {
        return new TwinError("InvalidParameterValueException", 400, message);
    }

    /** Without effect where nothing is reserved. */
    synchronized void release(String function) {
        reserved.remove(function);
    }

    synchronized Optional<Integer> reserved(String function) {
        return Optional.ofNullable(reserved.get(function));
    }

    /** @throws TwinError TooManyRequestsException where no more may run */
    synchronized void enter(String function) {
        Optional<Integer> own = reserved(function);
        if (own.isPresent() ? running.getOrDefault(function, 0) >= own.get() : isFull()) {
            throw new TwinError(
                    "TooManyRequestsException",
                    429,
                    "Rate Exceeded.",
                    own.isPresent()
                            ? "ReservedFunctionConcurrentInvocationLimitExceeded"
                            : "ConcurrentInvocationLimitExceeded");
        }
        running.merge(function, 1, Integer::sum);
    }

    synchronized void leave(String function) {
        running.merge(function, -1, Integer::sum);
    }

    private boolean isFull() {
        int unreserved = running.entrySet().stream()
                .filter(one -> !reserved.containsKey(one.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        return unreserved >= limit - reservedButFor("");
    }

    private int reservedButFor(String function) {
        return reserved.entrySet().stream()
                .filter(one -> !one.getKey().equals(function))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
