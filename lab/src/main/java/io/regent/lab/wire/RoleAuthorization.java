package io.regent.lab.wire;

import io.regent.lab.twin.Caller;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.iam.Principal;
import io.regent.lab.twin.iam.Refusal;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Judges functions by the roles that their keys were issued for. A person is the account's administrator, and so is a
 * function whose key was issued for no role.
 *
 * @param rights what hinders somebody from doing something
 */
public record RoleAuthorization(AccessKeys keys, BiFunction<Principal, Act, Optional<Refusal>> rights)
        implements Authorization {
    @Override
    public Optional<String> refusal(Caller caller, Act act) {
        return switch (caller) {
            case Caller.Person person -> Optional.empty();
            case Caller.Function function ->
                keys.role(function)
                        .flatMap(role -> rights.apply(new Principal.Role(role, function.name()), act))
                        .map(Refusal::message);
        };
    }
}
