package io.regent.lab.wire;

import io.regent.lab.twin.Caller;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The access keys that functions were given, so that the front knows a function's calls from a person's. Thread-safe.
 * The secret that goes with a key may be anything: signatures are not verified.
 */
public final class AccessKeys implements Callers {
    private final Map<String, Caller.Function> holders = new ConcurrentHashMap<>();
    private final Map<Caller.Function, String> roles = new ConcurrentHashMap<>();

    /**
     * The key id of a function that runs as a role, from now on as this one.
     *
     * @param role the role's ARN
     */
    public String issue(Caller.Function function, String role) {
        roles.put(function, role);
        return issue(function);
    }

    /** The ARN of the role that a function's key was issued for; nothing where rights are not the subject. */
    public Optional<String> role(Caller.Function function) {
        return Optional.ofNullable(roles.get(function));
    }

    /** The key id of a function: always the same for the same function, in AWS's form for temporary keys. */
    public String issue(Caller.Function function) {
        String digest = Integer.toUnsignedString(function.hashCode(), 36).toUpperCase(Locale.ROOT);
        String padded = "ASIALAB" + "0".repeat(13 - digest.length()) + digest;
        Caller.Function holder = holders.putIfAbsent(padded, function);
        if (holder != null && !holder.equals(function)) {
            throw new IllegalStateException("access key " + padded + " belongs to " + holder);
        }
        return padded;
    }

    @Override
    public Caller of(String accessKeyId) {
        Caller.Function holder = holders.get(accessKeyId);
        return holder == null ? new Caller.Person() : holder;
    }
}
